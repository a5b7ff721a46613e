import type { Worker } from 'node:worker_threads';
import type { Problem } from '../index.ts';
import type { Progress, SolveOptions, SolveResult } from '../options.ts';
import { isLess } from '../rich/rich-anneal.ts';
import { finishRich } from '../rich/solve-rich.ts';
import { budgetOf, isToldToStop } from '../watch.ts';
import { nowBy } from './clock-kind.ts';
import type { RichAnswer, RichOrder, RichStart } from './rich-work.ts';
import { shareMatrices } from './share-tables.ts';
import { richScript, runScript } from './start-thread.ts';
import type { ThreadOptions } from './thread-options.ts';

/** The first part of the budget each thread searches for itself; in the rest all go on from the best plan found. */
const APART = 0.7;
const ASKS_EVERY_MS = 20;

type Found = Extract<RichAnswer, { kind: 'done' }>;

/** `solveInThreads` for rich problems: threads search apart, then together from the best. */
export async function solveRichInThreads(problem: Problem, threads: number, options: ThreadOptions): Promise<SolveResult> {
  const clock = options.clock ?? 'wall';
  const now = nowBy(clock, threads);
  const startedMs = now();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const start: RichStart = { problem: { ...problem, matrices: shareMatrices(problem.matrices) }, stop, threads, clock };
  const script = options.scripts?.rich ?? (await richScript());
  const workers = Array.from({ length: threads }, () => runScript(script, start));
  const { seconds } = budgetOf(options);
  const isTimed = seconds < Number.POSITIVE_INFINITY;
  let isAsked = false;
  const watch = setInterval(() => {
    if (!isToldToStop(options)) return;
    isAsked = true;
    Atomics.store(stop, 0, 1);
  }, ASKS_EVERY_MS);
  let best: Found | null = null;
  let iterations = 0;
  const reporter = newReporter(options, () => now() - startedMs);
  const round = async (share: number, seed: number, initial: RichOrder['initialPlan']): Promise<void> => {
    const limits = {
      ...(isTimed && {
        seconds: share < 1 ? seconds * share : Math.max(0.05, seconds - (now() - startedMs) / 1000),
      }),
      ...(options.iterations !== undefined && {
        iterations: Math.ceil((options.iterations * (share < 1 ? share : 1 - APART)) / threads),
      }),
      ...(options.targetCost !== undefined && { targetCost: options.targetCost }),
      ...(initial && { initialPlan: initial }),
    };
    const done = await Promise.all(workers.map((worker, t) => ask(worker, { ...limits, seed: seed + 7919 * t }, reporter)));
    for (const one of done) {
      iterations += one.iterations;
      if (best === null || isLess(one.figures, best.figures)) best = one;
    }
  };
  try {
    await round(APART, options.seed, options.initialPlan);
    const first = best!.firstPlanMs;
    if (!isAsked) await round(1, options.seed + 104_729, best!.plan);
    const stoppedBy = isAsked ? 'caller' : isTimed ? 'seconds' : 'iterations';
    const run = { iterations, elapsedMs: now() - startedMs, firstPlanMs: first, stoppedBy } as const;
    return finishRich(problem, best!.plan, run, options.reasons);
  } finally {
    clearInterval(watch);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, order: RichOrder, onProgress: (progress: Progress) => void): Promise<Found> {
  return new Promise((resolve, reject) => {
    const listen = (answer: RichAnswer): void => {
      if (answer.kind === 'progress') {
        onProgress(answer.progress);
        return;
      }
      worker.off('message', listen);
      worker.off('error', reject);
      resolve(answer);
    };
    worker.on('message', listen);
    worker.once('error', reject);
    worker.postMessage(order);
  });
}

/** Passes on only what is better than everything reported before, by number left out and then by cost. */
function newReporter(options: SolveOptions, elapsedMs: () => number): (progress: Progress) => void {
  let left = Number.POSITIVE_INFINITY;
  let cost = Number.POSITIVE_INFINITY;
  return (progress) => {
    const isBetter = progress.unassignedCount < left || (progress.unassignedCount === left && progress.bestCost < cost);
    if (!options.onProgress || !isBetter) return;
    left = progress.unassignedCount;
    cost = progress.bestCost;
    const { plan, ...rest } = progress;
    options.onProgress({ ...rest, elapsedMs: elapsedMs(), ...(options.progressPlans && plan && { plan }) });
  };
}
