import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { solve } from '../solve.ts';
import { compareStanding, standingOf } from './worth.ts';

export interface FrontierPoint {
  /** At most so many promises changed. */
  readonly most: number;
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  /** The visits whose promise is changed. */
  readonly changed: readonly number[];
  /** False if no plan was found that changes so few (the given plan changes more itself). */
  readonly isKept: boolean;
}

export interface FrontierOptions {
  /** The plan in force; it should keep the promises. */
  readonly initialPlan: Plan;
  /** The curve from 0 to so many changes. */
  readonly most: number;
  readonly seed: number;
  /** For the whole curve; 5 s without seconds and iterations. */
  readonly seconds?: number;
  /** For each point. */
  readonly iterations?: number;
  readonly now?: () => number;
}

const DEFAULT_SECONDS = 5;

/**
 * What each changed promise buys: the best plan found with at most k = 0 … `most` of them changed. Without the price of a change, so that
 * points compare; each is never worse than the one before.
 */
export function frontier(problem: Problem, options: FrontierOptions): FrontierPoint[] {
  const now = options.now ?? monotonicNow;
  const seconds = options.seconds ?? (options.iterations === undefined ? DEFAULT_SECONDS : undefined);
  const untilMs = now() + 1000 * (seconds ?? 0);
  const points: FrontierPoint[] = [];
  let initialPlan = options.initialPlan;
  for (let most = 0; most <= options.most; most++) {
    const allowed: Problem = { ...problem, promises: { ...problem.promises, perChange: 0, most } };
    const left = options.most + 1 - most;
    const { plan } = solve(allowed, {
      seed: options.seed + most,
      initialPlan,
      now,
      reasons: false,
      ...(seconds !== undefined && { seconds: Math.max(0.01, (untilMs - now()) / 1000 / left) }),
      ...(options.iterations !== undefined && { iterations: options.iterations }),
    });
    points.push(pointOf(allowed, most, plan));
    initialPlan = plan;
  }
  // A plan that changes fewer than it may is an answer to the smaller budgets, too.
  for (let most = options.most; most > 0; most--) {
    const { plan, changed } = points[most]!;
    const allowed: Problem = { ...problem, promises: { ...problem.promises, perChange: 0, most: most - 1 } };
    const again = pointOf(allowed, most - 1, plan);
    const isBetter = compareStanding(standingOf(again.evaluation), standingOf(points[most - 1]!.evaluation)) < 0;
    if (changed.length < most && isBetter) points[most - 1] = again;
  }
  return points;
}

function pointOf(problem: Problem, most: number, plan: Plan): FrontierPoint {
  const evaluation = evaluate(problem, plan);
  const changed = evaluation.rich?.changedPromises ?? [];
  return { most, plan, evaluation, changed, isKept: changed.length <= most };
}
