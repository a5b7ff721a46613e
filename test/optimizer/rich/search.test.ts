import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../../apps/optimizer/src/check/check-plan.ts';
import { evaluate, type Problem, solve } from '../../../apps/optimizer/src/index.ts';
import { newRandom } from '../../../apps/optimizer/src/random.ts';
import { compileRich } from '../../../apps/optimizer/src/rich/compile-rich.ts';
import { startRich } from '../../../apps/optimizer/src/rich/solve-rich.ts';
import { verifyRichState } from '../../../apps/optimizer/src/rich/verify-rich-state.ts';
import { compareValues } from '../every-plan.ts';
import { FAR_AND_BESIDE_SAVES, farAndBeside } from '../far-and-beside.ts';
import { dice } from '../random-problem.ts';
import { bestOfAllRich, richValueOf } from './every-rich-plan.ts';
import { FEATURES, type Feature, richProblem } from './random-rich.ts';

/** Odd seeds: one feature after the other; even seeds: some of them together. */
function featuresOf(seed: number): Feature[] {
  const roll = dice(seed * 31 + 7);
  return seed % 2 === 1 ? [FEATURES[(seed >> 1) % FEATURES.length]!] : FEATURES.filter(() => roll(100) < 25);
}

function randomOf(seed: number, mostVisits: number, mostShifts: number): Problem {
  const roll = dice(seed * 77 + 1);
  return richProblem(seed, 2 + roll(mostVisits - 1), 1 + roll(mostShifts), featuresOf(seed));
}

/** Broken by the started routes or the firm promises themselves, whatever the plan. */
function isHopeless(problem: Problem): boolean {
  const heads = { routes: problem.shifts.map((shift) => [...(shift.frozenHead ?? [])]), unassigned: [] };
  return evaluate(problem, heads).violations.some(
    ({ code }) => !['visitMissing', 'promiseBudgetExceeded', 'firmPromiseBroken'].includes(code),
  );
}
const UNAVOIDABLE = /firm promise|promises are changed/;

describe('the search over rich problems', () => {
  it('makes plans that the independent checker approves, with every feature alone and with several', () => {
    let count = 0;
    for (let seed = 1; seed <= 4 * FEATURES.length; seed++) {
      const problem = randomOf(seed, 22, 5);
      if (isHopeless(problem)) continue;
      count++;
      const { plan, evaluation } = solve(problem, { seed, iterations: 128 });
      const wrong = checkPlan(problem, plan, evaluation).filter((sentence) => !UNAVOIDABLE.test(sentence));
      expect(wrong, `seed ${seed}: ${featuresOf(seed).join()}`).toEqual([]);
    }
    expect(count).toBeGreaterThan(3.4 * FEATURES.length);
  });

  /** 0: as good as the best of all plans; null: no plan keeps all rules. */
  function behindBest(problem: Problem, seed: number): number | null {
    const best = bestOfAllRich(problem);
    if (best === null) return null;
    const value = richValueOf(problem, solve(problem, { seed, iterations: 1024, reasons: false }).plan);
    return value ? compareValues(value, best) : 1;
  }

  it.each(FEATURES)('reaches the best of all plans on tiny problems with %s alone, and never beats it', (feature) => {
    let count = 0;
    for (let seed = 1; count < 5 && seed <= 30; seed++) {
      const roll = dice(seed * 91 + feature.length);
      const behind = behindBest(richProblem(seed, 3 + roll(2), 2, [feature]), seed);
      if (behind === null) continue;
      count++;
      expect(behind, `seed ${seed}`).toBe(0);
    }
    expect(count).toBe(5);
  });

  it('reaches the best of all plans on tiny problems with several features, and never beats it', () => {
    const missed: number[] = [];
    let count = 0;
    for (let seed = 2; seed <= 80; seed += 2) {
      const behind = behindBest(randomOf(seed, 5, 3), seed);
      if (behind === null) continue;
      count++;
      if (behind !== 0) missed.push(seed);
      expect(behind, `seed ${seed}`).toBeGreaterThanOrEqual(0);
    }
    expect(count).toBeGreaterThan(25);
    expect(missed).toEqual([]);
  });

  it('is never worse than the plan it is given', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const problem = randomOf(seed, 14, 4);
      if (isHopeless(problem)) continue;
      const first = solve(problem, { seed, iterations: 64 });
      const again = solve(problem, { seed: seed + 1, iterations: 64, initialPlan: first.plan });
      const [before, after] = [richValueOf(problem, first.plan), richValueOf(problem, again.plan)];
      if (before) expect(after && compareValues(after, before), `seed ${seed}`).toBeLessThanOrEqual(0);
    }
  });

  it('gives the same plan for the same seed and iterations', () => {
    const problem = richProblem(8, 20, 4, ['due', 'together', 'balanceOfVisits', 'promises']);
    const plans = [1, 2].map(() => solve(problem, { seed: 5, iterations: 256 }).plan);
    expect(plans[0]).toEqual(plans[1]);
  });

  it('keeps every start and every figure as a full recomputation gives it after each attempt, and says where it does not', () => {
    let count = 0;
    for (let seed = 1; seed <= 2 * FEATURES.length + 20; seed++) {
      const problem = randomOf(seed, 14, 4);
      if (isHopeless(problem)) continue;
      count++;
      const limits = { seed, iterations: 64 };
      const { plan } = solve(problem, { ...limits, verifies: true });
      if (seed < 10) expect(solve(problem, limits).plan, `seed ${seed}`).toEqual(plan);
    }
    expect(count).toBeGreaterThan(40);
    const problem = richProblem(4, 12, 4, ['due', 'overtime']);
    const st = startRich(compileRich(problem), newRandom(1));
    verifyRichState(st);
    const served = problem.visits.findIndex((_, v) => st.routeOf[v]! >= 0);
    st.startSec[served]! += 1;
    expect(() => verifyRichState(st)).toThrow(`start of visit ${served}`);
    st.startSec[served]! -= 1;
    st.totals[0]! += 1;
    expect(() => verifyRichState(st)).toThrow('cost: kept');
  });

  it('ends a route of far visits at one beside the depot where there are too many places to try them all', () => {
    const { problem, initialPlan } = farAndBeside(400, 40);
    const before = evaluate(problem, initialPlan);
    // A change of promises that costs nothing makes the problem a rich one.
    const { evaluation } = solve({ ...problem, promises: { perChange: 0 } }, { initialPlan, seed: 1, iterations: 2_048 });
    expect(evaluation.cost).toBe(before.cost - FAR_AND_BESIDE_SAVES);
  });
});
