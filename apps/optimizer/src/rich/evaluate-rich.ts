import { fixedCost, legMetres, ratedCost, serviceSecIn, taskCost } from '../leg.ts';
import type { CostTerm, Evaluation, Plan, RouteEvaluation, Stop, Violation, ViolationCode } from '../plan.ts';
import type { Problem, Shift } from '../problem.ts';
import { routeLoads } from '../route-loads.ts';
import { ALL_RULES } from '../rules/all-rules.ts';
import type { RouteFacts } from '../rules/rule.ts';
import { assignCost } from './compile-rich.ts';
import { isAllowed, isFirm, keepsPromise } from './hard-window.ts';
import type { BalanceMeasure } from './model.ts';
import { ALL_PLAN_RULES } from './rules/all-plan-rules.ts';
import type { PlanFacts, PlanReport } from './rules/plan-rule.ts';
import { timePlan } from './time-plan.ts';
import { type TimedRoute, timeRoute } from './time-route.ts';
import { longestWaitEnds } from './waiting.ts';

/** `evaluate` for problems with rich rules; the plan names each existing visit once. */
export function evaluateRich(problem: Problem, plan: Plan): Pick<Evaluation, 'routes' | 'cost' | 'rich' | 'violations'> {
  const { routes: timed, broken } = timePlan(problem, plan);
  const terms = newTerms();
  const violations: Violation[] = [];
  const routes = timed.map((times, s) => evaluateTimes(problem, s, plan.routes[s]!, times, terms, violations));
  let worstLateSec = 0;
  const changedPromises: number[] = plan.unassigned.filter((v) => problem.visits[v]?.promise);
  routes.forEach(({ stops }, s) => {
    for (const stop of stops) {
      if (stop.kind !== 'visit') continue;
      const visit = problem.visits[stop.visit]!;
      worstLateSec = Math.max(worstLateSec, stop.startSec - (visit.due?.sec ?? stop.startSec));
      if (!keepsPromise(visit, s, stop.startSec)) changedPromises.push(stop.visit);
    }
  });
  terms.worstLateness = Math.round(worstLateSec * (problem.perWorstLateSec ?? 0));
  terms.changedPromises = changedPromises.length * (problem.promises?.perChange ?? 0);
  terms.unevenness = unevenness(problem, routes);
  const shiftOf = new Map(plan.routes.flatMap((route, s) => route.map((v) => [v, s] as const)));
  const facts: PlanFacts = { problem, shiftOf, brokenOrders: broken, changedPromises };
  const report: PlanReport = (code, shift, visit, excess) => void violations.push({ code, shift, visit, excess });
  for (const rule of ALL_PLAN_RULES) rule.check(facts, report);
  const shared = terms.worstLateness + terms.changedPromises + terms.unevenness;
  const cost = routes.reduce((sum, route) => sum + route.cost, shared);
  return { routes, cost, rich: { terms, worstLateSec, changedPromises: changedPromises.sort((a, b) => a - b) }, violations };
}

/** One route by itself, whatever other routes ask of its visits: for what-if questions. */
export function evaluateRichRoute(
  problem: Problem,
  s: number,
  visits: readonly number[],
): { route: RouteEvaluation; violations: Violation[] } {
  const violations: Violation[] = [];
  const route = evaluateTimes(
    problem,
    s,
    visits,
    timeRoute(problem, s, visits, () => 0),
    newTerms(),
    violations,
  );
  return { route, violations };
}

function newTerms(): Record<CostTerm, number> {
  return { assignment: 0, lateness: 0, worstLateness: 0, waiting: 0, idling: 0, overtime: 0, changedPromises: 0, unevenness: 0 };
}

function evaluateTimes(
  problem: Problem,
  s: number,
  visits: readonly number[],
  times: TimedRoute,
  terms: Record<CostTerm, number>,
  violations: Violation[],
): RouteEvaluation {
  const shift = problem.shifts[s]!;
  const loads = routeLoads(problem, shift, visits);
  const driven = visits.length === 0 ? emptyRoute(s) : driveRoute(problem, s, times, terms);
  const route = { ...driven, ...loads };
  const facts: RouteFacts = {
    problem,
    shiftIndex: s,
    // Work may go on until the end of overtime.
    shift: { ...shift, closesSec: shift.overtime?.untilSec ?? shift.closesSec },
    visits,
    lateSec: times.visits.map(({ missedSec }) => missedSec),
    legsWithoutWay:
      visits.length === 0
        ? []
        : [...times.visits.map(({ isReachable }) => isReachable), times.isHomeReachable].flatMap((isFine, leg) =>
            isFine ? [] : [leg],
          ),
    breaks: times.breaks.map(({ breakIndex, leg }) => ({ breakIndex, leg, lateSec: 0 })),
    finishSec: route.finishSec,
    travelSec: route.travelSec,
    travelMetres: route.travelMetres,
    peakLoads: loads.peakLoads,
  };
  const report = (code: ViolationCode, visit: number | null, excess: number): void => {
    violations.push({ code, shift: s, visit, excess });
  };
  for (const rule of ALL_RULES) rule.check(facts, report);
  for (const v of visits) {
    const visit = problem.visits[v]!;
    if (isFirm(problem, visit) && !isAllowed(problem, visit, s)) report('notAllowed', v, 0);
  }
  return route;
}

