import { scaledSec } from './leg.ts';
import type { TravelBands } from './rich/model.ts';
import { NEVER_SEC } from './window.ts';

/** The band of an instant: the last that starts not after it. */
export function bandAt(bands: TravelBands, sec: number): number {
  const { startsSec } = bands;
  let low = 0;
  let high = startsSec.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (startsSec[middle]! <= sec) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Seconds of a drive that leaves at `departSec`: the share of the way not yet driven when a band ends is driven at the pace of
 * the next. Rounded up; who leaves later never arrives earlier. `cell` is the entry of the tables. NEVER_SEC or more (what the table
 * has) if there is no way.
 */
export function bandedSec(bands: TravelBands, cell: number, speedFactor: number, departSec: number): number {
  const band = bandAt(bands, departSec);
  const whole = scaledSec(bands.tables[bands.tableOf[band]!]![cell]!, speedFactor);
  // Most drives end in the band in which they begin.
  if (whole >= NEVER_SEC || departSec + whole <= endOfBand(bands, band)) return whole;
  return secAcrossBands(bands, cell, speedFactor, departSec, band);
}

function endOfBand({ startsSec }: TravelBands, band: number): number {
  return band + 1 < startsSec.length ? startsSec[band + 1]! : Number.POSITIVE_INFINITY;
}

function secAcrossBands(bands: TravelBands, cell: number, speedFactor: number, departSec: number, first: number): number {
  let band = first;
  let clock = departSec;
  let left = 1;
  for (;;) {
    const whole = scaledSec(bands.tables[bands.tableOf[band]!]![cell]!, speedFactor);
    const untilSec = endOfBand(bands, band);
    const needed = left * whole;
    // A thousandth of a second of slack, so that sums of shares that should be whole are.
    if (clock + needed <= untilSec) return Math.ceil(clock + needed - departSec - 1e-3);
    left -= (untilSec - clock) / whole;
    clock = untilSec;
    band++;
  }
}

/** The latest departure, not before `notBeforeSec`, of a drive that arrives by `arriveSec` (which leaving then allows). */
export function latestDeparture(
  bands: TravelBands,
  cell: number,
  speedFactor: number,
  notBeforeSec: number,
  arriveSec: number,
): number {
  let low = notBeforeSec;
  let high = arriveSec;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (middle + bandedSec(bands, cell, speedFactor, middle) <= arriveSec) low = middle;
    else high = middle - 1;
  }
  return low;
}
