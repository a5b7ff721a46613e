import type { Evaluation, Plan, Stop } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { isRich } from '../rich/is-rich.ts';
import { checkRichPlan } from './check-rich-plan.ts';

/** Times claimed for one shift; the sums are judged only where they are given. */
export interface ClaimedRoute {
  readonly departSec: number | null;
  readonly finishSec: number | null;
  readonly stops: readonly Stop[];
  readonly travelSec?: number;
  readonly travelMetres?: number;
  readonly cost?: number;
}

/** An `Evaluation` is one. */
export interface Claimed {
  readonly routes: readonly ClaimedRoute[];
  readonly cost?: number;
  readonly servedCount?: number;
  /** So much earlier than a drive allows a stop may begin, in shifts with a speed factor: programs round their own way. Absent: 0. */
  readonly slackSec?: number;
}

/**
 * The second opinion: does a plan with the times claimed for it keep every rule, and are its sums right? Shares no code with
 * the search or with `evaluate` (only the shapes of the data): it walks the claimed stops one after the other and recomputes
 * all it can from the problem. Returns plain sentences; none means approved. For rich problems `claimed` must be an `Evaluation`.
 */
export function checkPlan(problem: Problem, plan: Plan, claimed: Claimed): string[] {
  const wrong: string[] = [];
  const timesSeen = problem.visits.map(() => 0);
  if (plan.routes.length !== problem.shifts.length)
    wrong.push(`${plan.routes.length} routes for ${problem.shifts.length} shifts`);
  for (const v of [...plan.routes.flat(), ...plan.unassigned]) {
    if (timesSeen[v] === undefined) wrong.push(`visit ${v} does not exist`);
    else timesSeen[v]++;
  }
  timesSeen.forEach((times, v) => {
    if (times !== 1) wrong.push(`visit ${v} is in the plan ${times} times`);
  });
  if (wrong.length > 0) return wrong;
  if (isRich(problem)) return checkRichPlan(problem, plan, claimed as Evaluation);
  let cost = 0;
  problem.shifts.forEach((_, s) => {
    cost += checkRoute(problem, s, plan.routes[s]!, claimed, wrong);
  });
  for (const v of plan.unassigned) if (problem.visits[v]!.tier === null) cost += problem.visits[v]!.prize;
  if (claimed.cost !== undefined && cost !== claimed.cost) wrong.push(`the cost is ${cost}, ${claimed.cost} is claimed`);
  if (claimed.servedCount !== undefined && claimed.servedCount + plan.unassigned.length !== problem.visits.length)
    wrong.push(`${claimed.servedCount} served is claimed`);
  return wrong;
}

