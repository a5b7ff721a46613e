import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPlan } from '../../apps/optimizer/src/best.ts';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { type Compiled, compile } from '../../apps/optimizer/src/compile.ts';
import { Generations } from '../../apps/optimizer/src/generations.ts';
import { evaluate, evaluateRoute, type Problem } from '../../apps/optimizer/src/index.ts';
import { loadPlan, startRoutes } from '../../apps/optimizer/src/load-plan.ts';
import { recombine } from '../../apps/optimizer/src/partition/choose-routes.ts';
import { priceVisits } from '../../apps/optimizer/src/partition/prices.ts';
import {
  gather,
  handOver,
  newRoutePool,
  type RoutePool,
  takeOver,
  thinOut,
} from '../../apps/optimizer/src/partition/route-pool.ts';
import { newRandom } from '../../apps/optimizer/src/random.ts';
import { newOrders } from '../../apps/optimizer/src/recreate.ts';
import { energy, MISS_PRIZE, MISS_RANK, ROUTE_COST } from '../../apps/optimizer/src/state.ts';
import { validateProblem } from '../../apps/optimizer/src/validate-problem.ts';
import { bestOfAll, compareValues, forEachPlan, planValue } from './every-plan.ts';
import { randomProblem } from './random-problem.ts';

const problems = fc
  .tuple(fc.nat(1_000_000), fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 3 }))
  .map(([seed, visits, shifts]) => randomProblem(seed, visits, shifts))
  .filter((problem) => validateProblem(problem).length === 0);

/** Every route that keeps all rules, in every order. */
function poolOfAll(problem: Problem, c: Compiled): RoutePool {
  const pool = newRoutePool(c);
  const seen = new Set<string>();
  forEachPlan(problem, (routes) => {
    routes.forEach((route, s) => {
      const key = `${s}:${route.join()}`;
      if (seen.has(key)) return;
      seen.add(key);
      if (route.length === 0 || evaluateRoute(problem, s, route).violations.length > 0) return;
      gather(pool, loadPlan(c, { routes: problem.shifts.map((_, other) => (other === s ? route : [])), unassigned: [] }));
    });
  });
  return pool;
}

function routesOf(pool: RoutePool): string[] {
  const { count, from, stops, typeOf, cost } = pool;
  return Array.from({ length: count[0]! }, (_, r) =>
    [typeOf[r], cost[r], ...stops.subarray(from[r]!, from[r + 1]!)].join(),
  ).sort();
}

describe('set partitioning', () => {
  it('finds the best plan there is among all routes, and its bound is never above it', () => {
    let better = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const c = compile(problem);
        const pool = poolOfAll(problem, c);
        const start = startRoutes(c);
        const st = recombine(pool, newOrders(c), start);
        if (st) better++;
        const plan = readPlan((st ?? start).next, c.visitCount, c.shiftCount);
        const evaluation = evaluate(problem, plan);
        expect(checkPlan(problem, plan, evaluation)).toEqual([]);
        const routeCost = evaluation.routes.reduce((sum, route) => sum + route.cost, 0);
        expect(compareValues(planValue(problem, plan, routeCost), bestOfAll(problem))).toBe(0);
        const { bound } = priceVisits(pool, c.missCost, energy(start), c.missCost);
        expect(bound).toBeLessThanOrEqual(energy(st ?? start) * (1 + 1e-9));
      }),
      { seed: 20_261_126, numRuns: 150 },
    );
    expect(better).toBeGreaterThan(100);
  });

  it('gives a generation its first child, where routes of several annealings make a better plan', () => {
    let better = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const c = compile(problem);
        const start = startRoutes(c);
        const heat = { founderWarmth: 1, endWarmth: 1, childWarmth: 0.4 };
        const division = { founders: 1, foundersShare: 0.5, childShare: 0.1, ...heat, recombines: true };
        const generations = new Generations(start, 1, newOrders(c), newRandom(1), () => start, division);
        generations.next(true);
        const [missed, cost] = [start.totals[MISS_RANK]!, start.totals[ROUTE_COST]! + start.totals[MISS_PRIZE]!];
        generations.admit({ next: Int32Array.from(start.next), missed, cost });
        takeOver(generations.pool!, handOver(poolOfAll(problem, c)));
        const child = generations.next(true).start;
        if (energy(child) < energy(start)) better++;
        const plan = readPlan(generations.best.next, c.visitCount, c.shiftCount);
        const routeCost = evaluate(problem, plan).routes.reduce((sum, route) => sum + route.cost, 0);
        expect(compareValues(planValue(problem, plan, routeCost), bestOfAll(problem))).toBe(0);
      }),
      { seed: 11, numRuns: 40 },
    );
    expect(better).toBeGreaterThan(25);
  });

  it('knows each set of visits once for each type of shift, in its cheapest order', () => {
    let known = 0;
    fc.assert(
      fc.property(problems, (problem) => {
        const c = compile(problem);
        const pool = poolOfAll(problem, c);
        const cheapest = new Map<string, number>();
        forEachPlan(problem, (routes) => {
          routes.forEach((route, s) => {
            if (route.length === 0) return;
            const { route: times, violations } = evaluateRoute(problem, s, route);
            const key = `${c.types.typeOf[s]}:${[...route].sort().join()}`;
            if (violations.length === 0) cheapest.set(key, Math.min(times.cost, cheapest.get(key) ?? Infinity));
          });
        });
        known += cheapest.size;
        for (let r = 0; r < pool.count[0]!; r++) {
          const visits = [...pool.stops.subarray(pool.from[r]!, pool.from[r + 1]!)].sort();
          expect(pool.cost[r]).toBe(cheapest.get(`${pool.typeOf[r]}:${visits.join()}`));
        }
        // The pool has the frozen heads of all shifts as routes, too.
        if (!problem.shifts.some((shift) => shift.frozenHead)) expect(pool.count[0]).toBe(cheapest.size);
      }),
      { seed: 7, numRuns: 40 },
    );
    expect(known).toBeGreaterThan(200);
  });

  it('hands routes over to another pool, and forgets those that are thinned out', () => {
    const problem = randomProblem(3, 5, 3);
    const c = compile(problem);
    const [pool, other] = [poolOfAll(problem, c), newRoutePool(c)];
    const all = routesOf(pool);
    takeOver(other, handOver(pool));
    expect(pool.count[0]).toBe(0);
    expect(routesOf(other)).toEqual(all);
    const kept = routesOf(other).length >> 1;
    thinOut(other, (r) => r < kept);
    expect(other.count[0]).toBe(kept);
    // What is still there is found again, what is not comes back.
    takeOver(other, handOver(poolOfAll(problem, c)));
    expect(routesOf(other)).toEqual(all);
  });
});
