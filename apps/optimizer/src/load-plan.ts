import type { Compiled } from './compile.ts';
import { evaluateRoute } from './evaluate-route.ts';
import { insertionFits } from './insertion.ts';
import { insert } from './moves.ts';
import { placePairAnywhere } from './pair-insertion.ts';
import type { Plan } from './plan.ts';
import { newState, type State } from './state.ts';

/** A state with the frozen heads in place and otherwise empty. */
export function startRoutes(c: Compiled): State {
  const st = newState(c);
  c.problem.shifts.forEach((shift, s) => {
    let last = c.visitCount + s;
    for (const v of shift.frozenHead ?? []) {
      insert(st, last, v);
      last = v;
    }
  });
  return st;
}

/**
 * A given plan as far as it keeps the rules: a route without violations as it is, another one with its visits in the given
 * order, those left out that do not fit, pairs wherever they fit. Unknown and repeated visits are passed over.
 */
export function loadPlan(c: Compiled, plan: Plan): State {
  const st = startRoutes(c);
  for (let s = 0; s < c.shiftCount; s++) {
    const head = c.problem.shifts[s]!.frozenHead ?? [];
    const wanted = (plan.routes[s] ?? []).filter(
      (v, i, route) => v >= 0 && v < c.visitCount && st.routeOf[v] === -1 && route.indexOf(v) === i && c.frozenShiftOf[v] === -1,
    );
    const sound = evaluateRoute(c.problem, s, [...head, ...wanted]).violations.length === 0;
    let last = head.at(-1) ?? c.visitCount + s;
    for (const v of wanted) {
      if (!sound && (c.mateOf[v]! >= 0 || !insertionFits(st, last, v))) continue;
      insert(st, last, v);
      last = v;
    }
    // Pairs of a route that breaks rules go in together, where they fit best.
    for (const v of wanted) {
      const absent = !sound && c.isDelivery[v] === 0 && c.mateOf[v]! >= 0 && st.routeOf[v] === -1;
      if (absent && wanted.includes(c.mateOf[v]!)) placePairAnywhere(st, v, Infinity, s);
    }
  }
  return st;
}
