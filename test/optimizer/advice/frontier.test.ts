import { describe, expect, it } from 'vitest';
import { compareStanding, standingOf } from '../../../apps/optimizer/src/advice/worth.ts';
import {
  type Evaluation,
  evaluate,
  frontier,
  type Problem,
  ProblemFaultsError,
  solve,
  type Visit,
} from '../../../apps/optimizer/src/index.ts';
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

function changedByHand({ visits }: Problem, { routes }: Evaluation): number[] {
  const starts = new Map(
    routes.flatMap(({ stops, shift }) =>
      stops.flatMap((s) => (s.kind === 'visit' ? [[s.visit, [s.startSec, shift] as const]] : [])),
    ),
  );
  return visits.flatMap(({ promise }, v) => {
    if (!promise) return [];
    const [startSec, shift] = starts.get(v) ?? [-1, -1];
    const isKept =
      promise.opensSec <= startSec &&
      startSec <= promise.closesSec &&
      (promise.shifts === undefined || promise.shifts.includes(shift));
    return isKept ? [] : [v];
  });
}

describe('promises when a plan is made anew', () => {
  it('never change beyond the budget, and none that is too near, in thousands of new plans', () => {
    let [count, changes] = [0, 0];
    for (let seed = 1; seed <= 90; seed++) {
      const given = promised(seed);
      if (!given) continue;
      for (let again = 0; again < 30; again++) {
        const roll = dice(1000 * seed + again);
        // Each time with another budget and another notice, and now and then from nothing: the budget is a rule, not a habit of the start.
        const promises = { perChange: roll(3) * 10, most: roll(4), firmUntilSec: roll(400) };
        const problem = { ...given.problem, promises };
        const isFromNothing = roll(5) === 0;
        const start = isFromNothing ? {} : { initialPlan: given.plan };
        const { evaluation } = solve(problem, { seed: seed + again, iterations: 12, reasons: false, ...start });
        // From nothing a search may end without a way to keep them all; then it says so.
        if (isFromNothing && evaluation.violations.length > 0) continue;
        const { most, firmUntilSec } = promises;
        const changed = evaluation.rich!.changedPromises;
        count++;
        changes += changed.length;
        const about = `seed ${seed}, again ${again}`;
        expect(changed.length, about).toBeLessThanOrEqual(most);
        for (const v of changed) expect(problem.visits[v]!.promise!.opensSec, about).toBeGreaterThanOrEqual(firmUntilSec);
        // Counted once more by hand: told, and not begun in the window by a team it was told.
        expect([...changed].sort(), about).toEqual(changedByHand(problem, evaluation));
        expect(evaluation.violations, about).toEqual([]);
      }
    }
    expect(count).toBeGreaterThan(2_000);
    expect(changes).toBeGreaterThan(400);
  }, 180_000);

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

  it('are tried as far as the time reaches and no further; what was not tried is said to be so', () => {
    const given = promised(1)!;
    let nowMs = 0;
    // Each look at the clock finds it so much later.
    const curve = (stepMs: number) => {
      nowMs = 0;
      const now = (): number => (nowMs += stepMs);
      return frontier(given.problem, { initialPlan: given.plan, most: 8, seed: 1, seconds: 6, now });
    };
    const slow = curve(1_500);
    // One search may be under way when the time is over, and looks at the clock three times; nothing is begun after it.
    expect(nowMs).toBeLessThan(6_000 + 12 * 1_500);
    expect(slow.map(({ most }) => most)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const tried = slow.filter(({ isTried }) => isTried).length;
    expect(tried).toBeLessThan(5);
    expect(slow.map(({ isTried }) => isTried)).toEqual(slow.map((_, most) => most < tried));
    for (const { plan, isKept } of slow.slice(tried)) {
      expect(plan).toEqual(slow[tried - 1]!.plan);
      expect(isKept).toBe(true);
    }
    expect(curve(20).every(({ isTried }) => isTried)).toBe(true);
    expect(nowMs).toBeLessThan(6_000 + 20 * 20);
  });

  it('of a problem that is not sound is refused with all its faults', () => {
    const { problem, plan } = promised(1)!;
    const wrong = { ...problem, visits: problem.visits.map((visit) => ({ ...visit, serviceSec: -1 })) };
    expect(() => frontier(wrong, { initialPlan: plan, most: 1, seed: 1, iterations: 1 })).toThrow(ProblemFaultsError);
  });
});
