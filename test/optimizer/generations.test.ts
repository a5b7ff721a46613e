import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temperaturesFor } from '../../apps/optimizer/src/anneal.ts';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { construct } from '../../apps/optimizer/src/construct.ts';
import { divisionFor, Generations } from '../../apps/optimizer/src/generations.ts';
import { type Problem, solve } from '../../apps/optimizer/src/index.ts';
import { admit, cross, drawParents, type Individual } from '../../apps/optimizer/src/population.ts';
import { newRandom } from '../../apps/optimizer/src/random.ts';
import { newOrders } from '../../apps/optimizer/src/recreate.ts';
import { search } from '../../apps/optimizer/src/solve.ts';
import { ABSENT } from '../../apps/optimizer/src/state.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { validateProblem } from '../../apps/optimizer/src/validate-problem.ts';
import { bestOfAll, compareValues, planValue } from './every-plan.ts';
import { randomProblem } from './random-problem.ts';

/** Enough work per visit for several generations. */
const ITERATIONS_PER_VISIT = 5_120;

function problems(mostVisits: number, mostShifts: number): fc.Arbitrary<Problem> {
  return fc
    .tuple(fc.nat(1_000_000), fc.integer({ min: 2, max: mostVisits }), fc.integer({ min: 1, max: mostShifts }))
    .map(([seed, visits, shifts]) => randomProblem(seed, visits, shifts))
    .filter((problem) => validateProblem(problem).length === 0);
}

/** Visits of one load each in a row, and shifts that carry so many. */
function plainProblem(visitCount: number, shiftCount: number, most: number): Problem {
  const placeCount = visitCount + 1;
  const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
  const ends = { startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 100_000 };
  const shift = { ...ends, breaks: [], costs, speedFactor: 1, capacity: [most], skills: [], matrixIndex: 0 };
  const visit = { serviceSec: 10, setupSec: 0, tier: 0 as const, prize: 1, loads: [1], windows: [], skills: [] };
  return {
    placeCount,
    visits: Array.from({ length: visitCount }, (_, v) => ({ ...visit, placeIndex: v + 1 })),
    shifts: Array.from({ length: shiftCount }, () => shift),
    matrices: [
      {
        durationsSec: Int32Array.from(
          { length: placeCount ** 2 },
          (_, i) => 10 * Math.abs((i % placeCount) - Math.floor(i / placeCount)),
        ),
      },
    ],
  };
}

describe('generations', () => {
  it('are bred only where the budget is enough, whatever the seconds and threads', () => {
    const foundersOf = (...budget: [seconds: number, iterations: number, threads: number]) =>
      divisionFor(20, ...budget)?.founders;
    expect(foundersOf(Infinity, 20 * 5_000, 1)).toBe(4);
    expect(foundersOf(Infinity, 20 * 5_000 - 1, 1)).toBe(2);
    expect(foundersOf(1.25, Infinity, 2)).toBe(4);
    expect(foundersOf(1.25, Infinity, 1)).toBe(2);
    expect(foundersOf(Infinity, 29_999, 1)).toBeUndefined();
    expect(divisionFor(151, Infinity, 151 * 5_000 - 1, 1)).toBeNull();
  });

  it('of a small plan with short routes that leaves nobody out keep to the middle of the heat', () => {
    const heatOf = (visitCount: number, shiftCount: number, most: number) => {
      const c = compile(plainProblem(visitCount, shiftCount, most));
      const first = construct(c, newOrders(c), () => false);
      const usual = temperaturesFor(first, 1);
      const division = divisionFor(100, Infinity, Infinity, 1)!;
      const generations = new Generations(first, 1, newOrders(c), newRandom(1), () => first, division);
      const founder = generations.next(false).temperatures;
      return {
        absent: first.counts[ABSENT]!,
        hottest: founder.hottest / usual.hottest,
        coldest: (founder.hottest * founder.cooling) / (usual.hottest * usual.cooling),
      };
    };
    const middle = { hottest: expect.closeTo(0.4), coldest: expect.closeTo(2) };
    const full = { hottest: 1, coldest: expect.closeTo(1) };
    expect(heatOf(20, 5, 4)).toEqual({ absent: 0, ...middle });
    expect(heatOf(20, 4, 4)).toEqual({ absent: 4, ...full });
    expect(heatOf(151, 38, 4)).toEqual({ absent: 0, ...full });
    expect(heatOf(28, 2, 14)).toEqual({ absent: 0, ...full });
    expect(heatOf(27, 2, 14)).toEqual({ absent: 0, ...middle });
  });

  it('reach the optimum of tiny problems, in plans that the independent checker approves', () => {
    fc.assert(
      fc.property(problems(5, 3), fc.nat(1_000), (problem, seed) => {
        const options = { seed, iterations: ITERATIONS_PER_VISIT * problem.visits.length };
        const { plan, evaluation } = search(compile(problem), options, 0);
        expect(checkPlan(problem, plan, evaluation)).toEqual([]);
        const routeCost = evaluation.routes.reduce((sum, route) => sum + route.cost, 0);
        expect(compareValues(planValue(problem, plan, routeCost), bestOfAll(problem))).toBe(0);
      }),
      { seed: 20_261_124, numRuns: 25 },
    );
  });

  it('give the same plan for the same seed, iterations and number of threads', async () => {
    const problem = randomProblem(11, 14, 4);
    const options = { seed: 3, iterations: 14 * ITERATIONS_PER_VISIT };
    expect(solve(problem, options).plan).toEqual(solve(problem, options).plan);
    const [one, two] = [await solveInThreads(problem, 2, options), await solveInThreads(problem, 2, options)];
    expect(checkPlan(problem, one.plan, one.evaluation)).toEqual([]);
    expect(two.plan).toEqual(one.plan);
  }, 60_000);

  it('cross two plans into routes that serve each visit once at most, each on a shift of its type', () => {
    fc.assert(
      fc.property(problems(20, 5), fc.nat(1_000), (problem, seed) => {
        const c = compile(problem);
        const orders = newOrders(c);
        const random = newRandom(seed);
        const [mother, father] = [0, 7].map((key) =>
          construct(c, { ...orders, keys: orders.keys.map(() => orders.keys[key]!) }, () => false),
        );
        const routes = cross(c, random, mother!.next, father!.next);
        const served = routes.flat();
        expect(new Set(served).size).toBe(served.length);
        routes.forEach((route, s) => {
          for (const v of route) {
            const types = [mother!.routeOf[v]!, father!.routeOf[v]!]
              .filter((from) => from >= 0)
              .map((from) => c.types.typeOf[from]);
            expect(types).toContain(c.types.typeOf[s]);
          }
        });
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('keep the best of different value, the best first', () => {
    const population: Individual[] = [];
    const one = (missed: number, cost: number): Individual => ({ next: new Int32Array(0), missed, cost });
    for (const plan of [one(1, 5), one(0, 9), one(0, 7), one(0, 7), one(2, 1)]) admit(population, plan, 3);
    expect(population.map(({ missed, cost }) => [missed, cost])).toEqual([
      [0, 7],
      [0, 9],
      [1, 5],
    ]);
    const random = newRandom(1);
    for (let i = 0; i < 50; i++) {
      const [mother, father] = drawParents(population, random);
      expect(mother).not.toBe(father);
    }
  });
});
