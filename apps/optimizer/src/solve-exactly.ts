import type { Compiled } from './compile.ts';
import { evaluateRoute } from './evaluate-route.ts';
import type { Plan } from './plan.ts';
import type { Problem } from './problem.ts';

/** Up to so many visits every route can be tried: seven have 13,700 orders of subsets for each type of shift … */
const MOST_VISITS = 7;
/** … but not for many types: so many routes take about half a second. */
const MOST_ROUTES = 50_000;

export function isTiny(problem: Problem): boolean {
  return problem.visits.length <= MOST_VISITS;
}

/** The cheapest possible route of a shift for each set of visits (bits of the index): Infinity and an empty list where there is none. */
interface BestRoutes {
  readonly cost: Float64Array;
  readonly route: readonly (readonly number[])[];
}

/**
 * The best plan there is, by trying every route and every way to share the visits out; `null` where that is too much, or where a
 * frozen head is impossible by itself. One-way streets and windows may make a tiny problem one that no chain of insertions solves.
 */
export function solveExactly(c: Compiled): Plan | null {
  const { visitCount, shiftCount, types } = c;
  if (!isTiny(c.problem) || routeCount(c) > MOST_ROUTES) return null;
  const sets = 1 << visitCount;
  const routesOf = types.shiftsOf.map((shifts, type) => bestRoutes(c, type, shifts[0]!));
  // For the shifts so far: the least cost to serve exactly this set, and which part of it the last shift serves.
  let least = new Float64Array(sets).fill(Infinity);
  least[0] = 0;
  const parts: Int32Array[] = [];
  for (let s = 0; s < shiftCount; s++) {
    const { cost } = routesOf[types.typeOf[s]!]!;
    const now = new Float64Array(sets).fill(Infinity);
    const part = new Int32Array(sets);
    for (let set = 0; set < sets; set++) {
      for (let own = set; ; own = (own - 1) & set) {
        const sum = least[set ^ own]! + cost[own]!;
        if (sum < now[set]!) {
          now[set] = sum;
          part[set] = own;
        }
        if (own === 0) break;
      }
    }
    least = now;
    parts.push(part);
  }
  let best = -1;
  for (let set = 0; set < sets; set++) if (least[set]! < Infinity && (best < 0 || isBetterSet(c, least, set, best))) best = set;
  if (best < 0) return null;
  const routes: (readonly number[])[] = new Array(shiftCount);
  let left = best;
  for (let s = shiftCount - 1; s >= 0; s--) {
    const own = parts[s]![left]!;
    routes[s] = routesOf[types.typeOf[s]!]!.route[own]!;
    left ^= own;
  }
  return { routes, unassigned: c.problem.visits.map((_, v) => v).filter((v) => (best & (1 << v)) === 0) };
}

/** How many orders of subsets there are of the visits that fit, over all types of shifts. */
function routeCount(c: Compiled): number {
  let sum = 0;
  for (let type = 0; type < c.types.count; type++) {
    let orders = 1;
    for (let length = 1; length <= fitting(c, type).length; length++) orders = 1 + length * orders;
    sum += orders;
  }
  return sum;
}

function fitting(c: Compiled, type: number): number[] {
  return c.problem.visits.map((_, v) => v).filter((v) => c.types.fits[v * c.types.count + type] === 1);
}

function bestRoutes(c: Compiled, type: number, shift: number): BestRoutes {
  const cost = new Float64Array(1 << c.visitCount).fill(Infinity);
  const route: (readonly number[])[] = new Array(1 << c.visitCount).fill([]);
  const visits = fitting(c, type);
  const tried: number[] = [];
  const tryAll = (set: number): void => {
    const { route: driven, violations } = evaluateRoute(c.problem, shift, tried);
    if (violations.length === 0 && driven.cost < cost[set]!) {
      cost[set] = driven.cost;
      route[set] = [...tried];
    }
    for (const v of visits) {
      if ((set & (1 << v)) !== 0) continue;
      tried.push(v);
      tryAll(set | (1 << v));
      tried.pop();
    }
  };
  tryAll(0);
  return { cost, route };
}

/** Does serving one set of visits rather than another leave out less by the tiers, or the same and cost less? */
function isBetterSet(c: Compiled, least: Float64Array, one: number, other: number): boolean {
  const missed = (set: number, worth: Float64Array): number => {
    let sum = 0;
    for (let v = 0; v < c.visitCount; v++) if ((set & (1 << v)) === 0) sum += worth[v]!;
    return sum;
  };
  const byTier = missed(one, c.missRank) - missed(other, c.missRank);
  if (byTier !== 0) return byTier < 0;
  const prizes = c.missCost.map((cost, v) => (c.missRank[v] === 0 ? cost : 0));
  return least[one]! + missed(one, prizes) < least[other]! + missed(other, prizes);
}
