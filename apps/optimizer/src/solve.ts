import { anneal, type Look, settleLayouts, temperaturesFor } from './anneal.ts';
import { type Best, readPlan } from './best.ts';
import { monotonicNow } from './clock.ts';
import { type Compiled, compile } from './compile.ts';
import { construct, fill } from './construct.ts';
import { evaluate } from './evaluate.ts';
import { explainUnassigned } from './explain.ts';
import { firstPlan } from './first-plan.ts';
import { divisionFor, Generations, warmthFor } from './generations.ts';
import { loadPlan } from './load-plan.ts';
import { ProblemFaultsError, type SolveOptions, type SolveResult } from './options.ts';
import { orderPlaces } from './order-places.ts';
import { isLess } from './population.ts';
import type { Problem } from './problem.ts';
import { newRandom, type RandomState } from './random.ts';
import { newOrders, type Orders } from './recreate.ts';
import { isRich } from './rich/is-rich.ts';
import { solveRich } from './rich/solve-rich.ts';
import { solveExactly } from './solve-exactly.ts';
import type { State } from './state.ts';
import { validateProblem } from './validate-problem.ts';
import { verifyState } from './verify-state.ts';
import { budgetOf, newWatch, type Standing } from './watch.ts';

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
  const { seconds, iterations: mostIterations } = budgetOf(options);
  const orders = newOrders(c);
  const { st, firstPlanMs } = firstPlan(c, orders, options, elapsedMs);
  const watch = newWatch(options, c.visitCount, elapsedMs);
  const look: Look = (iterations, best) =>
    watch.look(iterations, standingOf(best), () => readPlan(best.next, c.visitCount, c.shiftCount));
  const random = newRandom(options.seed);
  settleLayouts(c, orders, random);
  const verify = options.verifies ? verifyState : null;
  const servable = c.servable.some((can) => can === 1);
  const division = servable && !options.initialPlan ? divisionFor(c.visitCount, seconds, mostIterations, 1) : null;
  const warmth = warmthFor(c, options.initialPlan !== undefined, seconds, mostIterations);
  const founder = () => construct(c, orders, () => true);
  const found = division
    ? breed(new Generations(st, warmth, orders, random, founder, division), orders, random, look, verify)
    : anneal(st, orders, random, servable ? look : () => 1, temperaturesFor(st, warmth), verify);
  const { best, iterations } = found;
  const run = { iterations, elapsedMs: elapsedMs(), firstPlanMs, stoppedBy: watch.stoppedBy() };
  return finish(c, orders, best.next, run, options.reasons);
}

export function standingOf({ figures }: Best): Standing {
  return { broken: 0, missed: figures[0]!, cost: figures[1]!, absent: figures[2]! };
}

/** Several generations of plans, one annealing after the other. */
function breed(
  generations: Generations,
  orders: Orders,
  random: RandomState,
  look: Look,
  verify: ((st: State) => void) | null,
): { best: Best; iterations: number } {
  let iterations = 0;
  let used = 0;
  let overall: Best | null = null;
  while (used < 1) {
    const { start, temperatures: heat, share } = generations.next(true);
    const from = used;
    const part: Look = (done, best) => {
      used = look(iterations + done, overall && !isBetterBest(best, overall) ? overall : best);
      return used >= 1 ? 1 : (used - from) / share;
    };
    const one = anneal(start, orders, random, part, heat, verify, generations.pool);
    iterations += one.iterations;
    if (!overall || isBetterBest(one.best, overall)) overall = one.best;
    generations.admit({ next: Int32Array.from(one.best.next), missed: one.best.figures[0]!, cost: one.best.figures[1]! });
  }
  return { best: overall!, iterations };
}

function isBetterBest(one: Best, other: Best): boolean {
  return isLess(standingOf(one), standingOf(other));
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
