import { alikeShifts } from './alike-shifts.ts';
import { evaluateRoute } from './evaluate-route.ts';
import { legSec } from './leg.ts';
import { likelyPlaces } from './likely-places.ts';
import { stopsOf } from './pairs.ts';
import type { Plan, ShiftReason, UnassignedReason, UnassignedReasonCode, Violation } from './plan.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { evaluateRich, evaluateRichRoute } from './rich/evaluate-rich.ts';
import { hardWindows, isAllowed } from './rich/hard-window.ts';
import { isRich } from './rich/is-rich.ts';
import { routeLoads } from './route-loads.ts';
import { clipWindows } from './window.ts';

/** Rules that hold for a shift whatever else is in it; the first that every shift breaks is the reason of the visit. */
const STANDING = [
  'notAllowed',
  'skillMissing',
  'windowOutsideShift',
  'unreachable',
  'tooFar',
  'capacityTooSmall',
  'breakInTheWay',
] as const;
type Standing = (typeof STANDING)[number];

/**
 * Why each unassigned visit of a plan is in no route: shift by shift, judged by `evaluate` itself on the empty shift and on
 * every place of the present route, so that a reason is never contradicted by trying it.
 */
export function explainUnassigned(problem: Problem, plan: Plan): UnassignedReason[] {
  const rich = isRich(problem);
  const asked: Asked = {
    problem,
    plan,
    isRich: rich,
    judge: rich ? evaluateRichRoute : evaluateRoute,
    likeOf: likeOf(problem, rich),
  };
  return plan.unassigned.filter((v) => v >= 0 && v < problem.visits.length).map((v) => explainVisit(asked, v));
}

/** What is asked, and what is known of the problem as a whole. */
interface Asked {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly isRich: boolean;
  /** One route by itself, by the rules that the problem uses. */
  readonly judge: typeof evaluateRoute;
  /** For each shift the first that is like it, so that what holds for an empty shift is asked once for all of them. */
  readonly likeOf: Int32Array;
}

/** In a rich problem each shift is like itself alone. */
function likeOf(problem: Problem, rich: boolean): Int32Array {
  const like = Int32Array.from(problem.shifts, (_, s) => s);
  if (!rich) for (const group of alikeShifts(problem)) for (const s of group) like[s] = group[0]!;
  return like;
}

function explainVisit(asked: Asked, v: number): UnassignedReason {
  const broken: ShiftReason[][] = [];
  asked.likeOf.forEach((like, s) => {
    broken.push(like < s ? broken[like]!.map((reason) => ({ ...reason, shift: s })) : standingRules(asked, s, v));
  });
  const shifts = broken.map((rules, s) => (rules.length > 0 ? rules[0]! : fullShift(asked, s, v)));
  let code: UnassignedReasonCode = 'noRoomLeft';
  if (shifts.length === 0) code = 'noShifts';
  else if (shifts.some((reason) => reason.code === 'fits')) code = 'notWorthIt';
  else if (broken.every((rules) => rules.length > 0)) {
    const common = STANDING.find((rule) => broken.every((rules) => rules.some((reason) => reason.code === rule)));
    code = common ?? 'noShiftMeetsAllRules';
  }
  return { visit: v, code, shifts };
}

/** All standing rules that keep the visit, with what goes with it, out of the shift, in the order of STANDING. */
function standingRules({ problem, judge }: Asked, s: number, v: number): ShiftReason[] {
  const stops = stopsOf(problem, v);
  const visits = stops.map((stop) => problem.visits[stop]!);
  const shift = problem.shifts[s]!;
  const reasons: ShiftReason[] = [];
  if (visits.some((visit) => !isAllowed(problem, visit, s))) add(reasons, s, 'notAllowed');
  const missingSkills = [...new Set(visits.flatMap((visit) => visit.skills))].filter((skill) => !shift.skills.includes(skill));
  if (missingSkills.length > 0) add(reasons, s, 'skillMissing', { missingSkills });
  const untilSec = shift.overtime?.untilSec ?? shift.closesSec;
  const open = visits.every((visit) => {
    const windows = hardWindows(problem, visit);
    return windows !== null && (windows.length === 0 || clipWindows(windows, shift.opensSec, untilSec).length > 0);
  });
  if (!open) add(reasons, s, 'windowOutsideShift');
  const places = [shift.startPlaceIndex, ...visits.map((visit) => visit.placeIndex), shift.endPlaceIndex];
  const reachable = places.slice(1).every((to, i) => legSec(problem, shift, places[i]!, to) !== UNREACHABLE);
  if (!reachable) add(reasons, s, 'unreachable');
  // Times are worth trying only where there is a way and a window.
  const isWorthTrying = open && reachable;
  const alone = isWorthTrying ? judge(problem, s, stops).violations : [];
  const withoutBreaks = isWorthTrying && shift.breaks.length > 0 ? aloneWithoutBreaks(problem, judge, s, stops) : alone;
  const tooFar = withoutBreaks.find((one) => isLate(one) || one.code === 'travelTooLong' || one.code === 'distanceTooLong');
  if (tooFar) add(reasons, s, 'tooFar', { shortfall: tooFar.excess });
  const overload = overloadOf(problem, shift, stops);
  const tooMany = stops.length - (shift.maxVisits ?? Infinity);
  if (overload > 0 || tooMany > 0) add(reasons, s, 'capacityTooSmall', { shortfall: overload || tooMany });
  if (!withoutBreaks.some(isLate) && alone.some((one) => isLate(one) || one.code === 'breakMissing')) {
    add(reasons, s, 'breakInTheWay', { shortfall: alone.find(isLate)?.excess ?? 0 });
  }
  return reasons;
}

