import type { Compiled } from './compile.ts';
import { insertionCost, insertionFits } from './insertion.ts';
import { unlink } from './moves.ts';
import type { Problem } from './problem.ts';
import type { State } from './state.ts';

/** The visits with a fixed place in the route of their shift. A route in the search keeps all its pins at all times. */
export interface PositionTable {
  readonly hasPositions: boolean;
  /** From the start (0, 1 …), or LAST; NO_POSITION for most. */
  readonly pinnedPosition: Int32Array;
  /** 1 for shifts that such a visit is pinned to. */
  readonly positioned: Uint8Array;
}

export const NO_POSITION = 1 << 29;
const LAST = -1;

export function compilePositions({ visits, shifts }: Problem): PositionTable {
  const pinnedPosition = Int32Array.from(visits, (visit) => visit.pinnedPosition ?? NO_POSITION);
  const positioned = new Uint8Array(shifts.length);
  visits.forEach(({ pinnedPosition: position, pinnedShift }) => {
    if (position !== undefined) positioned[pinnedShift!] = 1;
  });
  return { hasPositions: positioned.some((one) => one === 1), pinnedPosition, positioned };
}

/** Does a visit right after `before` stand where it is pinned (if it is), and do all others stay where they are pinned? */
export function keepsPositions(st: State, before: number, v: number, shift: number): boolean {
  const { c, next, prev } = st;
  const end = c.visitCount + shift;
  const pin = c.pinnedPosition[v]!;
  if (pin === LAST && next[before] !== end) return false;
  if (pin !== NO_POSITION && pin !== LAST) {
    let position = 0;
    for (let node = before; node !== end; node = prev[node]!) position++;
    if (pin !== position) return false;
  }
  return othersStay(st, before, before);
}

/** The same for a pair whose visits (of which neither is pinned) come after these two nodes. */
export function pairKeepsPositions(st: State, beforePickup: number, beforeDelivery: number): boolean {
  return othersStay(st, beforePickup, beforeDelivery);
}

/** Nobody counted from the start stands behind the first node, and the last is not what the second is. */
function othersStay({ c, next }: State, first: number, second: number): boolean {
  if (second < c.visitCount && c.pinnedPosition[second] === LAST) return false;
  for (let node = next[first]!; node < c.visitCount; node = next[node]!) {
    if (c.pinnedPosition[node]! >= 0 && c.pinnedPosition[node] !== NO_POSITION) return false;
  }
  return true;
}

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
