import { legCost, legSec, serviceSecIn, setupSecIn } from './leg.ts';
import { type Problem, type Shift, UNREACHABLE } from './problem.ts';
import { firstVisitStart, NEVER_SEC } from './window.ts';

/** A place for one more visit in a route: it would be the stop at `position`. */
export interface LikelyPlace {
  readonly position: number;
  /** At least so much of the route would be late, in seconds: what it is without breaks, each of which only delays. */
  readonly leastLateSec: number;
  /** What the two drives cost more than the one they replace. */
  readonly detour: number;
}

/**
 * The places of a visit in a route, from `head` on: those without lateness first, the cheapest first, then the others by their
 * lateness. Whoever judges them in this order with `evaluateRoute` may stop early: a walk over times alone costs a hundredth of it.
 */
export function likelyPlaces(problem: Problem, s: number, route: readonly number[], head: number, visit: number): LikelyPlace[] {
  const shift = problem.shifts[s]!;
  const there = problem.visits[visit]!.placeIndex;
  const places: LikelyPlace[] = [];
  let clock = { sec: shift.opensSec, lateSec: 0, place: shift.startPlaceIndex };
  for (let position = 0; position <= route.length; position++) {
    if (position >= head) {
      const next = position < route.length ? problem.visits[route[position]!]!.placeIndex : shift.endPlaceIndex;
      const leastLateSec = latenessOf(problem, shift, { ...clock }, route, position, visit);
      const detour =
        legCost(problem, shift, clock.place, there) +
        legCost(problem, shift, there, next) -
        legCost(problem, shift, clock.place, next);
      places.push({ position, leastLateSec, detour });
    }
    if (position === route.length) break;
    clock = served(problem, shift, clock, route[position]!);
    // What is late in a frozen head is forgiven.
    if (position < head) clock.lateSec = 0;
  }
  return places.sort((a, b) => a.leastLateSec - b.leastLateSec || a.detour - b.detour);
}

interface Clock {
  sec: number;
  lateSec: number;
  place: number | null;
}

function latenessOf(
  problem: Problem,
  shift: Shift,
  start: Clock,
  route: readonly number[],
  position: number,
  visit: number,
): number {
  let clock = served(problem, shift, start, visit);
  for (let i = position; i < route.length; i++) clock = served(problem, shift, clock, route[i]!);
  const homeSec = clock.sec + driveSec(problem, shift, clock.place, shift.endPlaceIndex);
  return clock.lateSec + Math.max(0, homeSec - shift.closesSec);
}

/** After the drive to a visit and the work there; who comes too late begins on arrival. */
function served(problem: Problem, shift: Shift, from: Clock, v: number): Clock {
  const visit = problem.visits[v]!;
  const arrivalSec = from.sec + driveSec(problem, shift, from.place, visit.placeIndex);
  const startSec = firstVisitStart(visit.windows, arrivalSec);
  const workSec = serviceSecIn(visit, shift) + (from.place === visit.placeIndex ? 0 : setupSecIn(visit, shift));
  if (startSec < NEVER_SEC) return { sec: startSec + workSec, lateSec: from.lateSec, place: visit.placeIndex };
  const closedSec = visit.windows.reduce((most, window) => Math.max(most, window.closesSec), 0);
  return { sec: arrivalSec + workSec, lateSec: from.lateSec + arrivalSec - closedSec, place: visit.placeIndex };
}

function driveSec(problem: Problem, shift: Shift, from: number | null, to: number | null): number {
  const sec = legSec(problem, shift, from, to);
  return sec === UNREACHABLE ? 0 : sec;
}
