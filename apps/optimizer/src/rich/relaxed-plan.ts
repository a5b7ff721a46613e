import { anneal, temperaturesFor } from '../anneal.ts';
import { type Best, readPlan } from '../best.ts';
import { compile } from '../compile.ts';
import { construct } from '../construct.ts';
import type { Plan } from '../plan.ts';
import type { Problem, TravelMatrix, Visit } from '../problem.ts';
import type { RandomState } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { clipWindows } from '../window.ts';
import { hardWindows, isAllowed } from './hard-window.ts';
import { prizeOf } from './waiting.ts';

/** On smaller problems the search of rich plans finds its way by itself. */
const LEAST_VISITS = 100;
/** Where more visits than this part of all are bound to others, or have soft ends, the classical plan says too little. */
const MOST_BOUND = 0.3;
const MOST_SOFT = 0.5;

/** Is it worth while to begin with the plan that the classical engine makes of the problem without rich rules? */
export function isWorthRelaxing({ visits, relations = [] }: Problem): boolean {
  const bound = new Set(relations.flatMap(({ first, second }) => [first, second])).size;
  const soft = visits.filter(({ due }) => due).length;
  return visits.length >= LEAST_VISITS && bound <= MOST_BOUND * visits.length && soft <= MOST_SOFT * visits.length;
}

/**
 * A plan of the classical engine, which is several times as fast, for the problem with promises as windows, at the slowest pace of any band,
 * and without all that it does not know. Bound visits may stand where their rules do not allow it: loading the plan leaves them out.
 * `look`: how far the budget of this search is used.
 */
export function relaxedPlan(
  problem: Problem,
  random: RandomState,
  look: (iterations: number) => number,
): { plan: Plan; iterations: number } {
  const c = compile(withoutRichRules(problem));
  const orders = newOrders(c);
  const st = construct(c, orders, () => look(0) < 0.5);
  const { best, iterations } = anneal(st, orders, random, (done: number, _best: Best) => look(done), temperaturesFor(st, 1));
  return { plan: readPlan(best.next, c.visitCount, c.shiftCount), iterations };
}

function withoutRichRules(problem: Problem): Problem {
  const { placeCount, shifts, matrices, pairs } = problem;
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
  return { placeCount, visits, shifts, matrices: matrices.map(slowest), ...(pairs && { pairs }) };
}

/** The windows as far as they keep the promise; null if none does. */
function toldWindows({ promise }: Visit, windows: Visit['windows']): Visit['windows'] | null {
  const { opensSec, closesSec } = promise!;
  if (windows.length === 0) return [{ opensSec, closesSec }];
  const kept = clipWindows(windows, opensSec, closesSec);
  return kept.length > 0 ? kept : null;
}

function slowest({ bands, ...matrix }: TravelMatrix): TravelMatrix {
  if (!bands) return matrix;
  const used = [...new Set(bands.tableOf)].map((table) => bands.tables[table]!);
  const durationsSec = used[0]!.map((sec, cell) => used.reduce((most, table) => Math.max(most, table[cell]!), sec));
  return { ...matrix, durationsSec };
}
