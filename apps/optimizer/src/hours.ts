import type { Problem } from './problem.ts';
import type { TravelBands } from './rich/model.ts';
import { bandAt, bandedSec, latestDeparture } from './travel-time.ts';
import { NEVER_SEC } from './window.ts';

/** Travel that takes other times at other hours, as the search reads it: `TravelBands` laid out as `Travel.sec`. */
export interface Hours extends TravelBands {
  /** The tables one after the other, and where the one of each band begins. */
  readonly sec: Int32Array;
  readonly baseOf: Int32Array;
  /** The band in which a shift opens: who is on the way is in this one or a later one. */
  readonly firstOf: Int32Array;
}

/** With tables of so many cells, all 0, in memory that `newTable` gives. */
export function newHours(
  bands: TravelBands,
  { shifts }: Pick<Problem, 'shifts'>,
  cells: number,
  newTable: (length: number) => Int32Array,
): Hours {
  const sec = newTable(cells * bands.tables.length);
  const baseOf = bands.tableOf.map((table) => table * cells);
  const firstOf = Int32Array.from(shifts, ({ opensSec }) => bandAt(bands, opensSec));
  const tables = bands.tables.map((_, t) => sec.subarray(t * cells, (t + 1) * cells));
  return { ...bands, sec, baseOf, firstOf, tables };
}

/** Seconds of a drive of the shift that begins then; exactly as `bandedSec`. */
export function secAt(hours: Hours, shift: number, cell: number, departSec: number): number {
  const { startsSec, baseOf } = hours;
  const last = startsSec.length - 1;
  let band = hours.firstOf[shift]!;
  while (band < last && startsSec[band + 1]! <= departSec) band++;
  const whole = hours.sec[baseOf[band]! + cell]!;
  // Most drives end in the band in which they begin.
  if (band === last || departSec + whole <= startsSec[band + 1]!) return whole;
  return bandedSec(hours, cell, 1, departSec);
}

/** The latest departure, at 0 or later, of a drive of the shift that is there by `arriveSec`; −1 if there is none. */
export function latestDepartureBy(hours: Hours, shift: number, cell: number, arriveSec: number): number {
  if (arriveSec < 0) return -1;
  const { startsSec, baseOf } = hours;
  const last = startsSec.length - 1;
  let band = hours.firstOf[shift]!;
  if (arriveSec < startsSec[band]!) band = bandAt(hours, arriveSec);
  else while (band < last && startsSec[band + 1]! <= arriveSec) band++;
  const whole = hours.sec[baseOf[band]! + cell]!;
  if (whole >= NEVER_SEC) return -1;
  if (arriveSec - whole >= startsSec[band]!) return arriveSec - whole;
  let slowest = whole;
  for (const table of hours.tables) slowest = Math.max(slowest, table[cell]!);
  const notBeforeSec = Math.max(0, arriveSec - slowest);
  if (notBeforeSec + bandedSec(hours, cell, 1, notBeforeSec) > arriveSec) return -1;
  return latestDeparture(hours, cell, 1, notBeforeSec, arriveSec);
}
