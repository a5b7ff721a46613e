import type { SolveOptions, SolveResult } from './options.ts';
import type { Plan } from './plan.ts';

const DEFAULT_SECONDS = 10;
const PROGRESS_EVERY_MS = 100;

/** What a search may use, infinite where nothing limits it. */
export interface Budget {
  readonly seconds: number;
  readonly iterations: number;
}

export function budgetOf({ seconds, iterations }: Pick<SolveOptions, 'seconds' | 'iterations'>): Budget {
  return {
    seconds: seconds ?? (iterations === undefined ? DEFAULT_SECONDS : Number.POSITIVE_INFINITY),
    iterations: iterations ?? Number.POSITIVE_INFINITY,
  };
}

/** Does the caller want the search to end? */
export function isToldToStop({ shouldStop }: Pick<SolveOptions, 'shouldStop'>): boolean {
  return shouldStop !== undefined && Atomics.load(shouldStop, 0) !== 0;
}

/** A search's best plan in figures, compared in this order. */
export interface Standing {
  /** Hard rules of the whole plan that are broken: 0 but for promises changed beyond their budget. */
  readonly broken: number;
  readonly missed: number;
  readonly cost: number;
  readonly absent: number;
}

/** When to stop and what to report, for any search that asks now and then. */
export interface Watch {
  /** How far the budget is used, 0 … 1; 1 ends the search. `plan` is read only for a report. */
  readonly look: (iterations: number, best: Standing, plan: () => Plan) => number;
  readonly stoppedBy: () => SolveResult['stoppedBy'];
}

export function newWatch(options: SolveOptions, visitCount: number, elapsedMs: () => number): Watch {
  const budget = budgetOf(options);
  const mostMs = 1000 * budget.seconds;
  let stoppedBy: SolveResult['stoppedBy'] = 'nothingToDo';
  let improved: Standing | null = null;
  let improvedAt = 0;
  const report = newReport(options, visitCount);
  return {
    stoppedBy: () => stoppedBy,
    look: (iterations, best, plan) => {
      const nowMs = elapsedMs();
      if (improved === null || isBelow(best, improved)) {
        improved = best;
        improvedAt = iterations;
      }
      report(iterations, best, nowMs, plan);
      const reached = best.broken === 0 && best.missed === 0 && best.cost <= (options.targetCost ?? Number.NEGATIVE_INFINITY);
      const patience = options.iterationsWithoutImprovement ?? Number.POSITIVE_INFINITY;
      if (isToldToStop(options)) stoppedBy = 'caller';
      else if (reached) stoppedBy = 'target';
      else if (iterations - improvedAt >= patience) stoppedBy = 'noImprovement';
      else if (nowMs >= mostMs) stoppedBy = 'seconds';
      else if (iterations >= budget.iterations) stoppedBy = 'iterations';
      else return Math.max(nowMs / mostMs, iterations / budget.iterations);
      return 1;
    },
  };
}

/** Tells the caller how it goes, if 100 ms have passed since it was told last; `plan` is read only if it is told. */
export type Report = (iterations: number, best: Standing, nowMs: number, plan: () => Plan) => void;

export function newReport(
  { onProgress, progressPlans }: Pick<SolveOptions, 'onProgress' | 'progressPlans'>,
  visitCount: number,
): Report {
  let reportedMs = Number.NEGATIVE_INFINITY;
  let reported: Standing | null = null;
  return (iterations, best, nowMs, plan) => {
    if (!onProgress || nowMs - reportedMs < PROGRESS_EVERY_MS) return;
    const isNew = reported === null || isBelow(best, reported);
    if (isNew) reported = best;
    reportedMs = nowMs;
    onProgress({
      iterations,
      elapsedMs: nowMs,
      bestCost: best.cost,
      servedCount: visitCount - best.absent,
      unassignedCount: best.absent,
      ...(progressPlans && isNew && { plan: plan() }),
    });
  };
}

export function isBelow(one: Standing, other: Standing): boolean {
  if (one.broken !== other.broken) return one.broken < other.broken;
  return one.missed !== other.missed ? one.missed < other.missed : one.cost < other.cost;
}
