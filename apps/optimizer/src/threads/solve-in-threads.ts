import { temperaturesFor } from '../anneal.ts';
import { readPlan } from '../best.ts';
import { compile, compileTables } from '../compile.ts';
import { construct, fill } from '../construct.ts';
import { affordsGenerations, Generations } from '../generations.ts';
import type { Problem } from '../index.ts';
import { loadPlan } from '../load-plan.ts';
import { ProblemFaultsError, type SolveOptions, type SolveResult } from '../options.ts';
import { isLess } from '../population.ts';
import { newRandom } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { isRich } from '../rich/is-rich.ts';
import { finish, proveTiny, WARM_START } from '../solve.ts';
import { isTiny } from '../solve-exactly.ts';
import { validateProblem } from '../validate-problem.ts';
import { type ClockKind, nowBy } from './clock-kind.ts';
import { GenerationRounds, type Order, RegionRounds, type Rounds } from './rounds.ts';
import { shareTables } from './share-tables.ts';
import { solveRichInThreads } from './solve-rich-in-threads.ts';
import { Teammate } from './teammate.ts';

const DEFAULT_SECONDS = 10;
const SHORTEST_ROUND_MS = 100;
const ASKS_EVERY_MS = 20;

export interface ThreadOptions extends Omit<SolveOptions, 'now'> {
  /** By which clock `seconds` are meant; `wall` unless said otherwise. */
  readonly clock?: ClockKind;
}

/**
 * As `solve`, on several threads that work together in rounds: where the budget affords generations of plans, each thread anneals
 * one plan of them; otherwise each anneals one region of the plan. With `iterations` (counted over all threads) instead of
 * seconds, the same problem, seed and number of threads give the same plan.
 */
export async function solveInThreads(problem: Problem, threads: number, options: ThreadOptions): Promise<SolveResult> {
  const clock = options.clock ?? 'wall';
  const now = nowBy(clock, threads);
  const startedMs = now();
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  if (isRich(problem)) return solveRichInThreads(problem, threads, options);
  const proven = isTiny(problem) ? proveTiny(compile(problem), options, () => now() - startedMs) : null;
  if (proven) return proven;
  const mostIterations = options.iterations ?? Number.POSITIVE_INFINITY;
  const seconds = options.seconds ?? (options.iterations === undefined ? DEFAULT_SECONDS : Number.POSITIVE_INFINITY);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const team = Array.from({ length: threads }, () => new Teammate());
  try {
    const tables = shareTables(compileTables(problem));
    team.forEach((mate, t) => {
      mate.begin({ problem: { ...problem, matrices: [] }, tables, seed: options.seed + 7919 * t, stop, threads, clock });
    });
    const c = compile(problem, tables);
    const orders = newOrders(c);
    const asked = (): boolean => options.shouldStop !== undefined && Atomics.load(options.shouldStop, 0) !== 0;
    const st = options.initialPlan
      ? loadPlan(c, options.initialPlan)
      : construct(c, orders, () => now() - startedMs < 250 * seconds && !asked());
    if (options.initialPlan) fill(st, orders, orders.keys[7]!, false);
    const firstPlanMs = now() - startedMs;
    const temperatures = temperaturesFor(st, options.initialPlan ? WARM_START : 1);
    const random = newRandom(options.seed);
    const start = Int32Array.from(st.next);
    const founder = () => loadPlan(c, readPlan(start, c.visitCount, c.shiftCount));
    const rounds: Rounds =
      !options.initialPlan && affordsGenerations(c, seconds, mostIterations, threads)
        ? new GenerationRounds(c, threads, new Generations(c, orders, random, temperatures, founder), start)
        : new RegionRounds(c, threads, random, temperatures, start);
    await Promise.all(team.map((mate) => mate.ready));

    const annealsFromMs = now() - startedMs;
    const annealingMs = 1000 * seconds - annealsFromMs;
    const targetCost = options.targetCost ?? Number.NEGATIVE_INFINITY;
    const mostIdle = options.iterationsWithoutImprovement ?? Number.POSITIVE_INFINITY;
    let iterations = 0;
    let improvedAt = 0;
    let stoppedBy: SolveResult['stoppedBy'] = c.servable.some((can) => can === 1) ? 'seconds' : 'nothingToDo';
    const report = (): void => {
      if (!options.onProgress) return;
      const plan = readPlan(rounds.best.next, c.visitCount, c.shiftCount);
      const absent = plan.unassigned.length;
      const counts = { servedCount: c.visitCount - absent, unassignedCount: absent };
      const shown = options.progressPlans ? { plan } : {};
      options.onProgress({ iterations, elapsedMs: now() - startedMs, bestCost: rounds.best.cost, ...counts, ...shown });
    };
    report();
    while (stoppedBy !== 'nothingToDo') {
      const leftMs = 1000 * seconds - (now() - startedMs);
      if (asked()) stoppedBy = 'caller';
      else if (rounds.best.missed === 0 && rounds.best.cost <= targetCost) stoppedBy = 'target';
      else if (iterations - improvedAt >= mostIdle) stoppedBy = 'noImprovement';
      else if (iterations >= mostIterations) stoppedBy = 'iterations';
      if (stoppedBy !== 'seconds' || leftMs <= 0) break;
      const timed = annealingMs < Number.POSITIVE_INFINITY ? (annealingMs - leftMs) / annealingMs : 0;
      const { orders: work, share } = rounds.next(Math.max(timed, iterations / mostIterations));
      const ms = Math.min(leftMs, Math.max(SHORTEST_ROUND_MS, annealingMs * share));
      const perThread = Math.ceil((mostIterations * share) / threads);
      const watch = setInterval(() => {
        if (asked()) Atomics.store(stop, 0, 1);
      }, ASKS_EVERY_MS);
      const limits = { ms, iterations: perThread };
      const done = await Promise.all(
        team.map((mate, t) => mate.work({ ...work[t]!, ...limits, targetCost: targetOf(work[t]!, targetCost) })),
      );
      clearInterval(watch);
      iterations += done.reduce((sum, one) => sum + one.iterations, 0);
      const before = rounds.best;
      rounds.take(done);
      if (isLess(rounds.best, before)) improvedAt = iterations;
      report();
    }
    const run = { iterations, elapsedMs: now() - startedMs, firstPlanMs, stoppedBy };
    return finish(c, orders, rounds.best.next, run);
  } finally {
    await Promise.all(team.map((mate) => mate.dismiss()));
  }
}

/** Of a part of the plan no thread can say what the whole costs. */
function targetOf(order: Order, targetCost: number): number {
  return order.ownsShift.every((owns) => owns === 1) ? targetCost : Number.NEGATIVE_INFINITY;
}
