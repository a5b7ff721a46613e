import { addRichAbsent, CHANGED, dropRichAbsent, ORDER_COUNT, type RichState, ROUTE_COST } from './rich-state.ts';
import { markDirty, touchShift } from './settle.ts';

/** Puts an absent visit behind a node, without an entry in the order. */
export function link(st: RichState, before: number, v: number): void {
  const { next, prev, c } = st;
  const after = next[before]!;
  const shift = st.routeOf[before]!;
  next[before] = v;
  prev[v] = before;
  next[v] = after;
  prev[after] = v;
  st.routeOf[v] = shift;
  st.nodeCost[v] = 0;
  st.startSec[v] = -1;
  st.leaveSec[v] = -1;
  dropRichAbsent(st, v);
  // Counted as changed while absent: settling corrects it.
  touchShift(st, shift);
  if (after < c.base.visitCount) markDirty(st, after);
}

/** Puts a new entry into the order at a position. */
export function enter(st: RichState, entry: number, position: number): void {
  const { order, positionOf, counts } = st;
  const count = counts[ORDER_COUNT]!++;
  for (let p = count; p > position; p--) {
    const moved = order[p - 1]!;
    order[p] = moved;
    positionOf[moved] = p;
  }
  order[position] = entry;
  positionOf[entry] = position;
  markDirty(st, entry);
}

/** Takes a visit out of its route; `compactOrder` must follow before anything is settled. */
export function unlinkRich(st: RichState, v: number): void {
  const { next, prev, c, totals } = st;
  const before = prev[v]!;
  const after = next[v]!;
  next[before] = after;
  prev[after] = before;
  touchShift(st, st.routeOf[v]!);
  if (after < c.base.visitCount) markDirty(st, after);
  totals[ROUTE_COST]! -= st.nodeCost[v]!;
  st.nodeCost[v] = 0;
  st.lateSec[v] = 0;
  if (c.hasPromises && st.isChanged[v] === 1) totals[CHANGED]!--;
  next[v] = v;
  prev[v] = v;
  st.routeOf[v] = -1;
  addRichAbsent(st, v);
}

/** Takes out of the order what is in no route any more. */
export function compactOrder(st: RichState): void {
  const { order, positionOf, counts, isDirty, work } = st;
  let kept = 0;
  let from = st.c.base.visitCount;
  for (let p = 0; p < counts[ORDER_COUNT]!; p++) {
    const entry = order[p]!;
    if (st.routeOf[entry]! < 0) {
      isDirty[entry] = 0;
      continue;
    }
    if (isDirty[entry] === 1 && kept < from) from = kept;
    order[kept] = entry;
    positionOf[entry] = kept++;
  }
  counts[ORDER_COUNT] = kept;
  work[0] = from;
}
