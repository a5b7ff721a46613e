import type { Tables } from '../compile.ts';
import { withTables } from '../hours.ts';
import type { TravelMatrix } from '../problem.ts';

/** The tables on shared memory, each once however many threads read it: ten thousand places take 400 MB a table. */
export function shareTables({ travel, neighbours }: Tables): Tables {
  const share = newSharing();
  return {
    travel: {
      ...travel,
      sec: share(travel.sec),
      secTransposed: share(travel.secTransposed),
      cost: share(travel.cost),
      costTransposed: share(travel.costTransposed),
      metres: share(travel.metres),
      hours: travel.hours && withTables(travel.hours, share(travel.hours.sec)),
    },
    neighbours: {
      ...neighbours,
      before: share(neighbours.before),
      after: share(neighbours.after),
      beside: share(neighbours.beside),
      near: share(neighbours.near),
    },
  };
}

/** The same for the matrices of a problem, with their bands. */
export function shareMatrices(matrices: readonly TravelMatrix[]): TravelMatrix[] {
  const share = newSharing();
  return matrices.map(({ durationsSec, distancesMetres, costs, bands }) => ({
    durationsSec: share(durationsSec),
    ...(distancesMetres && { distancesMetres: share(distancesMetres) }),
    ...(costs && { costs: share(costs) }),
    ...(bands && { bands: { ...bands, tables: bands.tables.map(share) } }),
  }));
}

/** Cost and seconds, or a table and its transposed one, may be the same array: it is copied once. */
function newSharing(): (table: Int32Array) => Int32Array {
  const known = new Map<Int32Array, Int32Array>();
  return (table) => {
    let shared = known.get(table);
    if (!shared) {
      shared = new Int32Array(new SharedArrayBuffer(table.byteLength));
      shared.set(table);
      known.set(table, shared);
    }
    return shared;
  };
}
