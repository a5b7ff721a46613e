import type { Compiled } from './compile.ts';
import { LAST, NO_POSITION } from './compile-positions.ts';
import { insertionCost, insertionFits } from './insertion.ts';
import { unlink } from './moves.ts';
import type { State } from './state.ts';

/** The node after which a pinned visit may be put where it is pinned for less than `most`, or −1. */
export function placeAtPin(st: State, v: number, most: number): number {
  const node = nodeBeforePin(st, v);
  return node >= 0 && insertionCost(st, node, v) < most && insertionFits(st, node, v) ? node : -1;
}

/** −1 if the route is too short for it, or belongs to another part. */
function nodeBeforePin(st: State, v: number): number {
  const { c, next, prev } = st;
  const shift = c.problem.visits[v]!.pinnedShift!;
  const pin = c.pinnedPosition[v]!;
  const end = c.visitCount + shift;
  if (st.visitsIn[shift]! < Math.max(0, pin)) return -1;
  if (pin === LAST) return prev[end]!;
  let node = end;
  for (let i = 0; i < pin; i++) node = next[node]!;
  return node;
}

/** Takes out of a route, whose other stops have become fewer, what stands no longer where it is pinned; calls `taken` for each. */
export function unlinkMisplaced(st: State, shift: number, taken: (v: number) => void): void {
  const { c, next } = st;
  const end = c.visitCount + shift;
  let position = 0;
  for (let v = next[end]!; v !== end; ) {
    const following = next[v]!;
    const pin = c.pinnedPosition[v]!;
    if (pin !== NO_POSITION && pin !== LAST && pin !== position) {
      unlink(st, v);
      taken(v);
    } else position++;
    v = following;
  }
}

/** Those with a place of their own are put in last, the foremost first; the others stay in their order. */
export function sortPinnedLast(c: Compiled, list: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const v = list[i]!;
    let j = i - 1;
    for (; j >= 0 && pinRank(c, list[j]!) > pinRank(c, v); j--) list[j + 1] = list[j]!;
    list[j + 1] = v;
  }
}

function pinRank(c: Compiled, v: number): number {
  const pin = c.pinnedPosition[v]!;
  return pin === NO_POSITION ? -1 : pin === LAST ? NO_POSITION : pin;
}
