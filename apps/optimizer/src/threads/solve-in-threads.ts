import { Worker } from 'node:worker_threads';
import { temperaturesFor } from '../anneal.ts';
import { readPlan } from '../best.ts';
import { monotonicNow } from '../clock.ts';
import { type Compiled, compile } from '../compile.ts';
import { construct, fill } from '../construct.ts';
import type { Plan, Problem } from '../index.ts';
import { loadPlan } from '../load-plan.ts';
import { ProblemFaultsError, type SolveOptions, type SolveResult } from '../options.ts';
import { newRandom, randomBelow } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { finish, WARM_START } from '../solve.ts';
import { ABSENT, MISS_PRIZE, MISS_RANK, ROUTE_COST } from '../state.ts';
import { validateProblem } from '../validate-problem.ts';
import type { Done, Ready, Round, Start } from './messages.ts';
import { dealOut, mergePart } from './part.ts';

const DEFAULT_SECONDS = 10;
/** So often, over the whole budget, the regions are drawn anew. */
const ROUNDS = 60;
const SHORTEST_ROUND_MS = 100;
/** With fewer used shifts for each thread a region is too small: the threads then take turns of the whole, the best goes on. */
const LEAST_SHIFTS_PER_PART = 4;

interface Figures {
  readonly missed: number;
  readonly cost: number;
  readonly absent: number;
}

/**
 * As `solve`, on several threads that work together: in each round every thread takes the routes of one region, then the parts
 * are put together and other regions are drawn, all at one falling temperature. With `iterations` (counted over all threads)
 * instead of seconds, the same problem, seed and number of threads give the same plan.
 */
export async function solveInThreads(problem: Problem, threads: number, options: SolveOptions): Promise<SolveResult> {
  const now = options.now ?? monotonicNow;
  const startedMs = now();
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  const mostIterations = options.iterations ?? Number.POSITIVE_INFINITY;
  const seconds = options.seconds ?? (options.iterations === undefined ? DEFAULT_SECONDS : Number.POSITIVE_INFINITY);
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const team = Array.from({ length: threads }, (_, t) => new Teammate({ problem, seed: options.seed + 7919 * t, stop }));
  try {
    const c = compile(problem);
    const orders = newOrders(c);
    const asked = (): boolean => options.shouldStop !== undefined && Atomics.load(options.shouldStop, 0) !== 0;
    const st = options.initialPlan
      ? loadPlan(c, options.initialPlan)
      : construct(c, orders, () => now() - startedMs < 250 * seconds && !asked());
    if (options.initialPlan) fill(st, orders, orders.keys[7]!, false);
    const firstPlanMs = now() - startedMs;
    const temperatures = temperaturesFor(st, options.initialPlan ? WARM_START : 1);
    await Promise.all(team.map((mate) => mate.ready));

    const random = newRandom(options.seed);
    const annealsFromMs = now() - startedMs;
    let current: Int32Array = Int32Array.from(st.next);
    const best = { next: current, figures: figuresOf(c, current) };
    let iterations = 0;
    let used = 0;
    let stoppedBy: SolveResult['stoppedBy'] = c.servable.some((can) => can === 1) ? 'seconds' : 'nothingToDo';
    const report = (): void => {
      const { cost, absent } = best.figures;
      const plan = options.progressPlans ? { plan: readPlan(best.next, c.visitCount, c.shiftCount) } : {};
      const counts = { servedCount: c.visitCount - absent, unassignedCount: absent };
      options.onProgress?.({ iterations, elapsedMs: now() - startedMs, bestCost: cost, ...counts, ...plan });
    };
    report();
    while (stoppedBy !== 'nothingToDo') {
      const leftMs = 1000 * seconds - (now() - startedMs);
      if (asked()) stoppedBy = 'caller';
      if (asked() || leftMs <= 0) break;
      if (iterations >= mostIterations) {
        stoppedBy = 'iterations';
        break;
      }
      const timed =
        seconds < Number.POSITIVE_INFINITY ? (now() - startedMs - annealsFromMs) / (1000 * seconds - annealsFromMs) : 0;
      used = Math.max(timed, iterations / mostIterations);
      const ms = Math.min(leftMs, Math.max(SHORTEST_ROUND_MS, (1000 * seconds - annealsFromMs) / ROUNDS));
      const perThread = Math.ceil(mostIterations / ROUNDS / threads);
      const counted = mostIterations < Number.POSITIVE_INFINITY ? (perThread * threads) / mostIterations : 0;
      const clocked = ms < Number.POSITIVE_INFINITY ? ms / (1000 * seconds - annealsFromMs) : 0;
      const usedTo = Math.min(1, used + Math.max(clocked, counted));
      const round = { ...temperatures, usedFrom: used, usedTo, ms, iterations: perThread };
      const parts = partsFor(c, current, threads, randomBelow(random, c.visitCount));
      const watch = setInterval(() => {
        if (asked()) Atomics.store(stop, 0, 1);
      }, 20);
      const done = await Promise.all(team.map((mate, t) => mate.work({ ...round, ...parts[t]!, next: current })));
      clearInterval(watch);
      iterations += done.reduce((sum, one) => sum + one.iterations, 0);
      const whole = parts[0]!.ownsShift.every((owns) => owns === 1);
      const merged = whole
        ? betterOf(
            c,
            done.map((one) => one.next),
          )
        : merge(
            c,
            current,
            done.map((one) => one.next),
            parts,
          );
      const mergedBest = whole
        ? betterOf(
            c,
            done.map((one) => one.bestNext),
          )
        : merge(
            c,
            current,
            done.map((one) => one.bestNext),
            parts,
          );
      current = merged;
      for (const next of [merged, mergedBest]) {
        const figures = figuresOf(c, next);
        if (isLess(figures, best.figures)) Object.assign(best, { next, figures });
      }
      report();
    }
    return finish(c, orders, best.next, { iterations, elapsedMs: now() - startedMs, firstPlanMs, stoppedBy });
  } finally {
    await Promise.all(team.map((mate) => mate.dismiss()));
  }
}

