import { readPlan } from '../best.ts';
import type { Compiled } from '../compile.ts';
import { loadPlan } from '../load-plan.ts';
import { type Individual, isLess } from '../population.ts';
import { MISS_PRIZE, MISS_RANK, ROUTE_COST } from '../state.ts';

/** A plan with what it misses and costs, counted anew. */
export function individualOf(c: Compiled, next: Int32Array): Individual {
  const st = loadPlan(c, readPlan(next, c.visitCount, c.shiftCount));
  return { next, missed: st.totals[MISS_RANK]!, cost: st.totals[ROUTE_COST]! + st.totals[MISS_PRIZE]! };
}

export function betterOf(c: Compiled, plans: readonly Int32Array[]): Individual {
  return plans.map((next) => individualOf(c, next)).reduce((best, one) => (isLess(one, best) ? one : best));
}