function add(reasons: ShiftReason[], shift: number, code: Standing, more: Partial<ShiftReason> = {}): void {
  reasons.push({ shift, code, ...more });
}

/** By how much the first dimension that is too small is exceeded; 0 if none is. */
function overloadOf(problem: Problem, shift: Shift, stops: readonly number[]): number {
  const { peakLoads } = routeLoads(problem, shift, stops);
  return peakLoads.map((load, d) => load - shift.capacity[d]!).find((excess) => excess > 0) ?? 0;
}

function aloneWithoutBreaks(problem: Problem, judge: Asked['judge'], s: number, stops: readonly number[]): Violation[] {
  const shift = { ...problem.shifts[s]!, breaks: [] };
  return judge({ ...problem, shifts: problem.shifts.with(s, shift) }, s, stops).violations;
}

function isLate(violation: Violation): boolean {
  return violation.code === 'windowMissed' || violation.code === 'shiftEndsLate';
}

/** The empty shift would take the visit: what stands in the way in its present route. */
function fullShift(asked: Asked, s: number, v: number): ShiftReason {
  const { problem, plan, judge } = asked;
  const route = plan.routes[s] ?? [];
  let fewest: Violation[] | null = null;
  let leastCost = Infinity;
  const isBound = asked.isRich && (problem.relations?.length || problem.promises?.most !== undefined);
  let isHeldBack = false;
  for (const { tried, leastLateSec, isCheapestLeft } of routesWith(asked, s, route, stopsOf(problem, v))) {
    if (leastCost < Infinity && (isCheapestLeft || leastLateSec > 0)) break;
    if (fewest && leastLateSec > severity(fewest)) break;
    const { route: after, violations } = judge(problem, s, tried);
    const isPossible = violations.length === 0 && (!isBound || keepsBonds(problem, plan, s, tried));
    if (violations.length === 0 && !isPossible) isHeldBack = true;
    if (isPossible) leastCost = Math.min(leastCost, after.cost);
    if (!fewest || severity(violations) < severity(fewest)) fewest = violations;
    const onlyDelivers = after.pickups.every((load) => load === 0) && !problem.pairs?.length && !asked.isRich;
    if (violations.length > 0 && violations.every((one) => isEverywhere(one, onlyDelivers))) break;
  }
  if (leastCost < Infinity) return { shift: s, code: 'fits', addedCost: leastCost - judge(problem, s, route).route.cost };
  if (isHeldBack) return { shift: s, code: 'boundElsewhere' };
  const broken = fewest ?? [];
  const load = broken.find(({ code }) => code === 'capacityExceeded');
  if (load) return { shift: s, code: 'noCapacityLeft', shortfall: load.excess };
  const visits = broken.find(({ code }) => code === 'tooManyVisits');
  if (visits) return { shift: s, code: 'noVisitsLeft', shortfall: visits.excess };
  if (broken.some(({ code }) => code === 'notAtPosition')) return { shift: s, code: 'noPlaceAtPosition' };
  const late = broken.filter((one) => isLate(one)).reduce((sum, one) => sum + one.excess, 0);
  const travel = broken.find(({ code }) => code === 'travelTooLong') ?? broken.find(({ code }) => code === 'distanceTooLong');
  if (travel && late === 0) return { shift: s, code: 'noTravelLeft', shortfall: travel.excess };
  return { shift: s, code: 'noTimeLeft', shortfall: late };
}

/** With this route instead, does the plan break no rule about several routes that it does not break already? */
function keepsBonds(problem: Problem, plan: Plan, s: number, route: readonly number[]): boolean {
  const routes = plan.routes.with(s, route);
  const count = (one: Plan): number => evaluateRich(problem, one).violations.length;
  return count({ routes, unassigned: plan.unassigned.filter((v) => !route.includes(v)) }) <= count(plan);
}

interface TriedRoute {
  readonly tried: readonly number[];
  /** At least so late would it be. */
  readonly leastLateSec: number;
  /** No later one of this lateness is cheaper. */
  readonly isCheapestLeft: boolean;
}

/**
 * The route with the stops put in, in their order, at every place behind its frozen head: a single one at the likeliest first, unless more
 * binds it than times.
 */
function* routesWith(
  { problem, isRich }: Asked,
  s: number,
  route: readonly number[],
  [first, second]: readonly number[],
): Generator<TriedRoute> {
  const shift = problem.shifts[s]!;
  const head = shift.frozenHead?.length ?? 0;
  if (second === undefined && !isRich) {
    const isCheapestLeft = shift.costs.perTaskSec === 0;
    for (const { position, leastLateSec } of likelyPlaces(problem, s, route, head, first!)) {
      yield { tried: route.toSpliced(position, 0, first!), leastLateSec, isCheapestLeft };
    }
    return;
  }
  for (let at = head; at <= route.length; at++) {
    const withFirst = route.toSpliced(at, 0, first!);
    if (second === undefined) yield { tried: withFirst, leastLateSec: 0, isCheapestLeft: false };
    else
      for (let later = at + 1; later <= withFirst.length; later++) {
        yield { tried: withFirst.toSpliced(later, 0, second), leastLateSec: 0, isCheapestLeft: false };
      }
  }
}

/** A place elsewhere than where the visit is pinned says nothing of the place itself. */
const ELSEWHERE = 1e12;

/** Is a rule broken alike at every place of the route? What is taken on board on the way counts from its place on only. */
function isEverywhere(violation: Violation, onlyDelivers: boolean): boolean {
  return violation.code === 'tooManyVisits' || (violation.code === 'capacityExceeded' && onlyDelivers);
}

function severity(violations: readonly Violation[]): number {
  return violations.reduce((sum, one) => sum + (one.code === 'notAtPosition' ? ELSEWHERE : 1 + one.excess), 0);
}
