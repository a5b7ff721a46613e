import { evaluate } from '../evaluate.ts';
import type { Plan } from '../plan.ts';
import { MAX_TIME_SEC, type Problem, type Visit } from '../problem.ts';
import type { VisitPromise } from '../rich/model.ts';
import { applyChange, withShift, withVisit } from './change.ts';
import { judgeOf } from './judge.ts';

/** What comes between a plan and its evening. */
export type RepairEvent =
  /** The team falls away: what is not in the shift's frozen head must go elsewhere. */
  | { readonly kind: 'shiftLost'; readonly shift: number }
  /** A visit starts so much later than the plan has it; it and those before it in its route stay where they are. */
  | { readonly kind: 'visitLate'; readonly visit: number; readonly lateSec: number }
  /** The team is free only so much later: what it has begun lasts longer. Nobody's place in its route is held. */
  | { readonly kind: 'shiftLate'; readonly shift: number; readonly lateSec: number }
  /** One visit more, the last of the problem. */
  | { readonly kind: 'urgentVisit'; readonly visit: Visit };

/** The problem after the event, and the plan as far as it can stay: same indices, an urgent visit is the last. */
export interface AfterEvent {
  readonly problem: Problem;
  readonly plan: Plan;
  /** Visits that the event takes out of the plan, brings, or delays. */
  readonly touched: readonly number[];
}

/** RangeError for a shift or visit that there is not, or a late visit that is in no route. */
export function afterEvent(problem: Problem, plan: Plan, event: RepairEvent): AfterEvent {
  if (event.kind === 'urgentVisit') {
    const v = problem.visits.length;
    const visits = [...problem.visits, event.visit];
    return {
      problem: { ...problem, visits },
      plan: { routes: plan.routes, unassigned: [...plan.unassigned, v] },
      touched: [v],
    };
  }
  if (event.kind === 'shiftLate') return withLateShift(problem, plan, event);
  return event.kind === 'shiftLost' ? withoutShift(problem, plan, event.shift) : withLateVisit(problem, plan, event);
}

function withoutShift(problem: Problem, plan: Plan, s: number): AfterEvent {
  const shift = problem.shifts[s];
  if (!shift) throw new RangeError(`there is no shift ${s}`);
  const head = shift.frozenHead ?? [];
  const displaced = plan.routes[s]!.filter((v) => !head.includes(v));
  // Nobody can be held to a team that is not there: pins to it and promises of just this team are void, their times are not.
  const visits = problem.visits.map((visit): Visit => {
    const { pinnedShift, pinnedPosition: _position, promise, ...rest } = visit;
    const isPinned = pinnedShift === s;
    const isPromised = promise?.shifts?.includes(s);
    if (!isPinned && !isPromised) return visit;
    const told = isPromised ? withoutTeam(promise!, s) : promise;
    return { ...(isPinned ? rest : visit), ...(told && { promise: told }) };
  });
  const closed = { ...shift, maxVisits: head.length };
  return {
    problem: withShift({ ...problem, visits }, s, closed),
    plan: { routes: plan.routes.with(s, [...head]), unassigned: [...plan.unassigned, ...displaced] },
    touched: displaced,
  };
}

function withoutTeam({ opensSec, closesSec, shifts }: VisitPromise, s: number): VisitPromise {
  const others = shifts!.filter((other) => other !== s);
  return { opensSec, closesSec, ...(others.length > 0 && { shifts: others }) };
}

function withLateShift(problem: Problem, plan: Plan, { shift: s, lateSec }: { shift: number; lateSec: number }): AfterEvent {
  const shift = problem.shifts[s];
  if (!shift) throw new RangeError(`there is no shift ${s}`);
  const opensSec = Math.min(shift.closesSec, shift.opensSec + lateSec);
  // A break that could only have been taken before is taken.
  const breaks = shift.breaks.filter(
    ({ windows }) => windows.length === 0 || windows.some(({ closesSec }) => closesSec >= opensSec),
  );
  const head = shift.frozenHead ?? [];
  return {
    problem: withShift(problem, s, { ...shift, opensSec, breaks }),
    plan: { routes: plan.routes, unassigned: plan.unassigned },
    touched: plan.routes[s]!.filter((v) => !head.includes(v)),
  };
}

function withLateVisit(problem: Problem, plan: Plan, { visit: v, lateSec }: { visit: number; lateSec: number }): AfterEvent {
  const s = plan.routes.findIndex((route) => route.includes(v));
  if (s < 0) throw new RangeError(`visit ${v} is in no route`);
  const stop = evaluate(problem, plan).routes[s]!.stops.find((one) => one.kind === 'visit' && one.visit === v)!;
  const startSec = Math.min(MAX_TIME_SEC, stop.startSec + lateSec);
  // It is late whatever is planned: its window and what the family was told are past asking for.
  const { releaseSec: _release, promise: _promise, ...rest } = problem.visits[v]!;
  const late = { ...rest, windows: [{ opensSec: startSec, closesSec: MAX_TIME_SEC }] };
  const route = plan.routes[s]!;
  const head = problem.shifts[s]!.frozenHead ?? [];
  let length = Math.max(head.length, route.indexOf(v) + 1);
  // What is on board must be brought where it belongs: a head holds pairs whole.
  for (let i = 0; i < length; i++)
    for (const { pickupVisit, deliveryVisit } of problem.pairs ?? [])
      if (pickupVisit === route[i]) length = Math.max(length, route.indexOf(deliveryVisit) + 1);
  const frozenHead = route.slice(0, length);
  // A place in the route that others hold for good now is no place to be pinned to.
  const visits = problem.visits.map((visit, other): Visit => {
    const { pinnedPosition, ...free } = visit;
    const isTaken = pinnedPosition !== undefined && pinnedPosition >= 0 && pinnedPosition < length;
    return isTaken && visit.pinnedShift === s && !frozenHead.includes(other) ? free : visit;
  });
  const delayed = withShift(withVisit({ ...problem, visits }, v, late), s, { ...problem.shifts[s]!, frozenHead });
  return { problem: openUntilHome(delayed, s), plan: { routes: plan.routes, unassigned: plan.unassigned }, touched: [v] };
}

/** A team that cannot be home in time with what it has begun comes home later: the shift is open until then, for nothing else. */
function openUntilHome(problem: Problem, s: number): Problem {
  const shift = problem.shifts[s]!;
  const finishSec = judgeOf(problem)(s, shift.frozenHead!).route.finishSec!;
  if (finishSec <= (shift.overtime?.untilSec ?? shift.closesSec)) return problem;
  return applyChange(problem, { kind: 'allowOvertime', shift: s, untilSec: finishSec });
}