type Part = Pick<Round, 'ownsShift' | 'ownsVisit'>;

function partsFor(c: Compiled, next: Int32Array, threads: number, pivot: number): Part[] {
  let used = 0;
  for (let s = 0; s < c.shiftCount; s++) if (next[c.visitCount + s]! < c.visitCount) used++;
  if (used < LEAST_SHIFTS_PER_PART * threads) {
    const all = { ownsShift: new Uint8Array(c.shiftCount).fill(1), ownsVisit: new Uint8Array(c.visitCount).fill(1) };
    return Array.from({ length: threads }, () => all);
  }
  const { partOfShift, partOfVisit } = dealOut(c, next, threads, pivot);
  return Array.from({ length: threads }, (_, t) => ({
    ownsShift: Uint8Array.from(partOfShift, (part) => (part === t ? 1 : 0)),
    ownsVisit: Uint8Array.from(partOfVisit, (part) => (part === t ? 1 : 0)),
  }));
}

function merge(c: Compiled, whole: Int32Array, results: readonly Int32Array[], parts: readonly Part[]): Int32Array {
  const merged = Int32Array.from(whole);
  results.forEach((next, t) => {
    mergePart(c, merged, next, parts[t]!.ownsShift);
  });
  return merged;
}

function betterOf(c: Compiled, plans: readonly Int32Array[]): Int32Array {
  return plans.reduce((best, next) => (isLess(figuresOf(c, next), figuresOf(c, best)) ? next : best));
}

function figuresOf(c: Compiled, next: Int32Array): Figures {
  const plan: Plan = readPlan(next, c.visitCount, c.shiftCount);
  const st = loadPlan(c, plan);
  return { missed: st.totals[MISS_RANK]!, cost: st.totals[ROUTE_COST]! + st.totals[MISS_PRIZE]!, absent: st.counts[ABSENT]! };
}

function isLess(a: Figures, b: Figures): boolean {
  return a.missed !== b.missed ? a.missed < b.missed : a.cost < b.cost;
}

/** A worker thread as promises. */
class Teammate {
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private settle: { resolve: (done: Done) => void; reject: (error: unknown) => void } | null = null;

  constructor(start: Start) {
    this.worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start });
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (message: Ready | Done) => {
        if (message.kind === 'ready') resolve();
        else this.settle?.resolve(message);
      });
      this.worker.on('error', (error) => {
        reject(error);
        this.settle?.reject(error);
      });
    });
  }

  work(round: Round): Promise<Done> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.worker.postMessage(round);
    });
  }

  async dismiss(): Promise<void> {
    await this.worker.terminate();
  }
}
