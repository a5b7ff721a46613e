import { fill } from '../construct.ts';
import { insert } from '../moves.ts';
import type { Orders } from '../recreate.ts';
import { energy, newState, type State } from '../state.ts';
import { type Prices, priceVisits } from './prices.ts';
import { type RoutePool, thinOut } from './route-pool.ts';

/** The choice is tried so many times at most. */
const MOST_STEPS = 30_000;
/** A pool with more routes than this keeps the most promising half. */
const ROOMY = 8_000;

/**
 * The best plan that can be put together from the routes of a pool, if one cheaper than `best` is found: a set partitioning, its
 * visits priced, then searched depth first among the routes that could be part of something better. `null` if nothing better is there.
 */
export function recombine(pool: RoutePool, orders: Orders, best: State): State | null {
  const { c } = pool;
  const most = energy(best);
  const prices = priceVisits(pool, c.missCost, most, sharesOf(best));
  const routes = choose(pool, prices, most);
  if (pool.count[0]! > ROOMY) {
    const { reduced } = prices;
    const sorted = reduced.slice().sort();
    const middle = sorted[sorted.length >> 1]!;
    thinOut(pool, (r) => reduced[r]! < middle);
  }
  if (!routes) return null;
  const st = newState(c);
  deal(pool, routes, st);
  fill(st, orders, orders.keys[0]!, false);
  return energy(st) < most ? st : null;
}

/** What each visit pays at first: an even share of its route in the plan; what leaving it out costs if it is left out. */
function sharesOf(st: State): Float64Array {
  const { c } = st;
  const shares = Float64Array.from(c.missCost);
  for (let s = 0; s < c.shiftCount; s++) {
    const end = c.visitCount + s;
    if (st.visitsIn[s]! <= 0) continue;
    let cost = c.fixedCost[s]! + st.driveCost[end]!;
    for (let v = st.next[end]!; v !== end; v = st.next[v]!) cost += st.driveCost[v]!;
    for (let v = st.next[end]!; v !== end; v = st.next[v]!) shares[v] = cost / st.visitsIn[s]!;
  }
  return shares;
}

/** Puts the chosen routes into shifts of their types. */
function deal(pool: RoutePool, chosen: readonly number[], st: State): void {
  const { c, from, stops, typeOf } = pool;
  const dealt = new Int32Array(c.types.count);
  for (const r of chosen) {
    let before = c.visitCount + c.types.shiftsOf[typeOf[r]!]![dealt[typeOf[r]!]!++]!;
    for (let i = from[r]!; i < from[r + 1]!; i++) {
      insert(st, before, stops[i]!);
      before = stops[i]!;
    }
  }
}

/**
 * Routes that serve each visit once, or leave it out at its price, and cost less than `most` together; the best that is found in
 * `MOST_STEPS` steps, or `null`.
 */
function choose(pool: RoutePool, { visit: pays, reduced, bound }: Prices, most: number): number[] | null {
  const { c, from, stops, typeOf, cost } = pool;
  const { offers, rows } = offersOf(pool, reduced, most - bound);
  const served = new Uint8Array(c.visitCount);
  const free = Int32Array.from(c.types.shiftsOf, (shifts) => shifts.length);
  const chosen: number[] = [];
  let found: number[] | null = null;
  let foundCost = most;
  let steps = 0;
  const isFree = (r: number): boolean => {
    if (free[typeOf[r]!] === 0) return false;
    for (let i = from[r]!; i < from[r + 1]!; i++) if (served[stops[i]!] === 1) return false;
    return true;
  };
  const mark = (r: number, value: 0 | 1): void => {
    for (let i = from[r]!; i < from[r + 1]!; i++) served[stops[i]!] = value;
    free[typeOf[r]!]! += value === 1 ? -1 : 1;
  };
  // `least` is what the whole will cost at least, `sum` what is chosen costs.
  const go = (from: number, least: number, sum: number): void => {
    let row = from;
    while (row < rows.length && served[rows[row]!] === 1) row++;
    if (row === rows.length) {
      if (sum >= foundCost) return;
      found = chosen.slice();
      foundCost = sum;
      return;
    }
    const v = rows[row]!;
    for (const r of offers[v]!) {
      // What pays for itself is in the bound already.
      const then = least + Math.max(0, reduced[r]!);
      if (then >= foundCost || ++steps > MOST_STEPS) break;
      if (!isFree(r)) continue;
      mark(r, 1);
      chosen.push(r);
      go(row + 1, then, sum + cost[r]!);
      chosen.pop();
      mark(r, 0);
    }
    const then = least + c.missCost[v]! - pays[v]!;
    if (then >= foundCost || ++steps > MOST_STEPS || c.frozenShiftOf[v]! >= 0) return;
    served[v] = 1;
    go(row + 1, then, sum + c.missCost[v]!);
    served[v] = 0;
  };
  go(0, bound, 0);
  return found;
}

/** For each visit the routes that might serve it, the cheapest first, and the visits with the fewest first. */
function offersOf(pool: RoutePool, reduced: Float64Array, gap: number): { offers: number[][]; rows: number[] } {
  const { c, from, stops } = pool;
  const candidates: number[] = [];
  for (let r = 0; r < reduced.length; r++) if (reduced[r]! < gap) candidates.push(r);
  candidates.sort((a, b) => reduced[a]! - reduced[b]!);
  const offers: number[][] = Array.from({ length: c.visitCount }, () => []);
  for (const r of candidates) for (let i = from[r]!; i < from[r + 1]!; i++) offers[stops[i]!]!.push(r);
  const rows = Array.from({ length: c.visitCount }, (_, v) => v).sort((a, b) => offers[a]!.length - offers[b]!.length);
  return { offers, rows };
}
