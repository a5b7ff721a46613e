import type { Window } from './problem.ts';

/** "No such instant": above every time, small enough that two of them add up without overflow. */
export const NEVER_SEC = 1 << 29;

/** The first instant not before `readySec` inside one of the windows (any order, both ends inclusive); NEVER_SEC if none. */
export function firstStart(windows: readonly Window[], readySec: number): number {
  let first = NEVER_SEC;
  for (const window of windows) {
    if (window.closesSec < readySec) continue;
    const startSec = Math.max(readySec, window.opensSec);
    if (startSec < first) first = startSec;
  }
  return first;
}

/** The same for a visit, where no window at all means any time. */
export function firstVisitStart(windows: readonly Window[], readySec: number): number {
  return windows.length === 0 ? readySec : firstStart(windows, readySec);
}

/** The windows as far as they lie within [opensSec, closesSec], sorted, overlapping and touching ones merged. */
export function clipWindows(windows: readonly Window[], opensSec: number, closesSec: number): Window[] {
  const clipped = windows
    .map((window) => ({ opensSec: Math.max(window.opensSec, opensSec), closesSec: Math.min(window.closesSec, closesSec) }))
    .filter((window) => window.opensSec <= window.closesSec)
    .sort((a, b) => a.opensSec - b.opensSec);
  const merged: Window[] = [];
  for (const window of clipped) {
    const last = merged.at(-1);
    if (last && window.opensSec <= last.closesSec + 1) {
      merged[merged.length - 1] = { opensSec: last.opensSec, closesSec: Math.max(last.closesSec, window.closesSec) };
    } else merged.push(window);
  }
  return merged;
}
