import { evaluate, type Problem, type SolveOptions, type SolveResult } from '@gocua/optimizer';
import type { SearchScripts } from '@gocua/optimizer/start-thread';
import { solveInThreads } from '@gocua/optimizer/threads';
import { plainProblem } from './plain-problem.ts';

/** The part of the time in which the classical engine looks for a plan from which the rich one goes on. */
const PLAIN_SHARE = 0.4;

type Options = Omit<SolveOptions, 'now'> & { readonly seconds: number; readonly scripts?: SearchScripts };

/**
 * `solveInThreads` for a problem of home visits. One with rich rules is searched first without them, by the faster classical engine, then
 * with all of them; the iterations are those of both. Only what the rich search answers is checked and true.
 */
export async function searchInPhases(problem: Problem, threads: number, options: Options): Promise<SolveResult> {
  // What is published keeps its promises only in the search that knows of them.
  const plain = options.initialPlan ? null : plainProblem(problem);
  if (!plain) return solveInThreads(problem, threads, options);
  const startedMs = performance.now();
  const first = await solveInThreads(plain, threads, {
    ...options,
    seconds: options.seconds * PLAIN_SHARE,
    reasons: false,
    ...(options.onProgress ? { onProgress: asRich(problem, options.onProgress) } : {}),
  });
  const spentMs = performance.now() - startedMs;
  const { onProgress } = options;
  const result = await solveInThreads(problem, threads, {
    ...options,
    initialPlan: first.plan,
    seconds: Math.max(0.05, options.seconds - spentMs / 1000),
    ...(onProgress
      ? {
          onProgress: (progress) =>
            onProgress({
              ...progress,
              iterations: progress.iterations + first.iterations,
              elapsedMs: progress.elapsedMs + spentMs,
            }),
        }
      : {}),
  });
  return { ...result, iterations: result.iterations + first.iterations, firstPlanMs: first.firstPlanMs };
}

/** What was found so far costs what it costs under all rules. */
function asRich(problem: Problem, onProgress: NonNullable<SolveOptions['onProgress']>): typeof onProgress {
  let bestCost = 0;
  return (progress) => {
    if (progress.plan) bestCost = evaluate(problem, progress.plan).cost;
    onProgress({ ...progress, bestCost });
  };
}
