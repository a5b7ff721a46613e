import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation, Plan, Violation } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { solve } from '../solve.ts';
import { type AfterEvent, afterEvent, type RepairEvent } from './event.ts';
import { movedBetween } from './find-fixes.ts';
import { hasNewViolation, soundAfter, withRoutes } from './judge.ts';
import { placesOf } from './places.ts';
import { shiftsAround, subProblem } from './sub-problem.ts';
import { unitOf } from './unit.ts';
import { compareStanding, standingOf } from './worth.ts';

/**
 * - `leastChanged`: only what must move moves;
 * - `mostServed`: others move, too, so that as much as possible of what was planned is served, the worthiest first;
 * - `cheapest`: serves what `leastChanged` serves, at the least cost.
 */
export const REPAIR_GOALS = ['leastChanged', 'mostServed', 'cheapest'] as const;
export type RepairGoal = (typeof REPAIR_GOALS)[number];

export interface RepairAlternative {
  /** All goals that this plan is the answer to. */
  readonly goals: readonly RepairGoal[];
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  /** Visits served before that are served by another shift, or start another time by more than the tolerance. */
  readonly moved: readonly number[];
  /** Visits served before (or the urgent one) that are not served now. */
  readonly dropped: readonly number[];
}

export interface Repair {
  /** The problem after the event; an urgent visit is its last. */
  readonly problem: Problem;
  /** The first is `leastChanged`; one to three, no two of the same plan. */
  readonly alternatives: readonly RepairAlternative[];
  /** Until the first alternative stood. */
  readonly firstMs: number;
  readonly elapsedMs: number;
}

export interface RepairOptions {
  /** For all alternatives together; 1.2 s. The first is always there. */
  readonly seconds?: number;
  readonly now?: () => number;
  readonly seed?: number;
  /** Of the search for each alternative but the first; absent: as many as the time allows. */
  readonly iterations?: number;
  /** A start that moves by no more than this counts as unmoved; 900 s. */
  readonly toleranceSec?: number;
  /** Takes out, too, what broke a rule before the event: the plan was late already. Off unless said otherwise. */
  readonly mendsAll?: boolean;
  readonly onAlternative?: (alternative: RepairAlternative) => void;
}

const DEFAULT_SECONDS = 1.2;
const DEFAULT_TOLERANCE_SEC = 900;
/** Shifts that a search may rearrange. */
const SHIFTS_SEARCHED = 40;
const ABSENT_OFFERED = 60;

/**
 * Alternatives after something has happened to a plan that is being carried out: frozen heads stay, firm promises are kept, and
 * nothing breaks a rule that the event itself does not break. RangeError for an event about something that there is not.
 */
export function repair(problem: Problem, plan: Plan, event: RepairEvent, options: RepairOptions = {}): Repair {
  const now = options.now ?? monotonicNow;
  const startedMs = now();
  const toleranceSec = options.toleranceSec ?? DEFAULT_TOLERANCE_SEC;
  const planned = evaluate(problem, plan);
  const after = afterEvent(problem, plan, event);
  const least = putBack(after, planned, options.mendsAll ? [] : planned.violations, toleranceSec);
  const firstMs = now() - startedMs;
  const describe = (goal: RepairGoal, found: { plan: Plan; evaluation: Evaluation }): RepairAlternative => {
    const wanted = new Set([...plan.routes.flat(), ...after.touched]);
    const dropped = found.plan.unassigned.filter((v) => wanted.has(v));
    const moved = movedBetween(planned, found.evaluation, toleranceSec).filter((v) => !dropped.includes(v));
    return { goals: [goal], ...found, moved, dropped };
  };
  const alternatives = [describe('leastChanged', least)];
  options.onAlternative?.(alternatives[0]!);
  const untilMs = startedMs + 1000 * (options.seconds ?? DEFAULT_SECONDS);
  for (const goal of ['mostServed', 'cheapest'] as const) {
    const leftMs = (untilMs - now()) / (goal === 'mostServed' ? 2 : 1);
    const found = searchAround(after, least, alternatives[0]!.dropped, goal, { ...options, untilMs: now() + leftMs, now });
    const same = alternatives.findIndex((one) => isSamePlan(one.plan, found.plan));
    if (same >= 0) alternatives[same] = { ...alternatives[same]!, goals: [...alternatives[same]!.goals, goal] };
    else {
      alternatives.push(describe(goal, found));
      options.onAlternative?.(alternatives.at(-1)!);
    }
  }
  return { problem: after.problem, alternatives, firstMs, elapsedMs: now() - startedMs };
}

type Found = { readonly plan: Plan; readonly evaluation: Evaluation };

