import { loadavg } from 'node:os';
import { prepareInsertions } from '../../../apps/optimizer/src/index.ts';
import { nowBy } from '../../../apps/optimizer/src/threads/clock-kind.ts';
import { solveInThreads } from '../../../apps/optimizer/src/threads/solve-in-threads.ts';
import type { Growth, Town } from './growth.ts';
import { townOf } from './town.ts';

/** A process of its own for each size. */
process.once('message', async (town: Town) => {
  const { visitCount, shiftCount, seconds, threads } = town;
  const problem = townOf(visitCount, shiftCount, visitCount);
  const now = nowBy('processor', 1);
  const began = now();
  const beganMs = performance.now();
  let firstPlanWallMs = Number.NaN;
  const onProgress = (): void => {
    if (Number.isNaN(firstPlanWallMs)) firstPlanWallMs = performance.now() - beganMs;
  };
  const options = { seed: 1, seconds, clock: 'processor', onProgress } as const;
  const { plan, evaluation, ...run } = await solveInThreads(problem, threads, options);
  const endingMs = now() - began - run.elapsedMs * threads;
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const insertions = prepareInsertions(problem, plan);
  const spent = (plan.unassigned.length > 0 ? plan.unassigned : [0]).slice(0, 50).map((visit) => {
    const startedMs = now();
    insertions(visit);
    return now() - startedMs;
  });
  const answer: Growth = {
    ...town,
    // The clock divides by the threads, but until the first plan one of them works.
    firstPlanMs: run.firstPlanMs * threads,
    firstPlanWallMs,
    served: evaluation.servedCount,
    iterationsPerSec: (1000 * run.iterations) / run.elapsedMs,
    endingMs,
    insertionsMs: spent.sort((a, b) => a - b)[spent.length >> 1]!,
    memoryMb,
    load: loadavg()[0]!,
  };
  process.send!(answer, () => process.exit());
});
