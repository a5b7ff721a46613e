import { latestDepartureBy, secAt } from '../hours.ts';
import type { RichCompiled } from './compile-rich.ts';

/** Seconds of a drive of this shift between two places that begins at `departSec`; NEVER_SEC or more if there is no way. */
export function driveSec(c: RichCompiled, shift: number, from: number, to: number, departSec: number): number {
  const { travel } = c.base;
  const cell = travel.secBase[shift]! + from * travel.size + to;
  return travel.hours === null ? travel.sec[cell]! : secAt(travel.hours, shift, cell, departSec);
}

/** The latest departure that is there by `arriveSec`, whatever came before it; below 0 if there is none. */
export function departureFor(c: RichCompiled, shift: number, from: number, to: number, arriveSec: number): number {
  const { travel } = c.base;
  const cell = travel.secBase[shift]! + from * travel.size + to;
  return travel.hours === null ? arriveSec - travel.sec[cell]! : latestDepartureBy(travel.hours, shift, cell, arriveSec);
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
  const departSec = departureFor(c, shift, from, to, arriveSec);
  return c.base.travel.hours === null ? departSec : Math.max(notBeforeSec, departSec);
}

/** What a drive costs that takes so long. */
export function driveCost(c: RichCompiled, shift: number, from: number, to: number, sec: number): number {
  const { travel } = c.base;
  if (travel.hours === null) return travel.cost[travel.costBase[shift]! + from * travel.size + to]!;
  const { placeCount, matrices, shifts } = c.problem;
  // The absent place is no way from anything.
  if (from === placeCount || to === placeCount) return 0;
  const matrix = matrices[shifts[shift]!.matrixIndex]!;
  const cell = from * placeCount + to;
  if (matrix.costs) return matrix.costs[cell]!;
  const metres = c.perMetre[shift] === 0 ? 0 : (matrix.distancesMetres?.[cell] ?? 0);
  return Math.round(sec * c.perTravelSec[shift]! + metres * c.perMetre[shift]!);
}
