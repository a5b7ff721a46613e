import { NO_GAP } from './compile-relations.ts';
import { checkShift, finishShift } from './finish-shift.ts';
import { keepsPromiseAt } from './promise.ts';
import { ARRIVE, BREAKS, COST, LEAVE, reach, START } from './reach.ts';
import { CHANGED, DIRTY_FROM, ORDER_COUNT, type RichState, ROUTE_COST, TOUCHED_COUNT } from './rich-state.ts';

/** Marks a served visit whose times may have changed. */
export function markDirty(st: RichState, v: number): void {
  const entry = st.c.relations.entryOf[v]!;
  st.isDirty[entry] = 1;
  if (st.positionOf[entry]! < st.work[DIRTY_FROM]!) st.work[DIRTY_FROM] = st.positionOf[entry]!;
}

/** Marks a shift whose way home and sums may have changed. */
export function touchShift(st: RichState, shift: number): void {
  if (st.isTouched[shift] === 1) return;
  st.isTouched[shift] = 1;
  st.touched[st.work[TOUCHED_COUNT]!++] = shift;
}

/** Settles all times that may have changed; false (and times half done: take the saved state back) if a hard rule fails. */
export function settle(st: RichState): boolean {
  const { order, isDirty, work } = st;
  const { groupOf, groups, gaps } = st.c.relations;
  const count = st.counts[ORDER_COUNT]!;
  let isFine = true;
  for (let p = work[DIRTY_FROM]!; p < count && isFine; p++) {
    const entry = order[p]!;
    if (isDirty[entry] === 0) continue;
    isDirty[entry] = 0;
    const group = groupOf[entry]!;
    isFine = group < 0 ? settleVisit(st, entry) : settleGroup(st, groups[group]!, gaps[group]!);
  }
  for (let t = 0; t < work[TOUCHED_COUNT]!; t++) {
    const shift = st.touched[t]!;
    st.isTouched[shift] = 0;
    isFine = isFine && finishShift(st, shift) && checkShift(st, shift);
  }
  work[TOUCHED_COUNT] = 0;
  if (!isFine) isDirty.fill(0);
  work[DIRTY_FROM] = st.c.base.visitCount;
  return isFine;
}

function settleVisit(st: RichState, v: number): boolean {
  if (!reach(st, v, st.prev[v]!, st.routeOf[v]!, earliestByOrders(st, v))) return false;
  accept(st, v);
  return true;
}

/** The least common solution of the group's gaps: starts only ever move later until nothing asks for more. */
function settleGroup(st: RichState, members: Int32Array, gaps: Int32Array): boolean {
  const { groupStart, out } = st;
  for (let i = 0; i < members.length; i++) {
    const v = members[i]!;
    if (!reach(st, v, st.prev[v]!, st.routeOf[v]!, earliestByOrders(st, v))) return false;
    groupStart[i] = out[START]!;
  }
  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    for (let g = 0; g < gaps.length; g += 4) {
      const i = gaps[g]!;
      const j = gaps[g + 1]!;
      const most = gaps[g + 3]!;
      let late = -1;
      let askedSec = groupStart[i]! + gaps[g + 2]!;
      if (groupStart[j]! < askedSec) late = j;
      else if (most < NO_GAP && groupStart[i]! < groupStart[j]! - most) {
        late = i;
        askedSec = groupStart[j]! - most;
      }
      if (late < 0) continue;
      const v = members[late]!;
      if (!reach(st, v, st.prev[v]!, st.routeOf[v]!, askedSec)) return false;
      groupStart[late] = out[START]!;
      hasMoved = true;
    }
  }
  for (let i = 0; i < members.length; i++) {
    const v = members[i]!;
    if (!reach(st, v, st.prev[v]!, st.routeOf[v]!, groupStart[i]!)) return false;
    accept(st, v);
  }
  return true;
}

/** Orders between entries: who must start before is settled before. */
export function earliestByOrders(st: RichState, v: number): number {
  const { before, hasOrders } = st.c.relations;
  if (!hasOrders) return 0;
  let earliestSec = 0;
  for (let i = before.first[v]!; i < before.first[v + 1]!; i++) {
    const other = before.other[i]!;
    if (st.routeOf[other]! >= 0) earliestSec = Math.max(earliestSec, st.startSec[other]! + before.value[i]!);
  }
  return earliestSec;
}

/** Takes over what `reach` found for a visit, and marks what follows from it. */
function accept(st: RichState, v: number): void {
  const { c, out, totals } = st;
  const shift = st.routeOf[v]!;
  const startSec = out[START]!;
  if (startSec !== st.startSec[v] && c.relations.hasOrders) markAfter(st, v);
  if (out[LEAVE] !== st.leaveSec[v] || out[BREAKS] !== st.breaksTaken[v]) {
    const next = st.next[v]!;
    if (next < c.base.visitCount) st.isDirty[c.relations.entryOf[next]!] = 1;
    touchShift(st, shift);
  }
  totals[ROUTE_COST]! += out[COST]! - st.nodeCost[v]!;
  st.nodeCost[v] = out[COST]!;
  st.arriveSec[v] = out[ARRIVE]!;
  st.startSec[v] = startSec;
  st.leaveSec[v] = out[LEAVE]!;
  st.breaksTaken[v] = out[BREAKS]!;
  if (c.hasDue) st.lateSec[v] = startSec > c.dueSec[v]! ? startSec - c.dueSec[v]! : 0;
  if (c.hasPromises && c.promiseClosesSec[v]! >= 0) {
    const changed = keepsPromiseAt(c, v, shift, startSec) ? 0 : 1;
    totals[CHANGED]! += changed - st.isChanged[v]!;
    st.isChanged[v] = changed;
  }
}

/** Those that must start after `v` stand later in the order: the sweep under way comes to them. */
function markAfter(st: RichState, v: number): void {
  const { after, entryOf } = st.c.relations;
  for (let i = after.first[v]!; i < after.first[v + 1]!; i++) {
    if (st.routeOf[after.other[i]!]! >= 0) st.isDirty[entryOf[after.other[i]!]!] = 1;
  }
}
