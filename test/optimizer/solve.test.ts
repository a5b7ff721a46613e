import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { bestInsertions, evaluate, type Plan, type Problem, solve, validateProblem } from '../../apps/optimizer/src/index.ts';
import { stopsOf } from '../../apps/optimizer/src/pairs.ts';
import { search } from '../../apps/optimizer/src/solve.ts';
import { bestOfAll, compareValues, planValue } from './every-plan.ts';
import { FAR_AND_BESIDE_SAVES, farAndBeside } from './far-and-beside.ts';
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
    const { problem, initialPlan } = farAndBeside(60, 1);
    const before = evaluate(problem, initialPlan);
    const { plan, evaluation } = solve(problem, { initialPlan, seed: 1, iterations: 2_048 });
    expect(before.violations).toEqual([]);
    expect(evaluation.cost).toBe(before.cost - FAR_AND_BESIDE_SAVES);
    expect(plan.routes.map((route) => route.length).sort()).toEqual([0, 4, 60]);
  });
});
