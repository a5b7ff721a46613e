import { NEVER_SEC } from '../window.ts';
import type { RichCompiled } from './compile-rich.ts';

/** Seconds of a drive of this shift between two places that begins at `departSec`; NEVER_SEC if there is no way. */
export function driveSec(c: RichCompiled, shift: number, from: number, to: number, departSec: number): number {
  const { travel } = c.base;
  const cell = travel.secBase[shift]! + from * travel.size + to;
  return c.bands === null ? travel.sec[cell]! : bandedDriveSec(c, cell, departSec);
}

/** The same as `bandedSec` of travel-time.ts, on the tables as the search reads them. */
function bandedDriveSec(c: RichCompiled, cell: number, departSec: number): number {
  const { startsSec, tableOf } = c.bands!;
  let band = 0;
  while (band + 1 < startsSec.length && startsSec[band + 1]! <= departSec) band++;
  let clock = departSec;
  let left = 1;
  for (;;) {
    const whole = c.bandTravel[tableOf[band]!]!.sec[cell]!;
    if (whole >= NEVER_SEC) return NEVER_SEC;
    const needed = left * whole;
    if (band + 1 >= startsSec.length || clock + needed <= startsSec[band + 1]!)
      return Math.ceil(clock + needed - departSec - 1e-3);
    left -= (startsSec[band + 1]! - clock) / whole;
    clock = startsSec[++band]!;
  }
}

/** The latest departure not before `notBeforeSec` that is there by `arriveSec`; the one at `notBeforeSec` is. */
export function latestDepartureSec(
  c: RichCompiled,
  shift: number,
  from: number,
  to: number,
  notBeforeSec: number,
  arriveSec: number,
): number {
  if (c.bands === null) return arriveSec - driveSec(c, shift, from, to, 0);
  let low = notBeforeSec;
  let high = Math.max(notBeforeSec, arriveSec);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (middle + driveSec(c, shift, from, to, middle) <= arriveSec) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a drive costs that takes so long. */
export function driveCost(c: RichCompiled, shift: number, from: number, to: number, sec: number): number {
  const { travel } = c.base;
  if (c.bands === null) return travel.cost[travel.costBase[shift]! + from * travel.size + to]!;
  const { placeCount, matrices, shifts } = c.problem;
  // The absent place is no way from anything.
  if (from === placeCount || to === placeCount) return 0;
  const matrix = matrices[shifts[shift]!.matrixIndex]!;
  const cell = from * placeCount + to;
  if (matrix.costs) return matrix.costs[cell]!;
  const metres = c.perMetre[shift] === 0 ? 0 : (matrix.distancesMetres?.[cell] ?? 0);
  return Math.round(sec * c.perTravelSec[shift]! + metres * c.perMetre[shift]!);
}
