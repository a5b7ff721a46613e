import { fixedCost, legCost, legMetres, legSec, taskCost } from './leg.ts';
import { pairTable } from './pairs.ts';
import type { RouteEvaluation, Stop, Violation, ViolationCode } from './plan.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { scheduleRoute } from './schedule-route.ts';

/**
 * One route as it would be driven: times, sums, costs, and every rule it breaks. Works for any list of visits, also for
 * an impossible one: a missed window means starting on arrival, a drive without a way takes no time, both with a violation.
 */
export function evaluateRoute(
  problem: Problem,
  shiftIndex: number,
  visits: readonly number[],
): { route: RouteEvaluation; violations: Violation[] } {
  const shift = problem.shifts[shiftIndex]!;
  const violations: Violation[] = [];
  const report = (code: ViolationCode, visit: number | null, excess: number): void => {
    violations.push({ code, shift: shiftIndex, visit, excess });
  };
  checkHead(shift, visits, report);
  const onBoard = routeLoads(problem, shift, visits);
  if (visits.length === 0) {
    const route = { shift: shiftIndex, departSec: null, finishSec: null, lastTravelSec: 0, lastTravelMetres: 0, stops: [] };
    const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0, ...onBoard, cost: 0 };
    return { route: { ...route, ...sums }, violations };
  }
  const times = scheduleRoute(problem, shift, visits);
  const stops: Stop[] = [];
  const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0 };
  let cost = fixedCost(shift);
  let place = shift.startPlaceIndex;
  const drive = (to: number | null, visitIndex: number | null): { sec: number; metres: number } => {
    const sec = legSec(problem, shift, place, to);
    const metres = legMetres(problem, shift, place, to);
    if (sec === UNREACHABLE) {
      report('unreachable', visitIndex, 0);
      return { sec: 0, metres: 0 };
    }
    cost += legCost(problem, shift, place, to);
    sums.travelSec += sec;
    sums.travelMetres += metres;
    return { sec, metres };
  };
  for (let i = 0; i < visits.length; i++) {
    const visitIndex = visits[i]!;
    const visit = problem.visits[visitIndex]!;
    const { sec, metres } = drive(visit.placeIndex, visitIndex);
    const setupSec = place === visit.placeIndex ? 0 : visit.setupSec;
    const timed = times.visits[i]!;
    for (const pause of times.breaks) if (pause.leg === i) stops.push(breakStop(pause));
    stops.push({
      kind: 'visit',
      visit: visitIndex,
      travelSec: sec,
      travelMetres: metres,
      arrivalSec: timed.arrivalSec,
      waitingSec: timed.waitingSec,
      startSec: timed.startSec,
      setupSec,
      endSec: timed.startSec + setupSec + visit.serviceSec,
      lateSec: timed.lateSec,
    });
    if (timed.lateSec > 0 && !shift.frozenHead?.includes(visitIndex)) report('windowMissed', visitIndex, timed.lateSec);
    checkVisit(problem, shiftIndex, visitIndex, report);
    cost += taskCost(shift, setupSec + visit.serviceSec);
    sums.setupSec += setupSec;
    sums.serviceSec += visit.serviceSec;
    sums.waitingSec += timed.waitingSec;
    place = visit.placeIndex;
  }
  const last = drive(shift.endPlaceIndex, null);
  for (const pause of times.breaks) {
    if (pause.leg === visits.length) stops.push(breakStop(pause));
    sums.breakSec += pause.endSec - pause.startSec;
  }
  sums.waitingSec += times.idleBeforeBreaksSec;
  if (times.finishSec > shift.closesSec) report('shiftEndsLate', null, times.finishSec - shift.closesSec);
  for (let b = times.breaks.length; b < shift.breaks.length; b++) report('breakMissing', null, 0);
  checkPairs(problem, visits, report);
  onBoard.peakLoads.forEach((load, d) => {
    if (load > shift.capacity[d]!) report('capacityExceeded', null, load - shift.capacity[d]!);
  });
  if (sums.travelSec > (shift.maxTravelSec ?? Infinity)) report('travelTooLong', null, sums.travelSec - shift.maxTravelSec!);
  if (sums.travelMetres > (shift.maxMetres ?? Infinity)) report('distanceTooLong', null, sums.travelMetres - shift.maxMetres!);
  if (visits.length > (shift.maxVisits ?? Infinity)) report('tooManyVisits', null, visits.length - shift.maxVisits!);
  const route = {
    shift: shiftIndex,
    departSec: times.departSec,
    finishSec: times.finishSec,
    lastTravelSec: last.sec,
    lastTravelMetres: last.metres,
    stops,
    ...sums,
    ...onBoard,
    cost,
  };
  return { route, violations };
}

