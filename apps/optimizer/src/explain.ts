import { evaluateRoute } from './evaluate-route.ts';
import { legSec } from './leg.ts';
import type { Plan, ShiftReason, UnassignedReason, UnassignedReasonCode, Violation } from './plan.ts';
import { type Problem, UNREACHABLE } from './problem.ts';
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
  return plan.unassigned.filter((v) => v >= 0 && v < problem.visits.length).map((v) => explainVisit(problem, plan, v));
}

function explainVisit(problem: Problem, plan: Plan, v: number): UnassignedReason {
  const broken = problem.shifts.map((_, s) => standingRules(problem, s, v));
  const shifts = broken.map((rules, s) => (rules.length > 0 ? rules[0]! : fullShift(problem, plan, s, v)));
  let code: UnassignedReasonCode = 'noRoomLeft';
  if (shifts.length === 0) code = 'noShifts';
  else if (shifts.some((reason) => reason.code === 'fits')) code = 'notWorthIt';
  else if (broken.every((rules) => rules.length > 0)) {
    const common = STANDING.find((rule) => broken.every((rules) => rules.some((reason) => reason.code === rule)));
    code = common ?? 'noShiftMeetsAllRules';
  }
  return { visit: v, code, shifts };
}

/** All standing rules that keep the visit out of the shift, in the order of STANDING. */
function standingRules(problem: Problem, s: number, v: number): ShiftReason[] {
  const visit = problem.visits[v]!;
  const shift = problem.shifts[s]!;
  const reasons: ShiftReason[] = [];
  const add = (code: Standing, more: Partial<ShiftReason> = {}): void => {
    reasons.push({ shift: s, code, ...more });
  };
  const pinnedElsewhere = visit.pinnedShift !== undefined && visit.pinnedShift !== s;
  const refused = visit.forbiddenShifts?.includes(s) || (visit.allowedShifts && !visit.allowedShifts.includes(s));
  if (pinnedElsewhere || refused) add('notAllowed');
  const missingSkills = visit.skills.filter((skill) => !shift.skills.includes(skill));
  if (missingSkills.length > 0) add('skillMissing', { missingSkills });
  const open = visit.windows.length === 0 || clipWindows(visit.windows, shift.opensSec, shift.closesSec).length > 0;
  if (!open) add('windowOutsideShift');
  const into = legSec(problem, shift, shift.startPlaceIndex, visit.placeIndex);
  const out = legSec(problem, shift, visit.placeIndex, shift.endPlaceIndex);
  if (into === UNREACHABLE || out === UNREACHABLE) add('unreachable');
  // Times are worth trying only where there is a way and a window.
  const judge = open && into !== UNREACHABLE && out !== UNREACHABLE;
  const alone = judge ? evaluateRoute(problem, s, [v]).violations : [];
  const withoutBreaks = judge && shift.breaks.length > 0 ? aloneWithoutBreaks(problem, s, v) : alone;
  const tooFar = withoutBreaks.find((one) => isLate(one) || one.code === 'travelTooLong' || one.code === 'distanceTooLong');
  if (tooFar) add('tooFar', { shortfall: tooFar.excess });
  const overload = Math.max(0, ...visit.loads.map((load, d) => load - shift.capacity[d]!));
  if (overload > 0 || shift.maxVisits === 0) add('capacityTooSmall', { shortfall: overload || 1 });
  if (!withoutBreaks.some(isLate) && alone.some((one) => isLate(one) || one.code === 'breakMissing')) {
    add('breakInTheWay', { shortfall: alone.find(isLate)?.excess ?? 0 });
  }
  return reasons;
}

function aloneWithoutBreaks(problem: Problem, s: number, v: number): Violation[] {
  const shift = { ...problem.shifts[s]!, breaks: [] };
  return evaluateRoute({ ...problem, shifts: problem.shifts.with(s, shift) }, s, [v]).violations;
}

function isLate(violation: Violation): boolean {
  return violation.code === 'windowMissed' || violation.code === 'shiftEndsLate';
}

/** The empty shift would take the visit: what stands in the way in its present route. */
function fullShift(problem: Problem, plan: Plan, s: number, v: number): ShiftReason {
  const route = plan.routes[s] ?? [];
  const head = problem.shifts[s]!.frozenHead?.length ?? 0;
  const before = evaluateRoute(problem, s, route);
  let fewest: Violation[] | null = null;
  let addedCost = Infinity;
  for (let at = head; at <= route.length; at++) {
    const { route: after, violations } = evaluateRoute(problem, s, route.toSpliced(at, 0, v));
    if (violations.length === 0) addedCost = Math.min(addedCost, after.cost - before.route.cost);
    if (!fewest || severity(violations) < severity(fewest)) fewest = violations;
  }
  if (addedCost < Infinity) return { shift: s, code: 'fits', addedCost };
  const worst = (code: Violation['code']): Violation | undefined => fewest?.find((one) => one.code === code);
  const load = worst('capacityExceeded');
  if (load) return { shift: s, code: 'noCapacityLeft', shortfall: load.excess };
  const visits = worst('tooManyVisits');
  if (visits) return { shift: s, code: 'noVisitsLeft', shortfall: visits.excess };
  const late = fewest?.filter((one) => isLate(one)).reduce((sum, one) => sum + one.excess, 0) ?? 0;
  const travel = worst('travelTooLong') ?? worst('distanceTooLong');
  if (travel && late === 0) return { shift: s, code: 'noTravelLeft', shortfall: travel.excess };
  return { shift: s, code: 'noTimeLeft', shortfall: late };
}

function severity(violations: readonly Violation[]): number {
  return violations.reduce((sum, one) => sum + 1 + one.excess, 0);
}
