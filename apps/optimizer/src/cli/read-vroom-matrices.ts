import { type TravelMatrix, UNREACHABLE } from '../problem.ts';
import type { Fields } from './fields.ts';

/** The matrices of VROOM's JSON, one for each profile in use, all of one size; costs are multiplied by `costScale`. `null`: no way. */
export function readMatrices(
  root: Fields,
  profiles: readonly string[],
  costScale: number,
): { matrices: TravelMatrix[]; placeCount: number } {
  const given = root.object('matrices');
  let placeCount = -1;
  const matrices = profiles.map((profile): TravelMatrix => {
    if (!given.has(profile) && root.has('matrix') && profile === 'car') {
      // Deprecated in VROOM, and still read: the durations of the profile "car".
      placeCount = root.list('matrix').length;
      return { durationsSec: flatten(root, 'matrix', placeCount) };
    }
    if (!given.has(profile)) {
      root.fault('matrices', `there is no matrix for profile ${profile} (nothing is looked up on a network)`);
      return { durationsSec: new Int32Array(0) };
    }
    const fields = given.object(profile);
    fields.allow(['durations', 'distances', 'costs'], {});
    const rows = fields.list('durations');
    if (placeCount < 0) placeCount = rows.length;
    if (rows.length !== placeCount) fields.fault('durations', `has ${rows.length} rows, another profile has ${placeCount}`);
    const durationsSec = flatten(fields, 'durations', placeCount);
    return {
      durationsSec,
      ...(fields.has('distances') && { distancesMetres: flatten(fields, 'distances', placeCount) }),
      ...(fields.has('costs') && {
        costs: flatten(fields, 'costs', placeCount).map((cost) => (cost === UNREACHABLE ? cost : cost * costScale)),
      }),
    };
  });
  return { matrices, placeCount: Math.max(0, placeCount) };
}

function flatten(fields: Fields, name: string, count: number): Int32Array {
  const flat = new Int32Array(count * count);
  const rows = fields.list(name);
  if (rows.length !== count) fields.fault(name, `must have ${count} rows, has ${rows.length}`);
  rows.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== count) fields.fault(`${name}[${i}]`, `must have ${count} entries`);
    else {
      for (let j = 0; j < count; j++) {
        if (row[j] === null) flat[i * count + j] = UNREACHABLE;
        else if (Number.isInteger(row[j]) && Math.abs(row[j]) <= 0x7fffffff) flat[i * count + j] = row[j];
        else fields.fault(`${name}[${i}][${j}]`, 'must be a whole number of seconds or metres, or null where there is no way');
      }
    }
  });
  return flat;
}