/** The plan as far as it still holds, and what it lost put back where fewest others move, then where it costs least. */
function putBack(
  { problem, plan }: AfterEvent,
  planned: Evaluation,
  tolerated: readonly Violation[],
  toleranceSec: number,
): Found {
  let held = withoutBroken(problem, plan, tolerated);
  const wasServed = new Set(
    planned.routes.flatMap(({ stops }) => stops.flatMap((stop) => (stop.kind === 'visit' ? [stop.visit] : []))),
  );
  const lost = held.plan.unassigned.filter((v) => wasServed.has(v) || v >= planned.servedCount + planned.unassignedCount);
  const worthFirst = [...lost].sort(
    (a, b) => rankOf(problem, a) - rankOf(problem, b) || problem.visits[b]!.prize - problem.visits[a]!.prize,
  );
  for (const v of worthFirst) {
    if (!held.plan.unassigned.includes(v)) continue;
    const places = placesOf(problem, held.plan, unitOf(problem, v)).slice(0, 60);
    let best: Found | null = null;
    let fewest = Number.POSITIVE_INFINITY;
    for (const place of places) {
      const tried = withRoutes(problem, held.plan, place.routes);
      const evaluation = soundAfter(problem, tried, { plan: held.plan, violations: held.evaluation.violations });
      if (!evaluation) continue;
      const moved = movedBetween(held.evaluation, evaluation, toleranceSec).length;
      if (moved >= fewest) continue;
      [best, fewest] = [{ plan: tried, evaluation }, moved];
      if (moved === 0) break;
    }
    held = best ?? held;
  }
  return held;
}

function rankOf(problem: Problem, v: number): number {
  return problem.visits[v]!.tier ?? Number.MAX_SAFE_INTEGER;
}

/** Takes out what breaks a rule that is not tolerated, the least worthy first, until nothing does. */
function withoutBroken(problem: Problem, plan: Plan, tolerated: readonly Violation[]): Found {
  let held = withRoutes(problem, plan, []);
  for (;;) {
    const evaluation = evaluate(problem, held);
    const broken = evaluation.violations.filter((one) => hasNewViolation([one], tolerated));
    const out = broken.flatMap(({ shift, visit, code }) => {
      if (code === 'visitMissing') return [];
      // A rule about several routes may name a visit alone: its route is looked up, for what has begun stays.
      const at = shift ?? held.routes.findIndex((one) => visit !== null && one.includes(visit));
      const route = held.routes[at] ?? [];
      const head = problem.shifts[at]?.frozenHead?.length ?? 0;
      const isFree = visit !== null && route.slice(head).includes(visit);
      if (isFree) return [visit];
      return shift === null ? [] : route.slice(head).slice(-1);
    })[0];
    if (out === undefined) return { plan: held, evaluation };
    const unit = unitOf(problem, out);
    held = withRoutes(
      problem,
      held,
      held.routes.map((route, shift) => ({ shift, route: route.filter((v) => !unit.includes(v)) })),
    );
  }
}

/** Searches the shifts around what the event touched and dropped. Never worse than `least` by the goal. */
function searchAround(
  { problem, touched }: AfterEvent,
  least: Found,
  dropped: readonly number[],
  goal: RepairGoal,
  { seed = 1, iterations, untilMs, now }: Pick<RepairOptions, 'seed' | 'iterations'> & { untilMs: number; now: () => number },
): Found {
  const lost = [...new Set(dropped.flatMap((v) => unitOf(problem, v)))].slice(0, ABSENT_OFFERED);
  if (goal === 'mostServed' && lost.length === 0) return least;
  const around = [...new Set([...lost, ...touched])];
  const shifts = shiftsAround(problem, least.plan, around, [], SHIFTS_SEARCHED);
  if (!shifts || shifts.length === 0) return least;
  const offered = goal === 'mostServed' ? lost : [];
  const part = subProblem(problem, least.plan, shifts, offered, least.evaluation.rich?.changedPromises);
  const seconds = (untilMs - now()) / 1000;
  if (seconds <= 0.02) return least;
  const limits = { seconds, ...(iterations !== undefined && { iterations }) };
  const found = solve(part.problem, { seed, ...limits, initialPlan: part.plan, now, reasons: false });
  const plan = part.merge(found.plan);
  const allServed = goal === 'cheapest' ? least.plan : { routes: [], unassigned: [] };
  const evaluation = soundAfter(problem, plan, { plan: allServed, violations: least.evaluation.violations });
  if (!evaluation) return least;
  return compareStanding(standingOf(evaluation), standingOf(least.evaluation)) < 0 ? { plan, evaluation } : least;
}

function isSamePlan(one: Plan, other: Plan): boolean {
  return JSON.stringify(one.routes) === JSON.stringify(other.routes);
}
