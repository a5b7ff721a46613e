import { describe, expect, it } from 'vitest';
import { type Progress, solve } from '../../apps/optimizer/src/index.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { randomProblem } from './random-problem.ts';

/** Improves for some thousands of iterations; everything is served at the end (else no target could be reached). */
const problem = randomProblem(14, 40, 30);
/** The budget is asked every so many iterations. */
const LOOK = 128;

/** Each reading is 100 ms after the last, so that every look at the budget is reported. */
function risingClock(): () => number {
  let ms = 0;
  return () => {
    ms += 100;
    return ms;
  };
}

describe('a search stops', () => {
  it('when its seconds are used up, by the clock it was given', () => {
    const { stoppedBy, iterations } = solve(problem, { seed: 1, seconds: 2, now: risingClock() });
    expect(stoppedBy).toBe('seconds');
    expect(iterations).toBeGreaterThan(0);
    expect(iterations).toBeLessThanOrEqual(20 * LOOK);
  });

  it('when its iterations are used up', () => {
    const { stoppedBy, iterations } = solve(problem, { seed: 1, iterations: 1_000 });
    expect(stoppedBy).toBe('iterations');
    expect(iterations).toBe(1_024);
  });

  it('when it has found nothing better for so many iterations', () => {
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => void seen.push(progress);
    const limits = { iterations: 1_000_000, iterationsWithoutImprovement: 2_000 };
    const { stoppedBy, iterations } = solve(problem, { seed: 1, ...limits, now: risingClock(), onProgress });
    expect(stoppedBy).toBe('noImprovement');
    const least = seen.at(-1)!.bestCost;
    const improvedAt = seen.find(({ bestCost, unassignedCount }) => bestCost === least && unassignedCount === 0)!.iterations;
    expect(improvedAt).toBeGreaterThan(0);
    expect(iterations - improvedAt).toBeGreaterThanOrEqual(2_000);
    expect(iterations - improvedAt).toBeLessThan(2_000 + LOOK);
  });

  it('as soon as a plan costs no more than the target and leaves out nothing that must be served', () => {
    const whole = solve(problem, { seed: 1, iterations: 8_000 });
    expect(whole.plan.unassigned).toEqual([]);
    const targetCost = Math.round(whole.evaluation.cost * 1.02);
    const { stoppedBy, iterations, evaluation } = solve(problem, { seed: 1, iterations: 8_000, targetCost });
    expect(stoppedBy).toBe('target');
    expect(evaluation.cost).toBeLessThanOrEqual(targetCost);
    expect(iterations).toBeLessThan(whole.iterations);
  });

  it('on several threads for the same reasons', async () => {
    const whole = await solveInThreads(problem, 2, { seed: 2, iterations: 8_000 });
    const targetCost = Math.round(whole.evaluation.cost * 1.02);
    const target = await solveInThreads(problem, 2, { seed: 2, iterations: 8_000, targetCost });
    expect(target.stoppedBy).toBe('target');
    expect(target.evaluation.cost).toBeLessThanOrEqual(targetCost);
    expect(target.iterations).toBeLessThan(whole.iterations);
    const again = await solveInThreads(problem, 2, { seed: 2, iterations: 8_000, targetCost });
    expect(again.plan).toEqual(target.plan);
    const idle = await solveInThreads(problem, 2, {
      seed: 1,
      iterationsWithoutImprovement: 2_000,
      seconds: 6,
      clock: 'processor',
    });
    expect(idle.stoppedBy).toBe('noImprovement');
    const timed = await solveInThreads(problem, 2, { seed: 1, seconds: 0.5, clock: 'processor' });
    expect(timed.stoppedBy).toBe('seconds');
  }, 120_000);
});
