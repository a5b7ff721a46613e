import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { breaksRule, judgeOf, type RouteJudge } from './judge.ts';

/** Where a unit could go: the routes that change, with what that adds to their cost. Rules about several routes are not looked at. */
export interface Place {
  readonly routes: readonly { readonly shift: number; readonly route: readonly number[] }[];
  readonly addedCost: number;
  /** Of the first visit of the unit, as its route alone has it. */
  readonly startSec: number;
  readonly shift: number;
  /** Where that route ends. */
  readonly finishSec: number;
}

export interface PlacesOptions {
  /** Absent: all. */
  readonly shifts?: readonly number[];
  /** Ends the look-up early, with what is found. */
  readonly isOver?: () => boolean;
}

/** So many places of each but the first visit of a unit are combined. */
const PLACES_COMBINED = 12;

/** The places of an absent unit in the routes as they are, the cheapest first. The unit's first visit is the one asked about. */
export function placesOf(problem: Problem, plan: Plan, unit: readonly number[], options: PlacesOptions = {}): Place[] {
  // A shift that was just added has no route yet.
  const routes = problem.shifts.map((_, s) => plan.routes[s] ?? []);
  return placesIn(problem, judgeOf(problem), routes, unit, options);
}

function placesIn(
  problem: Problem,
  judge: RouteJudge,
  routes: Plan['routes'],
  [visit, ...others]: readonly number[],
  options: PlacesOptions,
): Place[] {
  const own = placesOfVisit(problem, judge, routes, visit!, options);
  if (others.length === 0) return own;
  const whole: Place[] = [];
  for (const first of own) {
    if (options.isOver?.()) break;
    const { shift, route } = first.routes[0]!;
    const { shifts: _all, ...rest } = options;
    const later = placesIn(problem, judge, routes.with(shift, route as number[]), others, rest);
    for (const place of later.slice(0, PLACES_COMBINED)) {
      const again = place.routes.find((one) => one.shift === shift);
      const changed = again ? place.routes : [first.routes[0]!, ...place.routes];
      const { startSec, finishSec } = first;
      whole.push({ routes: changed, addedCost: first.addedCost + place.addedCost, startSec, shift, finishSec });
    }
  }
  return whole.sort(byCost);
}

function placesOfVisit(
  problem: Problem,
  judge: RouteJudge,
  routes: Plan['routes'],
  v: number,
  { shifts, isOver }: PlacesOptions,
): Place[] {
  const found: Place[] = [];
  for (const shift of shifts ?? routes.keys()) {
    if (isOver?.()) break;
    const route = routes[shift]!;
    const headVisits = problem.shifts[shift]!.frozenHead ?? [];
    const head = headVisits.length;
    if (route.includes(v)) continue;
    // What does not fit into the empty shift fits into no route of it.
    if (problem.visits[v]!.pinnedPosition === undefined && breaksRule(judge(shift, [...headVisits, v]))) continue;
    const before = judge(shift, route).route.cost;
    for (let at = head; at <= route.length; at++) {
      const tried = route.toSpliced(at, 0, v);
      const judged = judge(shift, tried);
      if (breaksRule(judged)) continue;
      const stop = judged.route.stops.find((one) => one.kind === 'visit' && one.visit === v)!;
      found.push({
        routes: [{ shift, route: tried }],
        addedCost: judged.route.cost - before,
        startSec: stop.startSec,
        shift,
        finishSec: judged.route.finishSec!,
      });
    }
  }
  return found.sort(byCost);
}

function byCost(a: Place, b: Place): number {
  return a.addedCost - b.addedCost || a.shift - b.shift;
}
