import { evaluate, type FrontierPoint as Found, type Problem, type Plan as Solution, standingOf } from '@gocua/optimizer';
import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { FrontierPoint, FrontierQuestion, PromiseFrontier } from '../../contract/promise-frontier.ts';
import { FRONTIER_LIMITS } from '../../contract/promise-frontier.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { compileProblem } from '../compile-problem.ts';
import { askEngine } from '../engine/ask-engine.ts';
import { firstWholeDate } from '../first-date.ts';
import { loadInput } from '../load-input.ts';
import { measureForUnit } from '../measure-for-unit.ts';
import { findPlanningUnit } from '../store/input.ts';

/** For all points of the curve together; a point that it does not reach is not told. */
const SECONDS = 6;

/**
 * What calling families back buys: for at most 0, 1, 2 … changed promises the best plan found of the days from the first evening on
 * that has not begun, starting from what is published; none is worse than the one before. Promises within the notice stay. Changes nothing. Empty where nothing is promised.
 */
export async function promiseFrontier(deps: Deps, actor: Actor, asked: FrontierQuestion): Promise<PromiseFrontier> {
  const unit = await findPlanningUnit(deps.db.client, asked.unitId ?? actor.unitId);
  if (!unit) throw new ProblemError('not-found');
  requireWithin(actor, unit.path);
  const now = deps.clock.now();
  const fromDate = await deps.db.transaction((tx) => firstWholeDate(tx, unit, now));
  const { dayCount, noticeHours } = asked;
  const rules = noticeHours === undefined ? null : { noticeHours };
  const input = await loadInput(deps.db, { unitId: unit.id, fromDate, dayCount, now, rules });
  if (input.promises.length === 0 || input.published.length === 0)
    return { fromDate, dayCount, promiseCount: 0, points: [], isWhole: true };
  const travel = await measureForUnit(deps, input);
  const compiled = compileProblem(input, travel);
  const plan = compiled.initialPlan!;
  const problem = withoutLost(compiled.problem, plan);
  const promiseCount = problem.visits.filter(({ promise }) => promise).length;
  const most = Math.min(FRONTIER_LIMITS.most, promiseCount);
  const found = await askEngine({ kind: 'frontier', problem, plan, most, seconds: SECONDS });
  return { fromDate, dayCount, promiseCount, points: found.flatMap(toPoint), isWhole: found.every(({ isTried }) => isTried) };
}

/** What the published plan itself no longer keeps (the evening is late) is called about whatever is decided: it is no part of the curve. */
function withoutLost(problem: Problem, plan: Solution): Problem {
  const lost = new Set(evaluate(problem, plan).rich?.changedPromises);
  return {
    ...problem,
    visits: problem.visits.map(({ promise, ...visit }, v) => (promise && !lost.has(v) ? { ...visit, promise } : visit)),
  };
}

/** A plan that breaks a rule is no point of the curve, nor is what was not tried. */
function toPoint({ most, changed, evaluation, isKept, isTried }: Found): FrontierPoint[] {
  if (!isKept || !isTried || evaluation.violations.length > 0) return [];
  const { servedCount, travelSec, cost, routes } = evaluation;
  const overtimeSec = routes.reduce((sum, route) => sum + (route.overtimeSec ?? 0), 0);
  const leftOut = standingOf(evaluation).slice(1, -1);
  return [
    {
      leftOut,
      most,
      changedCount: changed.length,
      servedCount,
      travelSec: Math.round(travelSec),
      overtimeSec,
      cost: Math.round(cost),
    },
  ];
}
