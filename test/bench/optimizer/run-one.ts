import { loadavg } from 'node:os';
import { checkPlan } from '../../../apps/optimizer/src/check/check-plan.ts';
import { readInstance } from '../../../apps/optimizer/src/cli/read-instance.ts';
import { solve } from '../../../apps/optimizer/src/index.ts';
import { type ClockKind, nowBy } from '../../../apps/optimizer/src/threads/clock-kind.ts';
import { solveInThreads } from '../../../apps/optimizer/src/threads/solve-in-threads.ts';
import type { Run } from './runs.ts';
import { type Served, travelTrimmedTo } from './trim.ts';

/** What is to be searched; by the processor's clock `seconds` are the wall time of an idle machine with a core for each thread. */
export interface Job {
  readonly set: string;
  readonly instance: string;
  readonly path: string;
  readonly known: number;
  readonly seed: number;
  readonly threads: number;
  readonly clock: ClockKind;
  readonly seconds: number;
  /** What another solver served, where the plans compare by that. */
  readonly peer?: Served | undefined;
}

/** A process of its own for each run, so that its processor time and its memory are the run's. */
process.once('message', async (job: Job) => {
  const { problem } = readInstance(job.path);
  const { path: _path, peer, ...what } = job;
  const { seed, seconds, threads, clock, known } = job;
  const began = { cpu: process.cpuUsage(), wall: performance.now() };
  // Nothing is to be gained below the best known value.
  const options = { seed, seconds, ...(known > 0 && { targetCost: known }) };
  const { plan, evaluation, ...run } =
    threads > 1
      ? await solveInThreads(problem, threads, { ...options, clock })
      : solve(problem, { ...options, now: nowBy(clock, 1) });
  const cpu = process.cpuUsage(began.cpu);
  const answer: Run = {
    ...what,
    cost: evaluation.cost,
    gap: 100 * (evaluation.cost / known - 1),
    served: evaluation.servedCount,
    unserved: evaluation.unassignedCount,
    prize: plan.routes.flat().reduce((sum, v) => sum + problem.visits[v]!.prize, 0),
    travelSec: evaluation.travelSec,
    trimmedTravelSec: peer ? travelTrimmedTo(problem, plan, peer) : Number.NaN,
    iterations: run.iterations,
    firstPlanMs: Math.round(run.firstPlanMs),
    cpuSec: Math.round((cpu.user + cpu.system) / 1e4) / 100,
    wallSec: Math.round((performance.now() - began.wall) / 10) / 100,
    memoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    load: loadavg()[0]!,
    stoppedBy: run.stoppedBy,
    wrong: (checkPlan(problem, plan, evaluation)[0] ?? '').replaceAll(',', ';'),
  };
  process.send!(answer, () => process.exit());
});
