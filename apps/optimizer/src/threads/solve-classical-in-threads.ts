import { setImmediate } from 'node:timers/promises';
import { settleLayouts, temperaturesFor } from '../anneal.ts';
import { readPlan } from '../best.ts';
import { compile, compileTables, type Tables } from '../compile.ts';
import { firstPlan } from '../first-plan.ts';
import { type Division, divisionFor, Generations, warmthFor } from '../generations.ts';
import type { Problem } from '../index.ts';
import { loadPlan } from '../load-plan.ts';
import type { SolveResult } from '../options.ts';
import { orderPlaces } from '../order-places.ts';
import { isLess } from '../population.ts';
import { newRandom } from '../random.ts';
import { newOrders, type Orders } from '../recreate.ts';
import { standingOf } from '../search-classical.ts';
import { finish } from '../solve.ts';
import type { State } from '../state.ts';
import { budgetOf, isBelow, isToldToStop, newReport, type Standing } from '../watch.ts';
import { type ClockKind, nowBy } from './clock-kind.ts';
import { standingOfIndividual } from './figures.ts';
import type { Round } from './messages.ts';
import { GenerationRounds, type Order, RegionRounds, type Rounds } from './rounds.ts';
import { sharedTable } from './share-tables.ts';
import { classicalScript } from './start-thread.ts';
import { Teammate } from './teammate.ts';
import type { ThreadOptions } from './thread-options.ts';
import { type Bench, workRound } from './work-round.ts';

const SHORTEST_ROUND_MS = 100;

/** `solveInThreads` by the classical engine, of a sound problem; begun at `startedMs` by the clock of the options. */
export async function solveClassicalInThreads(
  problem: Problem,
  threads: number,
  options: ThreadOptions,
  startedMs: number,
): Promise<SolveResult> {
  const clock = options.clock ?? 'wall';
  const { seconds } = budgetOf(options);
  const now = nowBy(clock, threads);
  const starting = startMates(threads - 1, options);
  try {
    // The first in a process has its script made by another program: meanwhile the tables are made here.
    const ordered = orderPlaces(problem);
    const tables = compileTables(ordered, sharedTable);
    return await searchTogether(ordered, tables, await starting, { ...options, seconds, clock }, now, startedMs);
  } finally {
    await Promise.all((await starting).map((mate) => mate.dismiss()));
  }
}

async function startMates(count: number, { scripts }: ThreadOptions): Promise<Teammate[]> {
  const script = scripts?.classical ?? (await classicalScript());
  return Array.from({ length: count }, () => new Teammate(script));
}

