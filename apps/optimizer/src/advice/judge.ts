import { evaluate } from '../evaluate.ts';
import { evaluateRoute } from '../evaluate-route.ts';
import type { Evaluation, Plan, RouteEvaluation, Violation } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { evaluateRichRoute } from '../rich/evaluate-rich.ts';
import { isRich } from '../rich/is-rich.ts';

/** One route by itself, by the rules that the problem uses. */
export type RouteJudge = (s: number, route: readonly number[]) => { route: RouteEvaluation; violations: Violation[] };

export function judgeOf(problem: Problem): RouteJudge {
  const judge = isRich(problem) ? evaluateRichRoute : evaluateRoute;
  return (s, route) => judge(problem, s, route);
}

/** Rules that ask for the rest of a unit: broken while only a part of it has been put in. */
const OF_WHOLE_UNITS = ['pairSplit', 'relatedMissing'];

export function breaksRule({ violations }: { violations: readonly Violation[] }): boolean {
  return violations.some(({ code }) => !OF_WHOLE_UNITS.includes(code));
}

/** The evaluation of a plan, if it breaks no rule more often than `before` does and serves all that `before` serves; else null. */
export function soundAfter(
  problem: Problem,
  plan: Plan,
  before: { plan: Plan; violations: readonly Violation[] },
): Evaluation | null {
  const served = new Set(plan.routes.flat());
  if (before.plan.routes.some((route) => route.some((v) => !served.has(v)))) return null;
  const evaluation = evaluate(problem, plan);
  return hasNewViolation(evaluation.violations, before.violations) ? null : evaluation;
}

export function hasNewViolation(after: readonly Violation[], before: readonly Violation[]): boolean {
  const known = new Map<string, number>();
  const keyOf = ({ code, visit }: Violation): string => `${code} ${visit}`;
  for (const one of before) known.set(keyOf(one), Math.max(known.get(keyOf(one)) ?? 0, one.excess));
  return after.some((one) => !(known.get(keyOf(one))! >= one.excess));
}

/** The plan with other routes; whoever is in none of them is unassigned. */
export function withRoutes(problem: Problem, plan: Plan, changes: readonly { shift: number; route: readonly number[] }[]): Plan {
  const routes = problem.shifts.map((_, s) => [...(plan.routes[s] ?? [])]);
  for (const { shift, route } of changes) routes[shift] = [...route];
  const served = new Set(routes.flat());
  return { routes, unassigned: problem.visits.map((_, v) => v).filter((v) => !served.has(v)) };
}
