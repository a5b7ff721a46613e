import { addDays, instantOf, startOfDate, weekdayOf } from '../calendar/zoned-time.ts';
import type { SpeedBand } from '../contract/speeds.ts';

/** The bands of speed along a problem's axis of seconds. */
export interface BandAxis {
  /** Rising; the first is 0. From each on holds … */
  readonly startsSec: Int32Array;
  /** … this band: an index into the unit's bands, −1 where none is (the assumed speeds). */
  readonly bandOf: Int32Array;
}

/**
 * Lays a unit's weekly bands along the axis that begins at `originMs`, from there to `lastSec`; dates are the unit's, both included. A
 * band that ends at "24:00" ends with its day, whatever the clocks do. Neighbouring stretches of the same band are one.
 */
export function bandAxis(
  bands: readonly SpeedBand[],
  zone: string,
  dates: { readonly from: string; readonly to: string },
  originMs: number,
  lastSec: number,
): BandAxis {
  const spans: { from: number; to: number; band: number }[] = [];
  for (let date = addDays(dates.from, -1); date <= addDays(dates.to, 1); date = addDays(date, 1)) {
    const weekday = weekdayOf(date);
    bands.forEach(({ days, from, to }, band) => {
      if (!days.some((day) => day === weekday)) return;
      const end = to === '24:00' ? startOfDate(addDays(date, 1), zone) : instantOf(date, to, zone);
      const span = { from: secOf(instantOf(date, from, zone)), to: secOf(end), band };
      if (span.to > Math.max(0, span.from) && span.from < lastSec) spans.push(span);
    });
  }
  spans.sort((a, b) => a.from - b.from);
  const startsSec: number[] = [0];
  const bandOf: number[] = [-1];
  const begin = (sec: number, band: number): void => {
    if (bandOf.at(-1) === band) return;
    if (startsSec.at(-1) === sec) {
      bandOf[bandOf.length - 1] = band;
      // what was there before it may be the same band
      if (bandOf.length > 1 && bandOf.at(-2) === band) {
        startsSec.pop();
        bandOf.pop();
      }
      return;
    }
    startsSec.push(sec);
    bandOf.push(band);
  };
  for (const { from, to, band } of spans) {
    begin(Math.max(0, from), band);
    if (to < lastSec) begin(to, -1);
  }
  return { startsSec: Int32Array.from(startsSec), bandOf: Int32Array.from(bandOf) };

  function secOf(instant: Date): number {
    return Math.round((instant.getTime() - originMs) / 1000);
  }
}
