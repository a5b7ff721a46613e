import { evaluateRoute, type Plan, type Problem } from '../../../apps/optimizer/src/index.ts';

/** What another solver served, the prizes of that, and its travel. */
export interface Served {
  readonly served: number;
  readonly prize: number;
  readonly travelSec: number;
}

/**
 * The travel in seconds of a plan that serves more than another solver did, once it serves no more: a plan that reaches further drives further,
 * and only plans that serve alike compare. Takes out, one by one, the visit that saves most for its prize, as long as as many and as much stay.
 */
export function travelTrimmedTo(problem: Problem, plan: Plan, { served, prize }: Served): number {
  const routes = plan.routes.map((route) => [...route]);
  const travelOf = (s: number, route: readonly number[]): number => evaluateRoute(problem, s, route).route.travelSec;
  const travel = routes.map((route, s) => travelOf(s, route));
  let spareVisits = routes.reduce((sum, route) => sum + route.length, 0) - served;
  let sparePrize = routes.flat().reduce((sum, v) => sum + problem.visits[v]!.prize, 0) - prize;
  const savingsOf = (s: number): { s: number; v: number; rate: number }[] =>
    routes[s]!.map((v) => {
      const without = routes[s]!.filter((other) => other !== v);
      const sound = evaluateRoute(problem, s, without).violations.length === 0;
      return { s, v, rate: sound ? (travel[s]! - travelOf(s, without)) / problem.visits[v]!.prize : -1 };
    });
  const savings = routes.map((_, s) => savingsOf(s));
  for (;;) {
    const fits = savings.flat().filter(({ v, rate }) => rate > 0 && problem.visits[v]!.prize <= sparePrize);
    if (spareVisits <= 0 || fits.length === 0) return travel.reduce((sum, one) => sum + one, 0);
    const { s, v } = fits.reduce((best, one) => (one.rate > best.rate ? one : best));
    routes[s] = routes[s]!.filter((other) => other !== v);
    travel[s] = travelOf(s, routes[s]!);
    savings[s] = savingsOf(s);
    spareVisits--;
    sparePrize -= problem.visits[v]!.prize;
  }
}
