import { MAX_BREAKS, type Problem } from './problem.ts';
import { clipWindows, NEVER_SEC } from './window.ts';

/** The breaks of the shifts, MAX_BREAKS places for each: [shift * MAX_BREAKS + break]. */
export interface BreakTable {
  readonly breakCount: Int32Array;
  readonly mostBreaks: number;
  readonly breakDurationSec: Int32Array;
  /** Where a break's windows stand in the two lists below. */
  readonly breakFirst: Int32Array;
  readonly breakEnd: Int32Array;
  readonly breakOpens: Int32Array;
  readonly breakCloses: Int32Array;
  /**
   * 1 where a break of the shift asks what is on board. Then a visit put in anywhere may forbid a break elsewhere, and a route is
   * judged by walking it (walk-route.ts).
   */
  readonly weighsBreaks: Uint8Array;
  /** The most that may be on board: [(shift * MAX_BREAKS + break) * dimensions + d]; empty if no break asks. */
  readonly breakMaxLoads: Int32Array;
}

export function compileBreaks({ shifts }: Problem, dimensions: number): BreakTable {
  const breakCount = Int32Array.from(shifts, (shift) => shift.breaks.length);
  const breakDurationSec = new Int32Array(shifts.length * MAX_BREAKS);
  const breakFirst = new Int32Array(shifts.length * MAX_BREAKS);
  const breakEnd = new Int32Array(shifts.length * MAX_BREAKS);
  const weighsBreaks = Uint8Array.from(shifts, (shift) => (shift.breaks.some((pause) => pause.maxLoads) ? 1 : 0));
  const asks = weighsBreaks.some((weighs) => weighs === 1);
  const breakMaxLoads = new Int32Array(asks ? shifts.length * MAX_BREAKS * dimensions : 0).fill(NEVER_SEC);
  const opens: number[] = [];
  const closes: number[] = [];
  shifts.forEach((shift, s) => {
    shift.breaks.forEach((pause, b) => {
      const slot = s * MAX_BREAKS + b;
      breakDurationSec[slot] = pause.durationSec;
      breakFirst[slot] = opens.length;
      for (const window of clipWindows(pause.windows, 0, NEVER_SEC)) {
        opens.push(window.opensSec);
        closes.push(window.closesSec);
      }
      breakEnd[slot] = opens.length;
      pause.maxLoads?.forEach((load, d) => {
        breakMaxLoads[slot * dimensions + d] = load;
      });
    });
  });
  return {
    breakCount,
    mostBreaks: breakCount.reduce((most, count) => Math.max(most, count), 0),
    breakDurationSec,
    breakFirst,
    breakEnd,
    breakOpens: Int32Array.from(opens),
    breakCloses: Int32Array.from(closes),
    weighsBreaks,
    breakMaxLoads,
  };
}
