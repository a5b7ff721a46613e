import { evaluateRoute } from './evaluate-route.ts';
import type { Evaluation, Plan, RouteEvaluation, Violation } from './plan.ts';
import type { Problem } from './problem.ts';
import { evaluateRich } from './rich/evaluate-rich.ts';
import { isRich } from './rich/is-rich.ts';
import { prizeOf } from './rich/waiting.ts';

/**
 * What a plan, ours or made by hand, comes to: times, costs, and every rule it breaks. Pure and quick (one pass per
 * route), runs in a browser; for a drag it is enough to call `evaluateRoute` for the routes that change.
 * Visits that do not exist are reported and otherwise passed over.
 */
export function evaluate(problem: Problem, plan: Plan): Evaluation {
  const violations: Violation[] = [];
  const seen = new Uint8Array(problem.visits.length);
  const known = problem.shifts.map((_, s) => (plan.routes[s] ?? []).filter((visit) => note(visit, s, seen, violations)));
  const served = Uint8Array.from(seen);
  const servedCount = served.reduce((sum, times) => sum + times, 0);
  for (const visit of plan.unassigned) note(visit, null, seen, violations);
  const unassigned = problem.visits.map((_, v) => v).filter((v) => served[v] === 0);
  const timed = isRich(problem) ? evaluateRich(problem, { routes: known, unassigned }) : evaluatePlain(problem, known, plan);
  const { routes } = timed;
  let { cost } = timed;
  for (const violation of timed.violations) violations.push(violation);
  const missedPrizeByTier: number[] = [];
  const missedCountByTier: number[] = [];
  problem.visits.forEach((visit, v) => {
    if (seen[v] === 0) violations.push({ code: 'visitMissing', shift: null, visit: v, excess: 0 });
    if (visit.tier !== null) {
      while (missedPrizeByTier.length <= visit.tier) {
        missedPrizeByTier.push(0);
        missedCountByTier.push(0);
      }
    }
    if (served[v] === 1) return;
    if (visit.tier === null) cost += prizeOf(problem, visit);
    else {
      missedPrizeByTier[visit.tier]! += prizeOf(problem, visit);
      missedCountByTier[visit.tier]!++;
    }
  });
  return {
    routes,
    cost,
    travelSec: sum(routes, 'travelSec'),
    travelMetres: sum(routes, 'travelMetres'),
    waitingSec: sum(routes, 'waitingSec'),
    servedCount,
    unassignedCount: problem.visits.length - servedCount,
    missedPrizeByTier,
    missedCountByTier,
    violations,
    ...(timed.rich && { rich: timed.rich }),
  };
}

/** Each route for itself: nothing but the visits' number and prizes connects them. */
function evaluatePlain(problem: Problem, routes: readonly (readonly number[])[], plan: Plan): ReturnType<typeof evaluateRich> {
  const done = routes.map((visits, s) => evaluateRoute(problem, s, visits, plan.breaks?.[s] ?? null));
  return {
    routes: done.map(({ route }) => route),
    cost: done.reduce((sum, { route }) => sum + route.cost, 0),
    violations: done.flatMap(({ violations }) => violations),
  };
}

/** Marks a visit as placed; false if there is no such visit. */
function note(visit: number, shift: number | null, seen: Uint8Array, violations: Violation[]): boolean {
  if (!(visit >= 0 && visit < seen.length)) {
    violations.push({ code: 'visitUnknown', shift, visit, excess: 0 });
    return false;
  }
  if (seen[visit]! > 0) violations.push({ code: 'visitTwice', shift, visit, excess: 0 });
  seen[visit] = 1;
  return true;
}

function sum(routes: readonly RouteEvaluation[], field: 'travelSec' | 'travelMetres' | 'waitingSec'): number {
  let total = 0;
  for (const route of routes) total += route[field];
  return total;
}
