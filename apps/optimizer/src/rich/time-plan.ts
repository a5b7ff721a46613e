import type { Plan } from '../plan.ts';
import { MAX_TIME_SEC, type Problem } from '../problem.ts';
import { type TimedRoute, timeRoute } from './time-route.ts';

/** An order between visits that cannot be kept, and by how much. */
export interface BrokenOrder {
  readonly relation: number;
  readonly excessSec: number;
}

/**
 * The earliest times of a whole plan: routes are timed, orders push visits later, until nothing moves (the least fixpoint: starts only
 * grow, and a cyclic wait would grow for ever, so it is given up and reported).
 */
export function timePlan(problem: Problem, plan: Plan): { routes: TimedRoute[]; broken: BrokenOrder[] } {
  const orders = (problem.relations ?? []).flatMap((relation, r) => (relation.kind === 'order' ? [{ ...relation, r }] : []));
  const shiftOf = new Map(plan.routes.flatMap((route, s) => route.map((v) => [v, s] as const)));
  const served = orders.filter(({ first, second }) => shiftOf.has(first) && shiftOf.has(second));
  const floors = new Map<number, number>();
  const time = (s: number): TimedRoute => timeRoute(problem, s, plan.routes[s]!, (v) => floors.get(v) ?? 0);
  const routes = problem.shifts.map((_, s) => time(s));
  const startOf = (v: number): number => routes[shiftOf.get(v)!]!.visits.find(({ visit }) => visit === v)!.startSec;
  let pushes = 0;
  const mostPushes = 50 + 20 * served.length * (served.length + 1);
  for (let hasMoved = served.length > 0; hasMoved && pushes < mostPushes; ) {
    hasMoved = false;
    for (const { first, second, leastGapSec, mostGapSec } of served) {
      const push = (v: number, sec: number): void => {
        if (startOf(v) >= sec || sec > MAX_TIME_SEC) return;
        floors.set(v, sec);
        const s = shiftOf.get(v)!;
        routes[s] = time(s);
        hasMoved = true;
        pushes++;
      };
      push(second, startOf(first) + leastGapSec);
      // Within one shift a greatest gap cannot be kept by waiting before the first: see Relation.
      if (mostGapSec !== undefined && shiftOf.get(first) !== shiftOf.get(second)) push(first, startOf(second) - mostGapSec);
    }
  }
  const broken = served.flatMap(({ first, second, leastGapSec, mostGapSec = Number.POSITIVE_INFINITY, r }): BrokenOrder[] => {
    const gap = startOf(second) - startOf(first);
    const excessSec = Math.max(leastGapSec - gap, gap - mostGapSec);
    return excessSec > 0 ? [{ relation: r, excessSec }] : [];
  });
  return { routes, broken };
}
