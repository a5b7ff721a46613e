import { evaluate, type Plan, type Problem } from '../../../apps/optimizer/src/index.ts';
import { compareValues } from '../every-plan.ts';

/** The value of the best plan without a violation over all there are: each order of each subset in each shift. At most 5 visits. */
export function bestOfAllRich(problem: Problem): number[] | null {
  let best: number[] | null = null;
  const routes: number[][] = problem.shifts.map(() => []);
  const unassigned: number[] = [];
  const place = (v: number): void => {
    if (v === problem.visits.length) {
      const value = richValueOf(problem, { routes: routes.map((route) => [...route]), unassigned: [...unassigned] });
      if (value && (!best || compareValues(value, best) < 0)) best = value;
      return;
    }
    for (const route of routes) {
      for (let at = 0; at <= route.length; at++) {
        route.splice(at, 0, v);
        place(v + 1);
        route.splice(at, 1);
      }
    }
    unassigned.push(v);
    place(v + 1);
    unassigned.pop();
  };
  place(0);
  return best;
}

/** Comparable from the front; `null` for a plan that breaks a rule. */
export function richValueOf(problem: Problem, plan: Plan): number[] | null {
  const evaluation = evaluate(problem, plan);
  if (evaluation.violations.length > 0) return null;
  const { missedPrizeByTier, missedCountByTier, cost } = evaluation;
  return [...missedPrizeByTier.flatMap((prize, tier) => [prize, missedCountByTier[tier]!]), cost];
}
