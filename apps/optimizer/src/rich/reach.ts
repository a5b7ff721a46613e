import { startIn, windowsAt } from '../times.ts';
import { NEVER_SEC } from '../window.ts';
import { BREAK_SLOTS, firstBreakStart, lastBreakClose } from './breaks.ts';
import { driveCost, driveSec, latestDepartureSec } from './drive.ts';
import { placeLeft, placeReached, type RichState } from './rich-state.ts';

/** Positions in `st.out`. */
export const ARRIVE = 0;
export const START = 1;
export const LEAVE = 2;
export const BREAKS = 3;
export const COST = 4;

/** As `reachFrom`, from the node `before`, whose times are settled. */
export function reach(st: RichState, v: number, before: number, shift: number, notBeforeSec: number): boolean {
  const isFirst = before >= st.c.base.visitCount;
  const from = placeLeft(st.c, before, shift);
  return reachFrom(st, v, shift, from, st.leaveSec[before]!, st.breaksTaken[before]!, isFirst, notBeforeSec);
}

/**
 * Comes to visit `v` from a place left at `departSec` with so many breaks taken, starting not before `notBeforeSec`. Answers in
 * `st.out`. False if it is too late for every window or a break. The first drive of a shift leaves as late as the start allows.
 *
 * A break is taken when it costs nothing (it fits into waiting) or when the next chance would be after its last window; then
 * before or after the drive, whichever is sooner.
 */
export function reachFrom(
  st: RichState,
  v: number,
  shift: number,
  from: number,
  leftSec: number,
  breaksTaken: number,
  isFirst: boolean,
  notBeforeSec: number,
): boolean {
  const { c, out } = st;
  const { base } = c;
  const to = placeReached(c, v, shift);
  const work = v * base.workTypeCount + base.workTypeOf[shift]!;
  const workSec = base.serviceSec[work]! + (from === to ? 0 : base.setupSec[work]!);
  const { opens, closes, perVisit } = base.windows;
  const at = windowsAt(base, v, shift);
  let departSec = leftSec;
  let sec = driveSec(c, shift, from, to, departSec);
  if (sec >= NEVER_SEC) return false;
  let readySec = departSec + sec;
  let startSec = startIn(opens, closes, at, perVisit, readySec > notBeforeSec ? readySec : notBeforeSec);
  let taken = breaksTaken;
  let pausedUntilSec = 0;
  while (taken < base.breakCount[shift]!) {
    const durationSec = base.breakDurationSec[shift * BREAK_SLOTS + taken]!;
    const afterSec = firstBreakStart(base, shift, taken, readySec) + durationSec;
    if (startSec < NEVER_SEC && afterSec <= startSec) {
      pausedUntilSec = afterSec;
      readySec = afterSec;
      taken++;
      continue;
    }
    if (startSec < NEVER_SEC && startSec + workSec <= lastBreakClose(base, shift, taken)) break;
    const sooner = pausedUntilSec === 0 ? firstBreakStart(base, shift, taken, departSec) + durationSec : NEVER_SEC;
    const soonerSec = sooner >= NEVER_SEC ? NEVER_SEC : driveSec(c, shift, from, to, sooner);
    if (sooner + soonerSec <= afterSec && sooner < NEVER_SEC) {
      departSec = sooner;
      sec = soonerSec;
      readySec = departSec + sec;
    } else if (afterSec < NEVER_SEC) {
      pausedUntilSec = afterSec;
      readySec = afterSec;
    } else return false;
    taken++;
    startSec = startIn(opens, closes, at, perVisit, readySec > notBeforeSec ? readySec : notBeforeSec);
  }
  if (startSec >= NEVER_SEC) return false;
  if (isFirst && taken === 0) {
    departSec = latestDepartureSec(c, shift, from, to, departSec, startSec);
    sec = driveSec(c, shift, from, to, departSec);
    readySec = startSec;
  }
  let cost = driveCost(c, shift, from, to, sec);
  if (base.hasTaskCost) cost += Math.round(workSec * base.perTaskSec[shift]! + base.perVisit[shift]!);
  if (c.assignCost.length > 0) cost += c.assignCost[v * base.shiftCount + shift]!;
  if (c.hasDue && startSec > c.dueSec[v]!) cost += Math.round((startSec - c.dueSec[v]!) * c.perLateSec[v]!);
  if (c.perWaitSec > 0 && startSec > c.waitEndsSec[v]!) cost += Math.round((startSec - c.waitEndsSec[v]!) * c.perWaitSec);
  if (c.hasIdle && !isFirst) cost += Math.round((startSec - readySec) * c.perIdleSec[shift]!);
  out[ARRIVE] = departSec + sec;
  out[START] = startSec;
  out[LEAVE] = startSec + workSec;
  out[BREAKS] = taken;
  out[COST] = cost;
  return true;
}
