import { readPlan } from '../best.ts';
import type { Compiled } from '../compile.ts';
import { loadPlan } from '../load-plan.ts';
import { type Individual, individualIn, isLess } from '../population.ts';
import type { Standing } from '../watch.ts';

export function standingOfIndividual(c: Compiled, { next, missed, cost }: Individual): Standing {
  return { broken: 0, missed, cost, absent: readPlan(next, c.visitCount, c.shiftCount).unassigned.length };
}

/** A plan with what it misses and costs, counted anew. */
export function individualOf(c: Compiled, next: Int32Array): Individual {
  return { ...individualIn(loadPlan(c, readPlan(next, c.visitCount, c.shiftCount))), next };
}

export function betterOf(c: Compiled, plans: readonly Int32Array[]): Individual {
  return plans.map((next) => individualOf(c, next)).reduce((best, one) => (isLess(one, best) ? one : best));
}