type Driven = Omit<RouteEvaluation, 'loads' | 'pickups' | 'peakLoads'>;

function emptyRoute(shift: number): Driven {
  const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0 };
  return { shift, departSec: null, finishSec: null, lastTravelSec: 0, lastTravelMetres: 0, stops: [], ...sums, cost: 0 };
}

/** Stops, sums and costs of a route with visits. */
function driveRoute(problem: Problem, s: number, times: TimedRoute, terms: Record<CostTerm, number>): Driven {
  const shift = problem.shifts[s]!;
  const sums = { travelSec: 0, travelMetres: 0, serviceSec: 0, setupSec: 0, waitingSec: 0, breakSec: 0 };
  let cost = fixedCost(shift);
  const charge = (term: CostTerm, amount: number): void => {
    terms[term] += Math.round(amount);
    cost += Math.round(amount);
  };
  const stops: Stop[] = [];
  const addBreaks = (at: number): void => {
    for (const { breakIndex, startSec, endSec, leg } of times.breaks)
      if (leg === at) stops.push({ kind: 'break', breakIndex, waitingSec: 0, startSec, endSec });
  };
  let place = shift.startPlaceIndex;
  times.visits.forEach((timed, i) => {
    const { visit: v, placeIndex, travelSec, arrivalSec, startSec, setupSec, endSec, missedSec } = timed;
    const visit = problem.visits[v]!;
    const travelMetres = legMetres(problem, shift, place, placeIndex);
    if (timed.isReachable) cost += driveCost(problem, shift, place, placeIndex, travelSec, travelMetres);
    addBreaks(i);
    const waitingSec = startSec - timed.readySec;
    stops.push({
      kind: 'visit',
      visit: v,
      travelSec,
      travelMetres,
      arrivalSec,
      waitingSec,
      startSec,
      setupSec,
      endSec,
      lateSec: missedSec,
    });
    const serviceSec = serviceSecIn(visit, shift);
    cost += taskCost(shift, setupSec + serviceSec);
    charge('assignment', assignCost(problem, v, s));
    if (visit.due) charge('lateness', Math.max(0, startSec - visit.due.sec) * visit.due.perLateSec);
    const waitEndsSec = longestWaitEnds(problem, visit);
    if (waitEndsSec !== null) charge('waiting', Math.max(0, startSec - waitEndsSec) * problem.fairness!.perSecBeyond);
    if (i > 0) charge('idling', waitingSec * (shift.perIdleSec ?? 0));
    sums.travelSec += travelSec;
    sums.travelMetres += travelMetres;
    sums.setupSec += setupSec;
    sums.serviceSec += serviceSec;
    sums.waitingSec += waitingSec;
    place = placeIndex;
  });
  const lastTravelMetres = legMetres(problem, shift, place, shift.endPlaceIndex);
  if (times.isHomeReachable) cost += driveCost(problem, shift, place, shift.endPlaceIndex, times.lastTravelSec, lastTravelMetres);
  sums.travelSec += times.lastTravelSec;
  sums.travelMetres += lastTravelMetres;
  addBreaks(times.visits.length);
  for (const pause of times.breaks) sums.breakSec += pause.endSec - pause.startSec;
  const overtimeSec = Math.max(0, times.finishSec - shift.closesSec);
  if (shift.overtime) charge('overtime', overtimeSec * shift.overtime.perSec);
  const ends = { departSec: times.visits[0]!.departSec, finishSec: times.finishSec };
  return { shift: s, ...ends, lastTravelSec: times.lastTravelSec, lastTravelMetres, stops, ...sums, overtimeSec, cost };
}

function driveCost(problem: Problem, shift: Shift, from: number | null, to: number | null, sec: number, metres: number): number {
  if (from === null || to === null) return 0;
  const { costs } = problem.matrices[shift.matrixIndex]!;
  return costs ? costs[from * problem.placeCount + to]! : ratedCost(shift, sec, metres);
}

/** What teams with more than the mean cost; every shift without a team is a team of its own. */
function unevenness(problem: Problem, routes: readonly RouteEvaluation[]): number {
  let cost = 0;
  for (const { measure, perUnitAbove } of problem.balance ?? []) {
    const sums = new Map<number, number>();
    routes.forEach((route, s) => {
      const team = problem.shifts[s]!.teamIndex ?? -1 - s;
      sums.set(team, (sums.get(team) ?? 0) + amountOf(measure, problem.shifts[s]!, route));
    });
    const mean = [...sums.values()].reduce((sum, one) => sum + one, 0) / sums.size;
    cost += Math.round(perUnitAbove * [...sums.values()].reduce((sum, one) => sum + Math.max(0, one - mean), 0));
  }
  return cost;
}

function amountOf(measure: BalanceMeasure, shift: Shift, route: RouteEvaluation): number {
  const visitCount = route.stops.filter(({ kind }) => kind === 'visit').length;
  if (measure === 'workSec') return route.serviceSec + route.setupSec;
  if (measure === 'visits') return visitCount;
  return visitCount > 0 && (measure === 'shifts' || shift.isWeekend) ? 1 : 0;
}
