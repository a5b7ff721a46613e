import { evaluateRoute, type Plan, type Problem } from '../../apps/optimizer/src/index.ts';

/** The value of a plan as a list that compares from the front: missed prizes and counts from tier 0 on, then the cost. */
export function planValue(problem: Problem, plan: Plan, routeCost: number): number[] {
  const tiers = Math.max(0, ...problem.visits.map((visit) => (visit.tier === null ? -1 : visit.tier))) + 1;
  const value = new Array<number>(tiers * 2 + 1).fill(0);
  value[tiers * 2] = routeCost;
  for (const v of plan.unassigned) {
    const { tier, prize } = problem.visits[v]!;
    if (tier === null) value[tiers * 2]! += prize;
    else {
      value[tier * 2]! += prize;
      value[tier * 2 + 1]!++;
    }
  }
  return value;
}

export function compareValues(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}

/** The best value over every plan there is: each order of each subset in each shift. For at most 7 visits. */
export function bestOfAll(problem: Problem): number[] {
  const known = new Map<string, number>();
  const costOf = (s: number, route: readonly number[]): number => {
    const key = `${s}:${route.join()}`;
    let cost = known.get(key);
    if (cost === undefined) {
      const { route: times, violations } = evaluateRoute(problem, s, route);
      cost = violations.length === 0 ? times.cost : Infinity;
      known.set(key, cost);
    }
    return cost;
  };
  let best: number[] | null = null;
  forEachPlan(problem, (routes, unassigned) => {
    let cost = 0;
    for (let s = 0; s < routes.length && cost < Infinity; s++) cost += costOf(s, routes[s]!);
    if (cost === Infinity) return;
    const value = planValue(problem, { routes, unassigned }, cost);
    if (!best || compareValues(value, best) < 0) best = value;
  });
  return best!;
}

/** Shows each order of each subset in each shift, as lists that change again afterwards. */
export function forEachPlan(problem: Problem, look: (routes: number[][], unassigned: number[]) => void): void {
  const routes: number[][] = problem.shifts.map(() => []);
  const unassigned: number[] = [];
  const place = (v: number): void => {
    if (v === problem.visits.length) {
      look(routes, unassigned);
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
}
