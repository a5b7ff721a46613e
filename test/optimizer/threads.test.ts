import { solveInThreads } from '@gocua/optimizer/threads';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import type { Problem } from '../../apps/optimizer/src/index.ts';
import { randomProblem } from './random-problem.ts';

/** Enough shifts for regions to be drawn. */
function roomy(seed: number): Problem {
  const problem = randomProblem(seed, 60, 12);
  return { ...problem, shifts: problem.shifts.map((shift) => ({ ...shift, maxVisits: 5 })) };
}

describe('solveInThreads', () => {
  it('gives a plan that the checker approves, the same for the same seed, iterations and number of threads', async () => {
    const problem = roomy(11);
    const one = await solveInThreads(problem, 2, { seed: 3, iterations: 6_000 });
    const two = await solveInThreads(problem, 2, { seed: 3, iterations: 6_000 });
    expect(checkPlan(problem, one.plan, one.evaluation)).toEqual([]);
    expect(two.plan).toEqual(one.plan);
    expect(one.stoppedBy).toBe('iterations');
  }, 60_000);

  it('is never worse than the plan it starts from, and ends when it is told to', async () => {
    const problem = roomy(12);
    const first = await solveInThreads(problem, 2, { seed: 3, iterations: 2_000 });
    const shouldStop = new Int32Array(new SharedArrayBuffer(4));
    const stopper = setTimeout(() => Atomics.store(shouldStop, 0, 1), 500);
    const again = await solveInThreads(problem, 2, { seed: 4, seconds: 50, initialPlan: first.plan, shouldStop });
    clearTimeout(stopper);
    expect(again.stoppedBy).toBe('caller');
    expect(again.evaluation.violations).toEqual([]);
    // An optional visit may be left out for less driving: the cost knows.
    expect(first.evaluation.missedCountByTier).toEqual([0, 0, 0]);
    expect(again.evaluation.missedCountByTier).toEqual([0, 0, 0]);
    expect(again.evaluation.cost).toBeLessThanOrEqual(first.evaluation.cost);
    expect(again.elapsedMs).toBeLessThan(30_000);
  }, 60_000);
});
