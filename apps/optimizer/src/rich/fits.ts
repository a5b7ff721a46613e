import { DIFFERENT_SHIFT, SAME_DAY, SAME_SHIFT, SAME_TEAM } from './compile-relations.ts';
import { ORDER_COUNT, type RichState } from './rich-state.ts';

/** Do skills, lists, pins, the number of visits and the relations with served visits allow the visit in the shift? */
export function fitsShift(st: RichState, v: number, shift: number): boolean {
  const { base, relations, isClosed } = st.c;
  if (isClosed[shift] === 1) return false;
  if (base.types.fits[v * base.types.count + base.types.typeOf[shift]!] === 0) return false;
  if (st.visitsIn[shift]! + 1 > base.maxVisits[shift]!) return false;
  if (!relations.hasBeside) return true;
  const { beside } = relations;
  for (let i = beside.first[v]!; i < beside.first[v + 1]!; i++) {
    const other = st.routeOf[beside.other[i]!]!;
    if (other >= 0 && !agree(st, beside.value[i]!, shift, other)) return false;
  }
  return true;
}

/** May two visits that are so related be in these two shifts? */
export function agree(st: RichState, kind: number, one: number, other: number): boolean {
  const { teamOf, dayOf } = st.c;
  if (kind === SAME_SHIFT) return one === other;
  if (kind === DIFFERENT_SHIFT) return one !== other;
  if (kind === SAME_TEAM) return teamOf[one] === teamOf[other];
  return kind === SAME_DAY && dayOf[one] === dayOf[other];
}

/** The position in the order before which nothing may stand that this visit, behind that node, must wait for: the first it may have. */
export function leastPosition(st: RichState, v: number, before: number): number {
  const { base, relations } = st.c;
  let least = before < base.visitCount ? st.positionOf[relations.entryOf[before]!]! + 1 : 0;
  if (!relations.hasOrders) return least;
  for (let i = relations.before.first[v]!; i < relations.before.first[v + 1]!; i++) {
    const other = relations.before.other[i]!;
    if (st.routeOf[other]! >= 0) least = Math.max(least, st.positionOf[relations.entryOf[other]!]! + 1);
  }
  return least;
}

/** The last position it may have: whatever waits for it stands there or later now. */
export function mostPosition(st: RichState, v: number, after: number): number {
  const { base, relations } = st.c;
  let most = after < base.visitCount ? st.positionOf[relations.entryOf[after]!]! : st.counts[ORDER_COUNT]!;
  if (!relations.hasOrders) return most;
  for (let i = relations.after.first[v]!; i < relations.after.first[v + 1]!; i++) {
    const other = relations.after.other[i]!;
    if (st.routeOf[other]! >= 0) most = Math.min(most, st.positionOf[relations.entryOf[other]!]!);
  }
  return most;
}

/** Between the two, where its start puts it among the others: so the order stays close to the clock, and leaves room for more. */
export function positionBetween(st: RichState, least: number, most: number, startSec: number): number {
  let position = least;
  while (position < most && st.startSec[st.order[position]!]! < startSec) position++;
  return position;
}
