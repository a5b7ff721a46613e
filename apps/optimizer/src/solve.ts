import type { Look } from './anneal.ts';
import { readPlan } from './best.ts';
import { monotonicNow } from './clock.ts';
import { type Compiled, compile } from './compile.ts';
import { fill } from './construct.ts';
import { evaluate } from './evaluate.ts';
import { explainUnassigned } from './explain.ts';
import { firstPlan } from './first-plan.ts';
import { loadPlan } from './load-plan.ts';
import { ProblemFaultsError, type SolveOptions, type SolveResult } from './options.ts';
import { orderPlaces } from './order-places.ts';
import type { Problem } from './problem.ts';
import { newRandom } from './random.ts';
import { newOrders, type Orders } from './recreate.ts';
import { isRich } from './rich/is-rich.ts';
import { solveRich } from './rich/solve-rich.ts';
import { searchClassical, standingOf } from './search-classical.ts';
import { solveExactly } from './solve-exactly.ts';
import { validateProblem } from './validate-problem.ts';
import { verifyState } from './verify-state.ts';
import { budgetOf, newWatch } from './watch.ts';

/**
 * The best plan of a tiny problem; for others searches until its time or iterations are used up, a target is reached, nothing
 * better has long been found, or another thread asks it to stop. Synchronous: run it in a worker. The same problem, seed, initial
 * plan and `iterations` (without `seconds`) give the same plan. Throws `ProblemFaultsError` with all faults of the problem.
 */
export function solve(problem: Problem, options: SolveOptions): SolveResult {
  const now = options.now ?? monotonicNow;
  const startedMs = now();
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  if (isRich(problem)) return solveRich(problem, options);
  const c = compile(orderPlaces(problem));
  return proveTiny(c, options, () => now() - startedMs) ?? search(c, options, startedMs);
}

/** Of a tiny problem the best plan, reported once; `null` for others. */
export function proveTiny(c: Compiled, options: Omit<SolveOptions, 'now'>, elapsed: () => number): SolveResult | null {
  const plan = solveExactly(c);
  if (!plan) return null;
  const evaluation = evaluate(c.problem, plan);
  const { servedCount, unassignedCount, cost: bestCost } = evaluation;
  const run = { iterations: 0, elapsedMs: elapsed() };
  options.onProgress?.({ ...run, bestCost, servedCount, unassignedCount, ...(options.progressPlans && { plan }) });
  const unassigned = explainUnassigned(c.problem, plan);
  return { plan, evaluation, unassigned, ...run, firstPlanMs: run.elapsedMs, stoppedBy: 'proven' };
}

/** The search of `solve`, whatever the size. */
export function search(c: Compiled, options: SolveOptions, startedMs: number): SolveResult {
  const now = options.now ?? monotonicNow;
  const elapsedMs = () => now() - startedMs;
  const orders = newOrders(c);
  const { st, firstPlanMs } = firstPlan(c, orders, options, elapsedMs);
  const watch = newWatch(options, c.visitCount, elapsedMs);
  const look: Look = (iterations, best) =>
    watch.look(iterations, standingOf(best), () => readPlan(best.next, c.visitCount, c.shiftCount));
  const random = newRandom(options.seed);
  const { best, iterations } = searchClassical(st, orders, random, look, {
    budget: budgetOf(options),
    isGiven: options.initialPlan !== undefined,
    verify: options.verifies ? verifyState : null,
  });
  const run = { iterations, elapsedMs: elapsedMs(), firstPlanMs, stoppedBy: watch.stoppedBy() };
  return finish(c, orders, best.next, run, options.reasons);
}

/** The proof pass: whatever still fits and is worth it goes in, so that nothing feasible is left out; then times and reasons. */
export function finish(
  c: Compiled,
  orders: Orders,
  next: Int32Array,
  run: Pick<SolveResult, 'iterations' | 'elapsedMs' | 'firstPlanMs' | 'stoppedBy'>,
  reasons = true,
): SolveResult {
  const proven = loadPlan(c, readPlan(next, c.visitCount, c.shiftCount));
  fill(proven, orders, orders.keys[7]!, false);
  const plan = readPlan(proven.next, c.visitCount, c.shiftCount);
  return { plan, evaluation: evaluate(c.problem, plan), unassigned: reasons ? explainUnassigned(c.problem, plan) : [], ...run };
}
