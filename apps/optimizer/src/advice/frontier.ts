import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { ProblemFaultsError } from '../options.ts';
import type { Evaluation, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { compileRich } from '../rich/compile-rich.ts';
import { searchRich } from '../rich/solve-rich.ts';
import { validateProblem } from '../validate-problem.ts';
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
  /** False: the time was over before this point, so its plan is the one of the point before. */
  readonly isTried: boolean;
}

export interface FrontierOptions {
  /** The plan in force; it should keep the promises. */
  readonly initialPlan: Plan;
  /** The curve from 0 to so many changes. */
  readonly most: number;
  readonly seed: number;
  /** For the whole curve, all points and what is made ready for them; 5 s without seconds and iterations. Kept but for one look at the clock. */
  readonly seconds?: number;
  /** For each point. */
  readonly iterations?: number;
  readonly now?: () => number;
}

const DEFAULT_SECONDS = 5;

/**
 * What each changed promise buys: the best plan found with at most k = 0 … `most` of them changed. Without the price of a change, so that
 * points compare; each is never worse than the one before. The time left is shared evenly by the points left. Throws `ProblemFaultsError`.
 */
export function frontier(problem: Problem, options: FrontierOptions): FrontierPoint[] {
  const now = options.now ?? monotonicNow;
  const { iterations } = options;
  const seconds = options.seconds ?? (iterations === undefined ? DEFAULT_SECONDS : undefined);
  const untilMs = seconds === undefined ? Number.POSITIVE_INFINITY : now() + 1000 * seconds;
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  const allowing = (most: number): Problem => ({ ...problem, promises: { ...problem.promises, perChange: 0, most } });
  // Points differ in nothing but the budget: most of the start of a search is done once.
  const compiled = compileRich(allowing(0));
  const points: FrontierPoint[] = [];
  let initialPlan = options.initialPlan;
  for (let most = 0; most <= options.most; most++) {
    const leftSec = (untilMs - now()) / 1000;
    const isTried = most === 0 || leftSec > 0;
    if (isTried) {
      const limits = {
        ...(seconds !== undefined && { seconds: Math.max(0, leftSec / (options.most + 1 - most)) }),
        ...(iterations !== undefined && { iterations }),
      };
      const searched = { seed: options.seed + most, initialPlan, now, ...limits };
      initialPlan = searchRich(allowing(most), searched, { ...compiled, mostChanges: most }).plan;
    }
    points.push(pointOf(allowing(most), most, initialPlan, isTried));
  }
  // A plan that changes fewer than it may is an answer to the smaller budgets, too.
  for (let most = options.most; most > 0; most--) {
    const { plan, changed } = points[most]!;
    const again = pointOf(allowing(most - 1), most - 1, plan, points[most - 1]!.isTried);
    const isBetter = compareStanding(standingOf(again.evaluation), standingOf(points[most - 1]!.evaluation)) < 0;
    if (changed.length < most && isBetter) points[most - 1] = again;
  }
  return points;
}

function pointOf(problem: Problem, most: number, plan: Plan, isTried: boolean): FrontierPoint {
  const evaluation = evaluate(problem, plan);
  const changed = evaluation.rich?.changedPromises ?? [];
  return { most, plan, evaluation, changed, isKept: changed.length <= most, isTried };
}
