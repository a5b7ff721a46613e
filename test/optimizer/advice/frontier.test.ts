import { describe, expect, it } from 'vitest';
import { compareStanding, standingOf } from '../../../apps/optimizer/src/advice/worth.ts';
import { evaluate, frontier, type Problem, solve, type Visit } from '../../../apps/optimizer/src/index.ts';
import { dice } from '../random-problem.ts';
import { richProblem } from '../rich/random-rich.ts';

/** A problem whose served visits are promised as the plan has them, some too near to be changed, and some visits more. */
function promised(seed: number): { problem: Problem; plan: { routes: number[][]; unassigned: number[] } } | null {
  const roll = dice(seed * 3 + 1);
  const free = richProblem(seed, 5 + roll(4), 2 + roll(2), ['due', 'order', 'overtime'].filter(() => roll(2) === 0) as never[]);
  const { plan, evaluation } = solve(free, { seed, iterations: 32 });
  if (evaluation.violations.length > 0) return null;
  const told = new Map<number, Visit['promise']>();
  evaluation.routes.forEach(({ stops, shift }) => {
    for (const stop of stops) {
      if (stop.kind !== 'visit' || roll(10) < 2) continue;
      told.set(stop.visit, {
        opensSec: Math.max(0, stop.startSec - roll(60)),
        closesSec: stop.startSec + roll(60),
        shifts: [shift],
      });
    }
  });
  const added = Array.from(
    { length: 2 },
    (): Visit => ({
      ...free.visits[roll(free.visits.length)]!,
      tier: 0,
      prize: 500,
      loads: free.visits[0]!.loads.map(() => 0),
    }),
  ).map(({ pinnedShift: _shift, pickups: _pickups, allowedShifts: _allowed, ...visit }) => visit);
  const visits = [...free.visits.map((visit, v) => (told.has(v) ? { ...visit, promise: told.get(v)! } : visit)), ...added];
  const problem = { ...free, visits, promises: { perChange: 10, most: roll(4), firmUntilSec: roll(400) } };
  const routes = plan.routes.map((route) => [...route]);
  const given = { problem, plan: { routes, unassigned: visits.map((_, v) => v).filter((v) => !routes.flat().includes(v)) } };
  // A problem that was plain may take its breaks elsewhere once it has promises.
  return evaluate(problem, given.plan).violations.length > 0 ? null : given;
}

describe('promises when a plan is made anew', () => {
  it('never change beyond the budget, and none that is too near', () => {
    let [count, changes] = [0, 0];
    for (let seed = 1; seed <= 120; seed++) {
      const given = promised(seed);
      if (!given) continue;
      for (let again = 0; again < 6; again++) {
        const { evaluation } = solve(given.problem, { seed: seed + again, iterations: 24, initialPlan: given.plan });
        const { most, firmUntilSec } = given.problem.promises!;
        const changed = evaluation.rich!.changedPromises;
        count++;
        changes += changed.length;
        expect(changed.length, `seed ${seed}`).toBeLessThanOrEqual(most!);
        for (const v of changed)
          expect(given.problem.visits[v]!.promise!.opensSec, `seed ${seed}`).toBeGreaterThanOrEqual(firmUntilSec!);
        expect(evaluation.violations, `seed ${seed}`).toEqual([]);
      }
    }
    expect(count).toBeGreaterThan(450);
    expect(changes).toBeGreaterThan(80);
  }, 60_000);

  it('are bought on a curve that only falls, each point by itself a plan without a broken rule', () => {
    let steps = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const given = promised(seed);
      if (!given) continue;
      const points = frontier(given.problem, { initialPlan: given.plan, most: 4, seed, iterations: 96 });
      expect(points.map(({ most }) => most)).toEqual([0, 1, 2, 3, 4]);
      points.forEach((point, k) => {
        expect(point.isKept).toBe(true);
        expect(point.changed.length).toBeLessThanOrEqual(k);
        const allowed = { ...given.problem, promises: { ...given.problem.promises!, perChange: 0, most: k } };
        expect(evaluate(allowed, point.plan).violations).toEqual([]);
        if (k === 0) return;
        const fall = compareStanding(standingOf(point.evaluation), standingOf(points[k - 1]!.evaluation));
        expect(fall, `seed ${seed}, ${k}`).toBeLessThanOrEqual(0);
        if (fall < 0) steps++;
      });
    }
    expect(steps).toBeGreaterThan(15);
  }, 60_000);
});
