import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { bestInsertions, evaluate, type Plan, type Problem, solve, validateProblem } from '../../apps/optimizer/src/index.ts';
import { stopsOf } from '../../apps/optimizer/src/pairs.ts';
import { search } from '../../apps/optimizer/src/solve.ts';
import { bestOfAll, compareValues, planValue } from './every-plan.ts';
import { randomProblem } from './random-problem.ts';

const problems = (mostVisits: number, mostShifts: number) =>
  fc
    .record({
      seed: fc.integer(),
      visits: fc.integer({ min: 0, max: mostVisits }),
      shifts: fc.integer({ min: 1, max: mostShifts }),
    })
    .map(({ seed, visits, shifts }) => ({ seed, problem: randomProblem(seed, visits, shifts) }))
    // A random frozen head may be impossible by itself; such a problem has no plan to judge.
    .filter(
      ({ problem }) => validateProblem(problem).length === 0 && evaluate(problem, headsOnly(problem)).violations.length === 0,
    );

function headsOnly(problem: Problem): Plan {
  const routes = problem.shifts.map((shift) => shift.frozenHead ?? []);
  const served = new Set(routes.flat());
  return { routes, unassigned: problem.visits.map((_, v) => v).filter((v) => !served.has(v)) };
}

const value = (problem: Problem, plan: Plan) => planValue(problem, plan, routeCost(problem, plan));
const routeCost = (problem: Problem, plan: Plan) => evaluate(problem, plan).routes.reduce((sum, route) => sum + route.cost, 0);

