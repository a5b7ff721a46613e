import { evaluate, type Plan, type Problem } from '../../../apps/optimizer/src/index.ts';
import { compareValues, forEachPlan } from '../every-plan.ts';

/** The value of the best plan without a violation over all there are: each order of each subset in each shift. At most 5 visits. */
export function bestOfAllRich(problem: Problem): number[] | null {
  let best: number[] | null = null;
  forEachPlan(problem, (routes, unassigned) => {
    const value = richValueOf(problem, { routes: routes.map((route) => [...route]), unassigned: [...unassigned] });
    if (value && (!best || compareValues(value, best) < 0)) best = value;
  });
  return best;
}

/** Comparable from the front; `null` for a plan that breaks a rule. */
export function richValueOf(problem: Problem, plan: Plan): number[] | null {
  const evaluation = evaluate(problem, plan);
  if (evaluation.violations.length > 0) return null;
  const { missedPrizeByTier, missedCountByTier, cost } = evaluation;
  return [...missedPrizeByTier.flatMap((prize, tier) => [prize, missedCountByTier[tier]!]), cost];
}
