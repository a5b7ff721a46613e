import type { Tables } from '../compile.ts';

/** The tables on shared memory, each once however many threads read it: ten thousand places take 400 MB a table. */
export function shareTables({ travel, neighbours }: Tables): Tables {
  // Cost and seconds, or a table and its transposed one, may be the same array.
  const known = new Map<Int32Array, Int32Array>();
  const share = (table: Int32Array): Int32Array => {
    let shared = known.get(table);
    if (!shared) {
      shared = new Int32Array(new SharedArrayBuffer(table.byteLength));
      shared.set(table);
      known.set(table, shared);
    }
    return shared;
  };
  return {
    travel: {
      ...travel,
      sec: share(travel.sec),
      secTransposed: share(travel.secTransposed),
      cost: share(travel.cost),
      costTransposed: share(travel.costTransposed),
      metres: share(travel.metres),
    },
    neighbours: {
      ...neighbours,
      before: share(neighbours.before),
      after: share(neighbours.after),
      leastAfter: share(neighbours.leastAfter),
      leastBefore: share(neighbours.leastBefore),
      near: share(neighbours.near),
    },
  };
}