describe('solve', () => {
  it('gives plans that the independent checker approves, on random whole problems', () => {
    fc.assert(
      fc.property(problems(30, 6), ({ problem, seed }) => {
        const { plan, evaluation } = solve(problem, { seed, iterations: 256 });
        expect(evaluation.violations).toEqual([]);
        expect(checkPlan(problem, plan, evaluation)).toEqual([]);
      }),
      { seed: 20221124, numRuns: 100 },
    );
  });

  it('is never beaten by exhaustive search, and always reaches it, on tiny problems: they are solved exactly', () => {
    // First three that annealing with these iterations misses.
    for (const [seed, visits, shifts] of [254, 1724, 1766].map((seed) => [seed, 2 + (seed % 5), 1 + (seed % 3)] as const)) {
      const problem = randomProblem(seed, visits, shifts);
      const { plan, stoppedBy } = solve(problem, { seed, iterations: 1024 });
      expect(stoppedBy).toBe('proven');
      expect(compareValues(value(problem, plan), bestOfAll(problem))).toBe(0);
    }
    fc.assert(
      fc.property(problems(6, 3), ({ problem, seed }) => {
        const { plan, evaluation, stoppedBy } = solve(problem, { seed, iterations: 1024 });
        expect(stoppedBy).toBe('proven');
        expect(checkPlan(problem, plan, evaluation)).toEqual([]);
        expect(compareValues(value(problem, plan), bestOfAll(problem))).toBe(0);
      }),
      { seed: 25_112_026, numRuns: 100 },
    );
  });

  it('never beats it by annealing alone, and reaches it', () => {
    fc.assert(
      fc.property(problems(5, 3), ({ problem, seed }) => {
        const { plan } = search(compile(problem), { seed, iterations: 1024 }, 0);
        expect(compareValues(value(problem, plan), bestOfAll(problem))).toBe(0);
      }),
      { seed: 269, numRuns: 100 },
    );
  });

  it('gives the same plan for the same seed and number of iterations', () => {
    fc.assert(
      fc.property(problems(25, 4), ({ problem, seed }) => {
        const [one, two] = [1, 2].map(() => solve(problem, { seed, iterations: 768 }));
        expect(two!.plan).toEqual(one!.plan);
      }),
      { seed: 90, numRuns: 30 },
    );
  });

  it('is never worse than the plan it starts from', () => {
    fc.assert(
      fc.property(problems(25, 4), ({ problem, seed }) => {
        const { plan: initialPlan } = solve(problem, { seed, iterations: 256 });
        const { plan } = solve(problem, { seed: seed + 1, iterations: 128, initialPlan });
        expect(compareValues(value(problem, plan), value(problem, initialPlan))).toBeLessThanOrEqual(0);
      }),
      { seed: 146, numRuns: 60 },
    );
  });

  it('leaves nothing out that would still fit and is worth it, and gives each unassigned visit a reason that trying confirms', () => {
    fc.assert(
      fc.property(problems(25, 4), ({ problem, seed }) => {
        const { plan, unassigned } = solve(problem, { seed, iterations: 256 });
        expect(unassigned.map((reason) => reason.visit)).toEqual(plan.unassigned);
        for (const { visit, code, shifts } of unassigned) {
          const places = bestInsertions(problem, plan, visit);
          const stops = stopsOf(problem, visit);
          const prize = stops.reduce((sum, v) => sum + problem.visits[v]!.prize, 0);
          const optional = stops.every((v) => problem.visits[v]!.tier === null);
          if (optional) for (const place of places) expect(prize).toBeLessThanOrEqual(place.addedCost);
          if (!optional) expect(places).toEqual([]);
          expect(code === 'notWorthIt').toBe(places.length > 0);
          shifts.forEach((reason, s) => {
            const alone = evaluate(problem, { routes: problem.shifts.map((_, i) => (i === s ? stops : [])), unassigned: [] });
            const fitsEmpty = !alone.violations.some(
              (one) => one.shift === s && one.code !== 'frozenHeadChanged' && one.code !== 'notAtPosition',
            );
            const full = ['noTimeLeft', 'noCapacityLeft', 'noVisitsLeft', 'noTravelLeft', 'noPlaceAtPosition', 'fits'].includes(
              reason.code,
            );
            expect(full).toBe(fitsEmpty);
          });
          const someWindow = problem.shifts.some((shift) =>
            stops.every((v) => {
              const { windows } = problem.visits[v]!;
              return windows.length === 0 || windows.some((w) => w.opensSec <= shift.closesSec && w.closesSec >= shift.opensSec);
            }),
          );
          if (code === 'windowOutsideShift') expect(someWindow).toBe(false);
        }
      }),
      { seed: 452, numRuns: 100 },
    );
  });

  it('ends a route of far visits at one beside the depot, though a crowd of others is nearer to it than they are', () => {
    // 60 in a crowd, 3 far away, and one beside the depot (place 0), who is no near neighbour of the far ones.
    const crowd = Array.from({ length: 60 }, (_, i) => i);
    const far = [60, 61, 62];
    const beside = 63;
    const kindOf = (place: number) => (place === 0 ? 'depot' : place <= 60 ? 'crowd' : place <= 63 ? 'far' : 'beside');
    const drives: Record<string, number> = {
      ...{ 'crowd crowd': 1, 'far far': 1, 'crowd depot': 100, 'depot far': 1000, 'beside depot': 10 },
      ...{ 'crowd far': 900, 'beside crowd': 100, 'beside far': 1005 },
    };
    const placeCount = 65;
    const durationsSec = Int32Array.from({ length: placeCount ** 2 }, (_, at) => {
      const [from, to] = [Math.floor(at / placeCount), at % placeCount];
      return from === to ? 0 : drives[[kindOf(from), kindOf(to)].sort().join(' ')]!;
    });
    const visit = { serviceSec: 0, setupSec: 0, tier: 0 as const, prize: 1, loads: [1], windows: [] };
    const skillsOf = (v: number) => (v < 60 ? [0] : []);
    const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
    const shift = { startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 10_000, breaks: [], costs, speedFactor: 1 };
    const problem: Problem = {
      placeCount,
      visits: Array.from({ length: 64 }, (_, v) => ({ ...visit, placeIndex: v + 1, skills: skillsOf(v) })),
      shifts: [60, 10, 10].map((most, s) => ({ ...shift, capacity: [most], skills: s === 0 ? [0] : [], matrixIndex: 0 })),
      matrices: [{ durationsSec }],
    };
    // A route of its own costs 20; after the far ones, 1005 + 10 − 1000 = 15.
    const initialPlan = { routes: [crowd, far, [beside]], unassigned: [] };
    const before = evaluate(problem, initialPlan);
    const { plan, evaluation } = solve(problem, { initialPlan, seed: 1, iterations: 2_048 });
    expect(before.violations).toEqual([]);
    expect(evaluation.cost).toBe(before.cost - 5);
    expect(plan.routes.map((route) => route.length).sort()).toEqual([0, 4, 60]);
  });
});
