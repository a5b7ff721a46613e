import type { Problem } from './problem.ts';
import { clipWindows } from './window.ts';

/**
 * The windows of a visit as one shift sees them: clipped to its hours, sorted, merged. Shifts with the same hours share a
 * class; `perVisit` slots for each (visit, class), unused ones close at −1 so that no instant fits.
 * Usually there is one slot: a team's evening meets one window of the week.
 */
export interface WindowTable {
  readonly perVisit: number;
  readonly classCount: number;
  /** Class of a shift. */
  readonly classOf: Int32Array;
  /** [(visit * classCount + class) * perVisit + slot] */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
}

export function compileWindows(problem: Problem, frozenShiftOf: Int32Array): WindowTable {
  const { visits, shifts } = problem;
  const hours = new Map<string, number>();
  const examples: number[] = [];
  const classOf = Int32Array.from(shifts, (shift, s) => {
    const key = `${shift.opensSec} ${shift.closesSec}`;
    const known = hours.get(key);
    if (known !== undefined) return known;
    hours.set(key, examples.length);
    return examples.push(s) - 1;
  });
  const classCount = examples.length;
  const clippedOf = (v: number, h: number) => {
    const shift = shifts[examples[h]!]!;
    const windows = visits[v]!.windows;
    if (windows.length === 0) return [{ opensSec: shift.opensSec, closesSec: shift.closesSec }];
    const frozen = frozenShiftOf[v]! >= 0;
    // A frozen stop is served even when its windows have closed.
    const late = { opensSec: Math.max(...windows.map((window) => window.closesSec)), closesSec: shift.closesSec };
    return clipWindows(frozen && late.opensSec <= late.closesSec ? [...windows, late] : windows, shift.opensSec, shift.closesSec);
  };
  const clipped = visits.map((_, v) => examples.map((_, h) => clippedOf(v, h)));
  let perVisit = 1;
  for (const perClass of clipped) for (const windows of perClass) perVisit = Math.max(perVisit, windows.length);
  const opens = new Int32Array(visits.length * classCount * perVisit);
  const closes = new Int32Array(opens.length).fill(-1);
  clipped.forEach((perClass, v) => {
    perClass.forEach((windows, h) => {
      windows.forEach((window, slot) => {
        opens[(v * classCount + h) * perVisit + slot] = window.opensSec;
        closes[(v * classCount + h) * perVisit + slot] = window.closesSec;
      });
    });
  });
  return { perVisit, classCount, classOf, opens, closes };
}
