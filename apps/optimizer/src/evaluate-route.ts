import { fixedCost, legCost, legMetres, legSec, serviceSecIn, setupSecIn, taskCost } from './leg.ts';
import type { BreakStop, GivenBreak, RouteEvaluation, Stop, Violation } from './plan.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { routeLoads } from './route-loads.ts';
import { ALL_RULES } from './rules/all-rules.ts';
import type { RouteFacts } from './rules/rule.ts';
import { type RouteTimes, scheduleRoute } from './schedule-route.ts';

/**
 * One route as it would be driven: times, sums, costs, and every rule it breaks. Works for any list of visits, also for
 * an impossible one: a missed window means starting on arrival, a drive without a way takes no time, both with a violation.
 * `given` says beside which drives the breaks are taken; without it they are where they are best.
 */
export function evaluateRoute(
  problem: Problem,
  shiftIndex: number,
  visits: readonly number[],
  given: readonly GivenBreak[] | null = null,
): { route: RouteEvaluation; violations: Violation[] } {
  const shift = problem.shifts[shiftIndex]!;
  const onBoard = routeLoads(problem, shift, visits);
  const { route, times, legsWithoutWay } =
    visits.length === 0 ? emptyRoute(shiftIndex, onBoard) : driveRoute(problem, shiftIndex, visits, onBoard, given);
  const violations: Violation[] = [];
  const facts: RouteFacts = {
    problem,
    shiftIndex,
    shift,
    visits,
    lateSec: times?.visits.map((visit) => visit.lateSec) ?? [],
    legsWithoutWay,
    breaks: times?.breaks ?? [],
    finishSec: route.finishSec,
    travelSec: route.travelSec,
    travelMetres: route.travelMetres,
    peakLoads: route.peakLoads,
  };
  for (const rule of ALL_RULES) {
    rule.check(facts, (code, visit, excess) => void violations.push({ code, shift: shiftIndex, visit, excess }));
  }
  return { route, violations };
}

type OnBoard = ReturnType<typeof routeLoads>;
interface Driven {
  readonly route: RouteEvaluation;
  readonly times: RouteTimes | null;
  readonly legsWithoutWay: readonly number[];
}

function emptyRoute(shiftIndex: number, onBoard: OnBoard): Driven {
  const ends = { shift: shiftIndex, departSec: null, finishSec: null, lastTravelSec: 0, lastTravelMetres: 0, stops: [] };
  const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0 };
  return { route: { ...ends, ...sums, ...onBoard, cost: 0 }, times: null, legsWithoutWay: [] };
}

function driveRoute(
  problem: Problem,
  shiftIndex: number,
  visits: readonly number[],
  onBoard: OnBoard,
  given: readonly GivenBreak[] | null,
): Driven {
  const shift = problem.shifts[shiftIndex]!;
  const times = scheduleRoute(problem, shift, visits, given);
  const stops: Stop[] = [];
  const legsWithoutWay: number[] = [];
  const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0, cost: fixedCost(shift) };
  let place = shift.startPlaceIndex;
  for (let i = 0; i < visits.length; i++) {
    const v = visits[i]!;
    const visit = problem.visits[v]!;
    const leg = drive(problem, shift, place, visit.placeIndex);
    if (leg === null) legsWithoutWay.push(i);
    else addLeg(sums, leg);
    const setupSec = place === visit.placeIndex ? 0 : setupSecIn(visit, shift);
    const serviceSec = serviceSecIn(visit, shift);
    const { arrivalSec, waitingSec, startSec, lateSec } = times.visits[i]!;
    addBreaks(stops, times, i);
    const endSec = startSec + setupSec + serviceSec;
    const travelSec = leg?.sec ?? 0;
    const travelMetres = leg?.metres ?? 0;
    stops.push({ kind: 'visit', visit: v, travelSec, travelMetres, arrivalSec, waitingSec, startSec, setupSec, endSec, lateSec });
    sums.cost += taskCost(shift, setupSec + serviceSec);
    sums.setupSec += setupSec;
    sums.serviceSec += serviceSec;
    sums.waitingSec += waitingSec;
    place = visit.placeIndex;
  }
  const last = drive(problem, shift, place, shift.endPlaceIndex);
  if (last === null) legsWithoutWay.push(visits.length);
  else addLeg(sums, last);
  addBreaks(stops, times, visits.length);
  for (const pause of times.breaks) {
    sums.breakSec += pause.endSec - pause.startSec;
    sums.waitingSec += pause.waitingSec;
  }
  const route = {
    shift: shiftIndex,
    departSec: times.departSec,
    finishSec: times.finishSec,
    lastTravelSec: last?.sec ?? 0,
    lastTravelMetres: last?.metres ?? 0,
    stops,
    ...sums,
    ...onBoard,
  };
  return { route, times, legsWithoutWay };
}

interface Leg {
  readonly sec: number;
  readonly metres: number;
  readonly cost: number;
}

/** `null` where there is no way. */
function drive(problem: Problem, shift: Shift, from: number | null, to: number | null): Leg | null {
  const sec = legSec(problem, shift, from, to);
  if (sec === UNREACHABLE) return null;
  return { sec, metres: legMetres(problem, shift, from, to), cost: legCost(problem, shift, from, to) };
}

function addLeg(sums: { travelSec: number; travelMetres: number; cost: number }, { sec, metres, cost }: Leg): void {
  sums.travelSec += sec;
  sums.travelMetres += metres;
  sums.cost += cost;
}

function addBreaks(stops: Stop[], times: RouteTimes, leg: number): void {
  for (const pause of times.breaks) if (pause.leg === leg) stops.push(breakStop(pause));
}

function breakStop({ breakIndex, waitingSec, startSec, endSec, lateSec }: RouteTimes['breaks'][number]): BreakStop {
  return { kind: 'break', breakIndex, waitingSec, startSec, endSec, ...(lateSec > 0 && { lateSec }) };
}
