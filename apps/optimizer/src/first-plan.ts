import type { Compiled } from './compile.ts';
import { construct, fill } from './construct.ts';
import { loadPlan } from './load-plan.ts';
import type { SolveOptions } from './options.ts';
import type { Orders } from './recreate.ts';
import type { State } from './state.ts';
import { budgetOf, isToldToStop } from './watch.ts';

/** Greedy plans may take this part of the seconds; the first one is made whatever it takes. */
export const GREEDY_SHARE = 0.25;

/** The plan that a search starts from: the given one with whatever still fits, or the best of several greedy ones; and when the first was there. */
export function firstPlan(
  c: Compiled,
  orders: Orders,
  options: SolveOptions,
  elapsedMs: () => number,
): { readonly st: State; readonly firstPlanMs: number } {
  if (options.initialPlan) {
    const st = loadPlan(c, options.initialPlan);
    fill(st, orders, orders.keys[7]!, false);
    return { st, firstPlanMs: elapsedMs() };
  }
  const mostMs = 1000 * budgetOf(options).seconds * GREEDY_SHARE;
  let firstPlanMs = Number.POSITIVE_INFINITY;
  const st = construct(c, orders, () => {
    const nowMs = elapsedMs();
    firstPlanMs = Math.min(firstPlanMs, nowMs);
    return nowMs < mostMs && !isToldToStop(options);
  });
  return { st, firstPlanMs: Math.min(firstPlanMs, elapsedMs()) };
}
