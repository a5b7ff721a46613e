import { LAST, NO_POSITION } from './compile-positions.ts';
import type { State } from './state.ts';

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