/** Walks one route; returns its cost. */
function checkRoute(problem: Problem, s: number, visits: readonly number[], claimed: Claimed, wrong: string[]): number {
  const shift = problem.shifts[s]!;
  const say = (what: string): void => {
    wrong.push(`shift ${s}: ${what}`);
  };
  const route = claimed.routes[s];
  if (!route) {
    say('no times are claimed');
    return 0;
  }
  const head = shift.frozenHead ?? [];
  if (head.some((v, i) => visits[i] !== v)) say('does not begin with its frozen head');
  if (visits.length === 0) {
    if (route.stops.length > 0) say('stops in an empty route');
    return 0;
  }
  const told = route.stops.filter((stop) => stop.kind === 'visit').map((stop) => stop.visit);
  if (told.length !== visits.length || told.some((v, i) => v !== visits[i])) {
    say('the stops are not the visits of the plan');
    return 0;
  }
  const table = problem.matrices[shift.matrixIndex]!;
  const cell = (from: number, to: number): number => from * problem.placeCount + to;
  let place = shift.startPlaceIndex;
  let clock = shift.opensSec;
  let breakIndex = 0;
  let paused = 0;
  let pausedUntil = -1;
  let seconds = 0;
  let metres = 0;
  let cost = Math.round(shift.costs.fixed);
  const onBoard = loadsByLeg(problem, visits, shift.capacity.length, say);
  let served = 0;
  const drive = (to: number | null): number => {
    if (place === null || to === null) return 0;
    const raw = table.durationsSec[cell(place, to)]!;
    const away = table.distancesMetres ? table.distancesMetres[cell(place, to)]! : 0;
    if (raw === 2147483647) say(`there is no way from place ${place} to place ${to}`);
    const took = Math.round(raw / shift.speedFactor);
    seconds += took;
    metres += away;
    cost += table.costs
      ? table.costs[cell(place, to)]!
      : Math.round(took * shift.costs.perTravelSec + away * shift.costs.perMetre);
    return took;
  };
  for (const stop of route.stops) {
    if (stop.kind === 'break') {
      const rule = shift.breaks[breakIndex];
      if (!rule || stop.breakIndex !== breakIndex) say(`break ${stop.breakIndex} is out of order`);
      else {
        if (stop.startSec < clock || stop.startSec < pausedUntil)
          say(`break ${breakIndex} begins before the work before it ends`);
        if (!rule.windows.some((w) => stop.startSec >= w.opensSec && stop.startSec <= w.closesSec))
          say(`break ${breakIndex} is outside its windows`);
        if (stop.endSec - stop.startSec !== rule.durationSec) say(`break ${breakIndex} has the wrong length`);
        if (rule.maxLoads?.some((most, d) => onBoard[served]![d]! > most)) say(`break ${breakIndex} with too much on board`);
        paused += stop.endSec - stop.startSec;
        pausedUntil = stop.endSec;
      }
      breakIndex++;
      continue;
    }
    const visit = problem.visits[stop.visit]!;
    const who = `visit ${stop.visit}`;
    const took = drive(visit.placeIndex) - (shift.speedFactor === 1 ? 0 : (claimed.slackSec ?? 0));
    if (stop.startSec < clock + took + paused || stop.startSec < pausedUntil) say(`${who} begins before the team can be there`);
    const type = shift.workType ?? 0;
    const setup = place === visit.placeIndex ? 0 : (visit.setupSecByType?.[type] ?? visit.setupSec);
    const service = visit.serviceSecByType?.[type] ?? visit.serviceSec;
    if (stop.setupSec !== setup) say(`${who}: setup of ${stop.setupSec} s`);
    if (stop.endSec !== stop.startSec + setup + service) say(`${who} does not last setup and service`);
    const inTime =
      visit.windows.length === 0 || visit.windows.some((w) => stop.startSec >= w.opensSec && stop.startSec <= w.closesSec);
    if (!inTime && !head.includes(stop.visit)) say(`${who} begins outside its windows`);
    if (visit.skills.some((skill) => !shift.skills.includes(skill))) say(`${who} needs a skill that is missing`);
    const pinned = visit.pinnedShift !== undefined && visit.pinnedShift !== s;
    const refused = visit.forbiddenShifts?.includes(s) || (visit.allowedShifts && !visit.allowedShifts.includes(s));
    if (pinned || refused) say(`${who} may not be in this shift`);
    cost += Math.round((setup + service) * shift.costs.perTaskSec + shift.costs.perVisit);
    const pin = pinned ? undefined : visit.pinnedPosition;
    if (pin !== undefined && served !== (pin < 0 ? visits.length - 1 : pin)) say(`${who} is not where it is pinned in the route`);
    served++;
    clock = stop.endSec;
    place = visit.placeIndex;
    paused = 0;
  }
  const took = drive(shift.endPlaceIndex);
  const backSec = Math.max(clock + took + paused, pausedUntil);
  if (backSec > shift.closesSec) say(`is back at ${backSec}, after its end`);
  if (route.finishSec === null || route.finishSec < backSec || route.finishSec > shift.closesSec)
    say(`finishes at ${backSec}, not ${route.finishSec}`);
  if (breakIndex !== shift.breaks.length) say(`${shift.breaks.length - breakIndex} break(s) are missing`);
  if (onBoard.some((loads) => loads.some((load, d) => load > shift.capacity[d]!))) say('carries more than its capacity');
  if (shift.maxTravelSec !== undefined && seconds > shift.maxTravelSec) say('travels too long');
  if (shift.maxMetres !== undefined && metres > shift.maxMetres) say('travels too far');
  if (shift.maxVisits !== undefined && visits.length > shift.maxVisits) say('has too many visits');
  if (route.departSec === null || route.departSec < shift.opensSec) say('departs before it opens');
  const { travelSec = seconds, travelMetres = metres, cost: claimedCost = cost } = route;
  if (travelSec !== seconds || travelMetres !== metres || claimedCost !== cost) say('travel or cost is not as claimed');
  return cost;
}

/** What is on board on each drive, from the first on; says where a pair is not whole or in the wrong order. */
function loadsByLeg(problem: Problem, visits: readonly number[], dimensions: number, say: (what: string) => void): number[][] {
  const order = new Map(visits.map((v, i) => [v, i]));
  const changes = visits.map((v) => ({
    taken: Array.from({ length: dimensions }, (_, d) => problem.visits[v]!.pickups?.[d] ?? 0),
    left: Array.from({ length: dimensions }, (_, d) => problem.visits[v]!.loads[d]!),
  }));
  const now = Array.from({ length: dimensions }, (_, d) => changes.reduce((sum, { left }) => sum + left[d]!, 0));
  for (const [p, { pickupVisit, deliveryVisit, loads }] of (problem.pairs ?? []).entries()) {
    const from = order.get(pickupVisit);
    const to = order.get(deliveryVisit);
    if (from === undefined && to === undefined) continue;
    if (from === undefined || to === undefined) say(`only one visit of pair ${p} is served`);
    else if (to < from) say(`pair ${p} is delivered before it is picked up`);
    else {
      loads.forEach((load, d) => {
        changes[from]!.taken[d]! += load;
        changes[to]!.left[d]! += load;
      });
    }
  }
  const legs = [[...now]];
  for (const { taken, left } of changes) {
    for (let d = 0; d < dimensions; d++) now[d]! += taken[d]! - left[d]!;
    legs.push([...now]);
  }
  return legs;
}
