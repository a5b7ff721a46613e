import type { NewTable } from '../compile-travel.ts';
import type { TravelMatrix } from '../problem.ts';

/** Memory that threads share: ten thousand places take 400 MB a table, which is then there once however many threads read it. */
export const sharedTable: NewTable = (length) => new Int32Array(new SharedArrayBuffer(length * Int32Array.BYTES_PER_ELEMENT));

/** The matrices of a problem, with their bands, in such memory. */
export function shareMatrices(matrices: readonly TravelMatrix[]): TravelMatrix[] {
  const share = newSharing();
  return matrices.map(({ durationsSec, distancesMetres, costs, bands }) => ({
    durationsSec: share(durationsSec),
    ...(distancesMetres && { distancesMetres: share(distancesMetres) }),
    ...(costs && { costs: share(costs) }),
    ...(bands && { bands: { ...bands, tables: bands.tables.map(share) } }),
  }));
}

/** Matrices may have tables in common: each is copied once. */
function newSharing(): (table: Int32Array) => Int32Array {
  const known = new Map<Int32Array, Int32Array>();
  return (table) => {
    let shared = known.get(table);
    if (!shared) {
      shared = sharedTable(table.length);
      shared.set(table);
      known.set(table, shared);
    }
    return shared;
  };
}