function breakStop(pause: { breakIndex: number; startSec: number; endSec: number }): Stop {
  return { kind: 'break', breakIndex: pause.breakIndex, startSec: pause.startSec, endSec: pause.endSec };
}

type Report = (code: ViolationCode, visit: number | null, excess: number) => void;

function checkHead(shift: Shift, visits: readonly number[], report: Report): void {
  const head = shift.frozenHead ?? [];
  for (let i = 0; i < head.length; i++) if (visits[i] !== head[i]) report('frozenHeadChanged', head[i]!, 0);
}

/** The rules that concern this visit in this shift, whatever the order. */
function checkVisit(problem: Problem, shiftIndex: number, visitIndex: number, report: Report): void {
  const visit = problem.visits[visitIndex]!;
  const shift = problem.shifts[shiftIndex]!;
  if (visit.allowedShifts && !visit.allowedShifts.includes(shiftIndex)) report('notAllowed', visitIndex, 0);
  else if (visit.forbiddenShifts?.includes(shiftIndex)) report('notAllowed', visitIndex, 0);
  if (visit.pinnedShift !== undefined && visit.pinnedShift !== shiftIndex) report('notPinnedShift', visitIndex, 0);
  const missing = visit.skills.filter((skill) => !shift.skills.includes(skill)).length;
  if (missing > 0) report('skillMissing', visitIndex, missing);
}

/** Both visits of a pair are in the route, the pickup first. */
function checkPairs(problem: Problem, visits: readonly number[], report: Report): void {
  const table = pairTable(problem);
  if (!table) return;
  visits.forEach((v, i) => {
    const mate = table.mateOf[v]!;
    if (mate < 0) return;
    const at = visits.indexOf(mate);
    if (at < 0) report('pairSplit', v, 0);
    else if (table.isDelivery[v] === 1 && at > i) report('pairReversed', v, 0);
  });
}

/** What is on board: loaded at the start, taken on for the end, and the most at any moment. */
function routeLoads(problem: Problem, shift: Shift, visits: readonly number[]) {
  const table = pairTable(problem);
  const loads = shift.capacity.map(() => 0);
  const pickups = shift.capacity.map(() => 0);
  for (const v of visits) {
    for (let d = 0; d < loads.length; d++) {
      loads[d]! += problem.visits[v]!.loads[d] ?? 0;
      pickups[d]! += problem.visits[v]!.pickups?.[d] ?? 0;
    }
  }
  if (!table && pickups.every((load) => load === 0)) return { loads, pickups, peakLoads: loads };
  const peakLoads = loads.map((load, d) => {
    let now = load;
    let peak = load;
    const carried = new Set<number>();
    for (const v of visits) {
      const visit = problem.visits[v]!;
      now += (visit.pickups?.[d] ?? 0) - (visit.loads[d] ?? 0);
      const pair = table?.pairOf[v] ?? -1;
      // A delivery whose pickup did not come before has nothing to take off board.
      if (pair >= 0 && table!.isDelivery[v] === 0) {
        carried.add(pair);
        now += problem.pairs![pair]!.loads[d] ?? 0;
      } else if (pair >= 0 && carried.has(pair)) now -= problem.pairs![pair]!.loads[d] ?? 0;
      if (now > peak) peak = now;
    }
    return peak;
  });
  return { loads, pickups, peakLoads };
}
