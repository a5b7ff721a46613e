import { loadavg } from 'node:os';
import { prepareInsertions } from '../../../apps/optimizer/src/index.ts';
import { nowBy } from '../../../apps/optimizer/src/threads/clock-kind.ts';
import { solveInThreads } from '../../../apps/optimizer/src/threads/solve-in-threads.ts';
import type { Growth, Town } from './growth.ts';
import { townOf } from './town.ts';

/** A process of its own for each size. */
process.once('message', async (town: Town) => {
  const { visitCount, shiftCount, seconds, threads, clock } = town;
  const problem = townOf(visitCount, shiftCount, visitCount);
  const now = nowBy(clock, 1);
  const began = now();
  const { plan, evaluation, ...run } = await solveInThreads(problem, threads, { seed: 1, seconds, clock });
  // The processor's clock divides by the threads, but until the first plan, and after the search, one of them works.
  const shared = clock === 'processor' ? threads : 1;
  const endingMs = now() - began - run.elapsedMs * shared;
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const insertions = prepareInsertions(problem, plan);
  const spent = (plan.unassigned.length > 0 ? plan.unassigned : [0]).slice(0, 50).map((visit) => {
    const startedMs = now();
    insertions(visit);
    return now() - startedMs;
  });
  const answer: Growth = {
    ...town,
    firstPlanMs: run.firstPlanMs * shared,
    served: evaluation.servedCount,
    iterationsPerSec: (1000 * run.iterations) / run.elapsedMs,
    endingMs,
    insertionsMs: spent.sort((a, b) => a - b)[spent.length >> 1]!,
    memoryMb,
    load: loadavg()[0]!,
  };
  process.send!(answer, () => process.exit());
});
