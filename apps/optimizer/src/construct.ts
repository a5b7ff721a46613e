import type { Compiled } from './compile.ts';
import { NO_POSITION } from './compile-positions.ts';
import { insertionCost, insertionFits, mayHaveTime } from './insertion.ts';
import { startRoutes } from './load-plan.ts';
import { insert } from './moves.ts';
import { placePairAnywhere } from './pair-insertion.ts';
import { placeAtPin, sortPinnedLast } from './place-at-pin.ts';
import type { Orders } from './recreate.ts';
import { energy, freeShift, type State } from './state.ts';

/** Above this many visits one greedy order must do. */
const MANY_VISITS = 3_000;

/**
 * The best of several greedy plans: visits in some order, the more important first, each where it costs least of all places.
 * `mayGoOn` is asked after each.
 */
export function construct(c: Compiled, orders: Orders, mayGoOn: () => boolean): State {
  let best: State | null = null;
  for (const key of [orders.keys[7]!, orders.keys[0]!, orders.keys[3]!, orders.keys[5]!]) {
    if (best && (!mayGoOn() || c.visitCount > MANY_VISITS)) break;
    const st = startRoutes(c);
    fill(st, orders, key, true);
    if (!best || energy(st) < energy(best)) best = st;
  }
  return best ?? startRoutes(c);
}

/**
 * Inserts every absent visit that fits, in the order of their worth, then of the key. Optional ones only if they are worth it,
 * unless `eager`: what a search starts from had better serve all, as a route is worth its way by many visits together.
 */
export function fill(st: State, orders: Orders, key: Float64Array, eager: boolean): void {
  const { c } = st;
  const waiting = [...st.absent.slice(0, st.counts[0]!)].filter((v) => c.servable[v] === 1 && c.isDelivery[v] === 0);
  waiting.sort((a, b) => orders.worth[b]! - orders.worth[a]! || key[a]! - key[b]! || a - b);
  for (const v of waiting) {
    const most = eager || isMandatory(c, v) ? Infinity : c.unitMissCost[v]!;
    if (c.mateOf[v]! >= 0) {
      placePairAnywhere(st, v, most, null);
      continue;
    }
    const before = cheapestAnywhere(st, v, most);
    if (before >= 0) insert(st, before, v);
  }
  if (c.hasPositions) fillPins(st, waiting, eager);
}

/** Once more those with a place of their own in a route, which may be long enough for them now. */
function fillPins(st: State, waiting: readonly number[], eager: boolean): void {
  const { c } = st;
  const pinned = Int32Array.from(waiting.filter((v) => st.routeOf[v] === -1 && c.pinnedPosition[v] !== NO_POSITION));
  sortPinnedLast(c, pinned, pinned.length);
  for (const v of pinned) {
    const before = placeAtPin(st, v, eager || isMandatory(c, v) ? Infinity : c.unitMissCost[v]!);
    if (before >= 0) insert(st, before, v);
  }
}

/** Is leaving it out, with what belongs to it, worse than any cost? */
function isMandatory(c: Compiled, v: number): boolean {
  return c.missRank[v]! > 0 || (c.mateOf[v]! >= 0 && c.missRank[c.mateOf[v]!]! > 0);
}

/** The node after which the absent visit costs least, of all places in all shifts, if less than `most`; else −1. */
export function cheapestAnywhere(st: State, v: number, most: number): number {
  const { c, next } = st;
  const { count, fits, shiftsOf } = c.types;
  let best = -1;
  let bestCost = most;
  for (let type = 0; type < count; type++) {
    if (fits[v * count + type] === 0) continue;
    const free = st.freeInType[type]! > 0 ? freeShift(st, type) : -1;
    for (const shift of shiftsOf[type]!) {
      if (st.visitsIn[shift] === 0 && shift !== free) continue;
      const end = c.visitCount + shift;
      let node = end;
      do {
        if (mayHaveTime(st, node, v)) {
          const added = insertionCost(st, node, v);
          if (added < bestCost && insertionFits(st, node, v)) {
            best = node;
            bestCost = added;
          }
        }
        node = next[node]!;
      } while (node !== end);
    }
  }
  return best;
}
