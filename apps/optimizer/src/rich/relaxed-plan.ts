import type { Look } from '../anneal.ts';
import { type Best, readPlan } from '../best.ts';
import { compile } from '../compile.ts';
import { construct, fill } from '../construct.ts';
import { loadPlan } from '../load-plan.ts';
import { orderPlaces } from '../order-places.ts';
import type { Plan } from '../plan.ts';
import type { Problem, Visit } from '../problem.ts';
import type { RandomState } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { searchClassical, standingOf } from '../search-classical.ts';
import type { Budget, Standing } from '../watch.ts';
import { clipWindows } from '../window.ts';
import { estimateCosts } from './estimate-costs.ts';
import { hardWindows, isAllowed } from './hard-window.ts';
import { prizeOf } from './waiting.ts';

/** On smaller problems the search of rich plans finds its way by itself. */
const LEAST_VISITS = 100;
/** Where more visits than this part of all are bound to others, or have soft ends, the classical plan says too little. */
const MOST_BOUND = 0.3;
const MOST_SOFT = 0.5;

/**
 * Of large problems the first part of the budget goes to the classical engine; nearly all of it where nothing decides who is served but what it
 * knows: hours of travel, and costs of continuity and balance, which come after the tiers (a fortnight of 318 visits, 10 s: 280 served → 285, and cheaper). With
 * overtime, which serves more, 312 against 310.
 */
const RELAXED_SHARE = 0.4;
const NEARLY_ALL = 0.95;

export function relaxedShare({ relations, promises, perWorstLateSec, fairness, shifts, visits }: Problem): number {
  const decides =
    relations?.length ||
    promises ||
    perWorstLateSec ||
    fairness?.perSecBeyond ||
    shifts.some(({ overtime, perIdleSec, territory }) => overtime || perIdleSec || territory) ||
    visits.some(({ due, sites, promise }) => due || sites?.length || promise);
  return decides ? RELAXED_SHARE : NEARLY_ALL;
}

/**
 * Is it worth while to begin with the plan that the classical engine makes of the problem without rich rules? Not where a given plan keeps promises:
 * to that engine leaving such a visit out is no worse than another.
 */
export function isWorthRelaxing({ visits, relations = [] }: Problem, isGiven: boolean): boolean {
  if (isGiven && visits.some(({ promise }) => promise)) return false;
  const bound = new Set(relations.flatMap(({ first, second }) => [first, second])).size;
  const soft = visits.filter(({ due }) => due).length;
  return visits.length >= LEAST_VISITS && bound <= MOST_BOUND * visits.length && soft <= MOST_SOFT * visits.length;
}

/**
 * A plan of the classical engine, which is several times as fast, for the problem with promises as windows, drives that take as long as at their
 * hour but cost the mean of their shift, and without all that it does not know. Bound visits may stand where their rules do not allow it: loading the
 * plan leaves them out. From the given plan, or from greedy ones as long as there is time for one more (`makesMore`); `look` as for every search of
 * that engine.
 */
export function relaxedPlan(
  problem: Problem,
  random: RandomState,
  look: (iterations: number, standing: Standing, plan: () => Plan) => number,
  budget: Budget,
  makesMore: () => boolean,
  given?: Plan,
): { plan: Plan; iterations: number } {
  const c = compile(orderPlaces(withoutRichRules(problem)));
  const orders = newOrders(c);
  const planOf = ({ next }: Best): Plan => readPlan(next, c.visitCount, c.shiftCount);
  const shown: Look = (iterations, best) => look(iterations, standingOf(best), () => planOf(best));
  const st = given ? loadPlan(c, given) : construct(c, orders, makesMore);
  if (given) fill(st, orders, orders.keys[0]!, false);
  const manner = { budget, isGiven: given !== undefined, verify: null };
  const { best, iterations } = searchClassical(st, orders, random, shown, manner);
  return { plan: planOf(best), iterations };
}

/** The problem as the classical engine takes it. */
export function withoutRichRules(problem: Problem): Problem {
  const { placeCount, shifts, pairs } = problem;
  const allShifts = shifts.map((_, s) => s);
  const visits = problem.visits.map((visit): Visit => {
    const windows = hardWindows(problem, visit);
    const told = visit.promise && windows && toldWindows(visit, windows);
    const promised = visit.promise?.shifts;
    const allowed = allShifts.filter((s) => isAllowed(problem, visit, s) && (!told || !promised || promised.includes(s)));
    const isNarrowed = windows === null || promised !== undefined;
    return {
      ...visit,
      prize: prizeOf(problem, visit),
      windows: told ?? windows ?? visit.windows,
      ...(isNarrowed && { allowedShifts: windows === null ? [] : allowed }),
    };
  });
  return { placeCount, visits, ...estimateCosts(problem), ...(pairs && { pairs }) };
}

/** The windows as far as they keep the promise; null if none does. */
function toldWindows({ promise }: Visit, windows: Visit['windows']): Visit['windows'] | null {
  const { opensSec, closesSec } = promise!;
  if (windows.length === 0) return [{ opensSec, closesSec }];
  const kept = clipWindows(windows, opensSec, closesSec);
  return kept.length > 0 ? kept : null;
}
