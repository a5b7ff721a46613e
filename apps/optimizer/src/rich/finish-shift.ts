import { NEVER_SEC } from '../window.ts';
import { BREAK_SLOTS, firstBreakStart } from './breaks.ts';
import { driveCost, driveSec, latestDepartureSec } from './drive.ts';
import { refreshLatest } from './latest.ts';
import { COST } from './reach.ts';
import { placeLeft, placeReached, type RichState, ROUTE_COST } from './rich-state.ts';

/** The way home, breaks still to be taken and overtime of a shift whose visits are settled; false if it ends too late. */
export function finishShift(st: RichState, shift: number): boolean {
  const { c } = st;
  const { base } = c;
  const end = base.visitCount + shift;
  const last = st.prev[end]!;
  let cost = 0;
  if (last !== end) {
    const finish = finishAfter(st, shift, placeLeft(c, last, shift), st.leaveSec[last]!, st.breaksTaken[last]!);
    if (finish < 0) return false;
    cost = st.out[COST]!;
    st.arriveSec[end] = finish;
  }
  st.totals[ROUTE_COST]! += cost - st.nodeCost[end]!;
  st.nodeCost[end] = cost;
  return true;
}

/**
 * When the shift is over if it leaves the place of its last visit then, with so many breaks taken; −1 if too late. The cost of the way
 * home, fixed cost and overtime is in `st.out[COST]`.
 */
export function finishAfter(st: RichState, shift: number, from: number, leaveSec: number, breaksTaken: number): number {
  const { c } = st;
  const { base } = c;
  const to = placeReached(c, base.visitCount + shift, shift);
  let departSec = leaveSec;
  let sec = driveSec(c, shift, from, to, departSec);
  if (sec >= NEVER_SEC) return -1;
  let readySec = departSec + sec;
  let isHome = false;
  for (let taken = breaksTaken; taken < base.breakCount[shift]!; taken++) {
    const durationSec = base.breakDurationSec[shift * BREAK_SLOTS + taken]!;
    const after = firstBreakStart(base, shift, taken, readySec);
    const sooner = isHome ? NEVER_SEC : firstBreakStart(base, shift, taken, departSec);
    const soonerSec = sooner >= NEVER_SEC ? NEVER_SEC : driveSec(c, shift, from, to, sooner + durationSec);
    if (sooner < NEVER_SEC && sooner + durationSec + soonerSec <= after + durationSec) {
      departSec = sooner + durationSec;
      sec = soonerSec;
      readySec = departSec + sec;
    } else if (after < NEVER_SEC) {
      readySec = after + durationSec;
      isHome = true;
    } else return -1;
  }
  if (readySec > base.closesSec[shift]!) return -1;
  const overtimeSec = Math.max(0, readySec - c.closesSec[shift]!);
  st.out[COST] = driveCost(c, shift, from, to, sec) + base.fixedCost[shift]! + Math.round(overtimeSec * c.perOvertimeSec[shift]!);
  return readySec;
}

/** Loads, limits of travel, length and number, and the sums kept per shift; false if a limit is passed. */
export function checkShift(st: RichState, shift: number): boolean {
  const { c } = st;
  const { base } = c;
  const end = base.visitCount + shift;
  let visits = 0;
  let workSec = 0;
  for (let v = st.next[end]!; v < base.visitCount; v = st.next[v]!) {
    visits++;
    workSec += st.leaveSec[v]! - st.startSec[v]!;
  }
  st.visitsIn[shift] = visits;
  st.workIn[shift] = workSec;
  refreshLatest(st, shift);
  if (c.hasDue && base.breakCount[shift] === 0) rateLateness(st, end);
  if (visits > base.maxVisits[shift]!) return false;
  for (let d = 0; d < base.dimensions; d++)
    if (mostOnBoard(st, shift, d) > base.capacity[shift * base.dimensions + d]!) return false;
  return base.limited[shift] === 0 || withinTravel(st, shift);
}

/** From the last stop to the first: a delay goes on to the next stop where that does not wait, and costs where the work starts late already. */
function rateLateness(st: RichState, end: number): void {
  const { c, prev, next, startSec, arriveSec, lateRate } = st;
  const { visitCount } = c.base;
  for (let v = prev[end]!; v < visitCount; v = prev[v]!) {
    const after = next[v]!;
    let rate = startSec[v]! >= c.dueSec[v]! ? c.perLateSec[v]! : 0;
    if (after < visitCount && startSec[after] === arriveSec[after]) rate += lateRate[after]!;
    lateRate[v] = rate;
  }
}

/** The most that is on board at any moment, in one dimension. */
function mostOnBoard(st: RichState, shift: number, d: number): number {
  const { base } = st.c;
  const { dimensions, visitCount, loads } = base;
  const end = visitCount + shift;
  let onBoard = 0;
  for (let v = st.next[end]!; v < visitCount; v = st.next[v]!) onBoard += loads[v * dimensions + d]!;
  if (!base.hasFlow) return onBoard;
  let most = onBoard;
  for (let v = st.next[end]!; v < visitCount; v = st.next[v]!) {
    onBoard += base.loadChange[v * dimensions + d]!;
    most = Math.max(most, onBoard);
  }
  return most;
}

function withinTravel(st: RichState, shift: number): boolean {
  const { c } = st;
  const { base, problem } = c;
  const { placeCount, matrices, shifts } = problem;
  const metres = matrices[shifts[shift]!.matrixIndex]!.distancesMetres;
  const end = base.visitCount + shift;
  if (st.next[end] === end) return true;
  let [sec, length] = [0, 0];
  let before = end;
  let node = end;
  do {
    before = node;
    node = st.next[node]!;
    const from = placeLeft(c, before, shift);
    const to = placeReached(c, node, shift);
    const departSec =
      before === end ? latestDepartureSec(c, shift, from, to, st.leaveSec[end]!, st.arriveSec[node]!) : st.leaveSec[before]!;
    sec += driveSec(c, shift, from, to, departSec);
    if (metres && from < placeCount && to < placeCount) length += metres[from * placeCount + to]!;
  } while (node !== end);
  return sec <= base.maxTravelSec[shift]! && length <= base.maxMetres[shift]!;
}
