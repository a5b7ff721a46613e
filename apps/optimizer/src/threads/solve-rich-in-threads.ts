import type { Worker } from 'node:worker_threads';
import type { Problem } from '../index.ts';
import type { Progress, SolveOptions, SolveResult } from '../options.ts';
import type { Plan } from '../plan.ts';
import { newRandom } from '../random.ts';
import { compileRich } from '../rich/compile-rich.ts';
import { isWorthRelaxing, relaxedShare, withoutRichRules } from '../rich/relaxed-plan.ts';
import { figuresOf, isLess } from '../rich/rich-anneal.ts';
import { finishRich, startRich } from '../rich/solve-rich.ts';
import { budgetOf, isToldToStop } from '../watch.ts';
import { nowBy } from './clock-kind.ts';
import type { RichAnswer, RichOrder, RichStart } from './rich-work.ts';
import { shareMatrices } from './share-tables.ts';
import { solveClassicalInThreads } from './solve-classical-in-threads.ts';
import { richScript, runScript } from './start-thread.ts';
import type { ThreadOptions } from './thread-options.ts';

/** The first part of the rich engine's budget each thread searches for itself; in the rest all go on from the best plan found. */
const APART = 0.7;
/** With less left than this after the classical engine's part they begin together. */
const LEAST_APART = 0.2;
const ASKS_EVERY_MS = 20;

type Found = Extract<RichAnswer, { kind: 'done' }>;

/** `solveInThreads` for rich problems: the classical engine first where that is worth it, by all threads; then they search apart, then together from the best. */
export async function solveRichInThreads(problem: Problem, threads: number, options: ThreadOptions): Promise<SolveResult> {
  const clock = options.clock ?? 'wall';
  const now = nowBy(clock, threads);
  const startedMs = now();
  const { seconds, iterations: most } = budgetOf(options);
  const leftSec = () => seconds - (now() - startedMs) / 1000;
  const report = newReporter(options, () => now() - startedMs);
  const share = isWorthRelaxing(problem, options.initialPlan !== undefined) ? relaxedShare(problem) : 0;
  const relaxed = share > 0 ? await solveRelaxed(problem, threads, share, { ...options, onProgress: report }, startedMs) : null;
  let iterations = relaxed?.iterations ?? 0;
  const leftIterations = Math.max(0, most - iterations);

  const stop = new Int32Array(new SharedArrayBuffer(4));
  const start: RichStart = { problem: { ...problem, matrices: shareMatrices(problem.matrices) }, stop, threads, clock };
  const script = options.scripts?.rich ?? (await richScript());
  const workers = Array.from({ length: threads }, () => runScript(script, start));
  let isAsked = false;
  const watch = setInterval(() => {
    if (!isToldToStop(options)) return;
    isAsked = true;
    Atomics.store(stop, 0, 1);
  }, ASKS_EVERY_MS);
  let best: Found | null = null;
  const round = async (part: number, partOfIterations: number, seed: number, initialPlan?: Plan): Promise<void> => {
    const limits = {
      ...(seconds < Number.POSITIVE_INFINITY && { seconds: Math.max(0.05, leftSec() * part) }),
      ...(options.iterations !== undefined && { iterations: Math.ceil((leftIterations * partOfIterations) / threads) }),
      ...(options.targetCost !== undefined && { targetCost: options.targetCost }),
      ...(initialPlan && { initialPlan }),
      mayRelax: false,
    };
    const done = await Promise.all(workers.map((worker, t) => ask(worker, { ...limits, seed: seed + 7919 * t }, report)));
    for (const one of done) {
      iterations += one.iterations;
      if (best === null || isLess(one.figures, best.figures)) best = one;
    }
  };
  try {
    const begin = relaxed && options.initialPlan ? betterOf(problem, relaxed.plan, options.initialPlan) : relaxed?.plan;
    const apart = 1 - share < LEAST_APART ? 1 : APART;
    await round(apart, apart, options.seed, begin ?? options.initialPlan);
    const firstPlanMs = relaxed?.firstPlanMs ?? best!.firstPlanMs;
    if (!isAsked && apart < 1) await round(1, 1 - apart, options.seed + 104_729, best!.plan);
    const stoppedBy = isAsked ? 'caller' : seconds < Number.POSITIVE_INFINITY ? 'seconds' : 'iterations';
    const run = { iterations, elapsedMs: now() - startedMs, firstPlanMs, stoppedBy } as const;
    return finishRich(problem, best!.plan, run, options.reasons);
  } finally {
    clearInterval(watch);
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** What the classical engine makes of the problem without its rich rules in this part of the budget. */
function solveRelaxed(
  problem: Problem,
  threads: number,
  share: number,
  { targetCost: _costsOtherwise, ...options }: ThreadOptions,
  startedMs: number,
): Promise<SolveResult> {
  const { seconds, iterations } = budgetOf(options);
  const limits = {
    ...(seconds < Number.POSITIVE_INFINITY && { seconds: seconds * share }),
    ...(options.iterations !== undefined && { iterations: Math.ceil(iterations * share) }),
  };
  return solveClassicalInThreads(
    withoutRichRules(problem),
    threads,
    { ...options, ...limits, progressPlans: true, reasons: false },
    startedMs,
  );
}

/** The better of two plans by the rules of the rich problem, each as far as it keeps them. */
function betterOf(problem: Problem, one: Plan, other: Plan): Plan {
  const c = compileRich(problem);
  const figures = (plan: Plan) => figuresOf(startRich(c, newRandom(1), plan));
  return isLess(figures(one), figures(other)) ? one : other;
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

/** Passes on plans only where they are better than every one before, by number left out and then by cost. */
function newReporter(options: SolveOptions, elapsedMs: () => number): (progress: Progress) => void {
  let best: Progress | null = null;
  return (progress) => {
    if (!options.onProgress) return;
    const isBetter =
      best === null ||
      progress.unassignedCount < best.unassignedCount ||
      (progress.unassignedCount === best.unassignedCount && progress.bestCost < best.bestCost);
    if (isBetter) best = progress;
    const { plan, ...rest } = best!;
    const shown = isBetter && options.progressPlans && plan ? { plan } : {};
    options.onProgress({ ...rest, iterations: progress.iterations, elapsedMs: elapsedMs(), ...shown });
  };
}
