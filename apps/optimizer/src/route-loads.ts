import { pairTable } from './pairs.ts';
import type { Problem, Shift } from './problem.ts';

/** What is on board on each drive of a route, the one to the first visit first: [drive][dimension]. */
export function loadsOnLegs(problem: Problem, shift: Shift, visits: readonly number[]): number[][] {
  const table = pairTable(problem);
  const now = shift.capacity.map((_, d) => visits.reduce((sum, v) => sum + (problem.visits[v]!.loads[d] ?? 0), 0));
  const carried = new Set<number>();
  const legs = [[...now]];
  for (const v of visits) {
    const { loads, pickups } = problem.visits[v]!;
    const pair = table?.pairOf[v] ?? -1;
    // A delivery whose pickup did not come before has nothing to take off board.
    const sign = pair < 0 ? 0 : table!.isDelivery[v] === 0 ? 1 : carried.has(pair) ? -1 : 0;
    if (sign > 0) carried.add(pair);
    for (let d = 0; d < now.length; d++) {
      now[d]! += (pickups?.[d] ?? 0) - (loads[d] ?? 0) + (sign === 0 ? 0 : sign * (problem.pairs![pair]!.loads[d] ?? 0));
    }
    legs.push([...now]);
  }
  return legs;
}

/** Loaded at the start, taken on for the end, and the most at any moment; one number per dimension. */
export interface RouteLoads {
  readonly loads: readonly number[];
  readonly pickups: readonly number[];
  readonly peakLoads: readonly number[];
}

export function routeLoads(problem: Problem, shift: Shift, visits: readonly number[]): RouteLoads {
  const loads = shift.capacity.map(() => 0);
  const pickups = shift.capacity.map(() => 0);
  for (const v of visits) {
    for (let d = 0; d < loads.length; d++) {
      loads[d]! += problem.visits[v]!.loads[d] ?? 0;
      pickups[d]! += problem.visits[v]!.pickups?.[d] ?? 0;
    }
  }
  if (!pairTable(problem) && pickups.every((load) => load === 0)) return { loads, pickups, peakLoads: loads };
  const legs = loadsOnLegs(problem, shift, visits);
  return { loads, pickups, peakLoads: loads.map((_, d) => legs.reduce((peak, leg) => Math.max(peak, leg[d]!), -Infinity)) };
}