async function searchTogether(
  problem: Problem,
  tables: Tables,
  mates: readonly Teammate[],
  options: ThreadOptions & { readonly seconds: number; readonly clock: ClockKind },
  now: () => number,
  startedMs: number,
): Promise<SolveResult> {
  const { seconds, clock, targetCost = Number.NEGATIVE_INFINITY } = options;
  const threads = mates.length + 1;
  const { iterations: mostIterations } = budgetOf(options);
  const elapsedMs = () => now() - startedMs;
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const ready = new Int32Array(new SharedArrayBuffer(4));
  const division = options.initialPlan ? null : divisionFor(problem.visits.length, seconds, mostIterations, threads);
  const gathers = division?.recombines ?? false;
  const start = { problem: { ...problem, matrices: [] }, tables, stop, ready, threads, clock, gathers };
  mates.forEach((mate, t) => {
    mate.begin({ ...start, seed: options.seed + 7919 * (t + 1) });
  });
  const c = compile(problem, tables);
  const orders = newOrders(c);
  const asked = () => isToldToStop(options);
  const { st, firstPlanMs } = firstPlan(c, orders, options, elapsedMs);
  const annealsFromMs = elapsedMs();
  const warmth = warmthFor(c, options.initialPlan !== undefined, seconds * threads, mostIterations);
  const rounds = newRounds(st, orders, options.seed, warmth, division);
  const own: Bench = { c, orders, random: newRandom(options.seed), now, stop, pool: rounds.pool };
  settleLayouts(c, orders, own.random);

  const annealingMs = 1000 * seconds - annealsFromMs;
  const mostIdle = options.iterationsWithoutImprovement ?? Number.POSITIVE_INFINITY;
  let iterations = 0;
  let improvedAt = 0;
  let stoppedBy: SolveResult['stoppedBy'] = c.servable.some((can) => can === 1) ? 'seconds' : 'nothingToDo';
  const report = newReport(options, c.visitCount);
  let standing = standingOfIndividual(c, rounds.best);
  const attend = (done: number, standing: Standing, next: Int32Array): boolean => {
    report(iterations + done, standing, elapsedMs(), () => readPlan(next, c.visitCount, c.shiftCount));
    return asked();
  };
  attend(0, standing, rounds.best.next);
  while (stoppedBy !== 'nothingToDo') {
    const leftMs = 1000 * seconds - elapsedMs();
    if (asked()) stoppedBy = 'caller';
    else if (rounds.best.missed === 0 && rounds.best.cost <= targetCost) stoppedBy = 'target';
    else if (iterations - improvedAt >= mostIdle) stoppedBy = 'noImprovement';
    else if (iterations >= mostIterations) stoppedBy = 'iterations';
    if (stoppedBy !== 'seconds' || leftMs <= 0) break;
    const isTimed = annealingMs < Number.POSITIVE_INFINITY;
    const isAlone = isTimed && rounds.canBeginAlone && Atomics.load(ready, 0) < mates.length;
    const used = Math.max(isTimed ? (annealingMs - leftMs) / annealingMs : 0, iterations / mostIterations);
    const { orderOf, share } = rounds.next(used, isTimed ? SHORTEST_ROUND_MS / annealingMs : 0, isAlone ? 1 : threads);
    const endsMs = elapsedMs() + Math.min(leftMs, annealingMs * share);
    const roundOf = (thread: number): Round => {
      const order = orderOf(thread);
      const limits = { ms: Math.max(0, endsMs - elapsedMs()), iterations: Math.ceil((mostIterations * share) / threads) };
      return { ...order, ...limits, targetCost: targetOf(order, targetCost) };
    };
    const theirs = isAlone ? [] : mates.map((mate, t) => mate.work(roundOf(t + 1)));
    const order = roundOf(0);
    const isWhole = isAboutAll(order);
    const mine = workRound(own, order, (done, best) => {
      const seen = isWhole ? standingOf(best) : standing;
      return isBelow(seen, standing) ? attend(done, seen, best.next) : attend(done, standing, rounds.best.next);
    });
    const done = [mine, ...(await Promise.all(theirs))];
    iterations += done.reduce((sum, one) => sum + one.iterations, 0);
    const before = rounds.best;
    rounds.take(done);
    if (isLess(rounds.best, before)) {
      improvedAt = iterations;
      standing = standingOfIndividual(c, rounds.best);
    }
    attend(0, standing, rounds.best.next);
    // Whoever shares this thread gets a word in.
    await setImmediate();
  }
  const run = { iterations, elapsedMs: elapsedMs(), firstPlanMs, stoppedBy };
  return finish(c, orders, rounds.best.next, run, options.reasons);
}

function newRounds(st: State, orders: Orders, seed: number, warmth: number, division: Division | null): Rounds {
  const { c } = st;
  const random = newRandom(seed);
  const start = Int32Array.from(st.next);
  if (!division) return new RegionRounds(c, random, temperaturesFor(st, warmth), start, warmth === 1);
  const founder = () => loadPlan(c, readPlan(start, c.visitCount, c.shiftCount));
  return new GenerationRounds(c, new Generations(st, warmth, orders, random, founder, division), start);
}

/** Of a part of the plan no thread can say what the whole costs. */
function targetOf(order: Order, targetCost: number): number {
  return isAboutAll(order) ? targetCost : Number.NEGATIVE_INFINITY;
}

function isAboutAll({ ownsShift }: Order): boolean {
  return ownsShift.every((owns) => owns === 1);
}
