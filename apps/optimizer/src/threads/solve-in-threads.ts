import { compile } from '../compile.ts';
import type { Problem } from '../index.ts';
import { ProblemFaultsError, type SolveResult } from '../options.ts';
import { isRich } from '../rich/is-rich.ts';
import { proveTiny, solve } from '../solve.ts';
import { isTiny } from '../solve-exactly.ts';
import { validateProblem } from '../validate-problem.ts';
import { budgetOf } from '../watch.ts';
import { nowBy } from './clock-kind.ts';
import { solveClassicalInThreads } from './solve-classical-in-threads.ts';
import { solveRichInThreads } from './solve-rich-in-threads.ts';
import type { ThreadOptions } from './thread-options.ts';

/** A search this short is over sooner without threads; measured when one took a third of a second to load. */
const WORTH_THREADS_SECONDS = 1;

/**
 * As `solve`, on several threads that work together in rounds, the calling one among them: where the budget affords generations of
 * plans, each thread anneals one plan of them; otherwise each anneals one region of the plan. With `iterations` (counted over all
 * threads) instead of seconds, the same problem, seed and number of threads give the same plan. A search of less than a second
 * stays on the calling thread.
 */
export async function solveInThreads(problem: Problem, threads: number, options: ThreadOptions): Promise<SolveResult> {
  const clock = options.clock ?? 'wall';
  if (budgetOf(options).seconds < WORTH_THREADS_SECONDS || threads === 1)
    return solve(problem, { ...options, now: nowBy(clock, 1) });
  const now = nowBy(clock, threads);
  const startedMs = now();
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  if (isRich(problem)) return solveRichInThreads(problem, threads, options);
  const proven = isTiny(problem) ? proveTiny(compile(problem), options, () => now() - startedMs) : null;
  return proven ?? solveClassicalInThreads(problem, threads, options, startedMs);
}
