import { readPlan } from '../best.ts';
import type { Compiled } from '../compile.ts';
import { loadPlan } from '../load-plan.ts';
import { ABSENT } from '../state.ts';

/** Ways out and home are so much of all driving … */
const OUT_AND_HOME_SHARE = 2 / 3;
/** … then a used shift costs, at first, so many times the hottest temperature more … */
const FEE = 100;
/** … and nothing more from this part of the budget on. */
const FEE_UNTIL = 0.5;
/** Used shifts that carry more than this part of what they can are full. */
const FULL = 0.98;
/** Above any cost, and with it still far below 2^31. */
const MOST_FEE = 1 << 28;

/**
 * Where visits lie close together and far from the start of shifts, cost hangs on how many routes there are; but to close one, its visits must
 * find room in many others, which is dearer at first than any temperature allows. A fee for each used shift that fades while the search is hot
 * leads there: C1_10_2 (best known plan: 94 routes) ends with 99 routes, 2.1 % above the best known cost, after 30 s and after 60 s without
 * it, with 94 or 95 routes and 0.4–0.6 % above after 30 s with it. Six such instances of our own, 25 s: −0.5, −0.3, 0.0, 0.0 and 0.1 %, and 0.8 %
 * where nothing could be closed (hence `areFull`). Where ways between visits count for more, it harms (R2_10_2: 2.2 → 6.4 %), and where visits are
 * left out every shift is needed.
 */
export function paysToCloseRoutes(c: Compiled, next: Int32Array): boolean {
  const st = loadPlan(c, readPlan(next, c.visitCount, c.shiftCount));
  if (st.counts[ABSENT]! > 0) return false;
  let outAndHome = 0;
  let all = 0;
  for (let node = 0; node < c.nodeCount; node++) {
    if (st.next[node] === node) continue;
    all += st.driveCost[node]!;
    if (node >= c.visitCount || st.next[node]! >= c.visitCount) outAndHome += st.driveCost[node]!;
  }
  return outAndHome > OUT_AND_HOME_SHARE * all;
}

/** Would the used shifts, with those left out for now, carry almost all they can of one kind of load at least, so that no more can be closed? */
export function areFull(c: Compiled, next: Int32Array): boolean {
  const { dimensions, visitCount } = c;
  const carriable = new Float64Array(dimensions);
  for (let s = 0; s < c.shiftCount; s++) {
    if (next[visitCount + s]! >= visitCount) continue;
    for (let d = 0; d < dimensions; d++) carriable[d]! += c.capacity[s * dimensions + d]!;
  }
  const carried = new Float64Array(dimensions);
  for (let v = 0; v < visitCount; v++) {
    for (let d = 0; d < dimensions; d++) carried[d]! += c.loads[v * dimensions + d]!;
  }
  return carried.some((load, d) => load > FULL * carriable[d]!);
}

/** What each used shift costs more, when this part of the budget is used. */
export function openFeeAt(used: number, hottest: number): number {
  return Math.min(MOST_FEE, Math.round(FEE * hottest * Math.max(0, 1 - used / FEE_UNTIL)));
}
