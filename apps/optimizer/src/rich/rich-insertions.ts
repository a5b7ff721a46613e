import { soundAfter, withRoutes } from '../advice/judge.ts';
import { placesOf } from '../advice/places.ts';
import { evaluate } from '../evaluate.ts';
import type { Insertion, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { compileRich } from './compile-rich.ts';
import { fitsShift, leastPosition, mostPosition, positionBetween } from './fits.ts';
import { newSaved, restore, type Saved, save } from './rich-anneal.ts';
import { loadRichPlan, readRichPlan } from './rich-construct.ts';
import { enter, link } from './rich-moves.ts';
import { excessChanges, type RichState, ROUTE_COST, sharedCost } from './rich-state.ts';
import { earliestByOrders, settle } from './settle.ts';
import { prizeOf } from './waiting.ts';

/** Units of several visits: so many places, cheapest in their own routes, are tried in the whole plan. */
const PLACES_TRIED = 200;

/** `prepareInsertions` where rules of model.ts hold: every place is settled in all routes that it reaches. */
export function prepareRichInsertions(problem: Problem, plan: Plan): (visit: number) => Insertion[] {
  const c = compileRich(problem);
  const st = loadRichPlan(c, plan);
  const saved = newSaved(st);
  save(st, saved);
  return (visit) => {
    if (!(visit >= 0 && visit < c.base.visitCount) || st.routeOf[visit] !== -1) return [];
    const unit = c.relations.units[c.relations.unitOf[visit]!]!;
    const found = unit.length === 1 ? placesAlone(st, saved, visit) : placesTogether(problem, readRichPlan(st), visit, unit);
    return found.sort((a, b) => a.addedCost - b.addedCost || a.shift - b.shift || a.position - b.position);
  };
}

function placesAlone(st: RichState, saved: Saved, v: number): Insertion[] {
  const { base } = st.c;
  const costBefore = costOf(st);
  const excessBefore = excessChanges(st);
  const found: Insertion[] = [];
  for (let shift = 0; shift < base.shiftCount; shift++) {
    if (!fitsShift(st, v, shift)) continue;
    const end = base.visitCount + shift;
    let node = end;
    let position = 0;
    do {
      // The node after is read before anything is tried: trying changes the ring.
      const after = st.next[node]!;
      const least = leastPosition(st, v, node);
      const most = mostPosition(st, v, after);
      if (base.sealed[node] === 0 && least <= most) {
        const soonestSec = Math.max(earliestByOrders(st, v), st.leaveSec[node]!);
        link(st, node, v);
        enter(st, v, positionBetween(st, least, most, soonestSec));
        if (settle(st) && excessChanges(st) <= excessBefore)
          found.push({ shift, position, addedCost: costOf(st) - costBefore, startSec: st.startSec[v]! });
        restore(st, saved);
      }
      node = after;
      position++;
    } while (node !== end);
  }
  return found;
}

/** As `Evaluation.cost`, without the prizes of what is left out. */
function costOf(st: RichState): number {
  return st.totals[ROUTE_COST]! + sharedCost(st);
}

function placesTogether(problem: Problem, plan: Plan, visit: number, unit: Int32Array): Insertion[] {
  const before = { plan, ...evaluate(problem, plan) };
  const members = [visit, ...[...unit].filter((v) => v !== visit)];
  const prizes = members.reduce((sum, v) => {
    const one = problem.visits[v]!;
    return one.tier === null ? sum + prizeOf(problem, one) : sum;
  }, 0);
  return placesOf(problem, plan, members)
    .slice(0, PLACES_TRIED)
    .flatMap(({ routes, shift }): Insertion[] => {
      const after = withRoutes(problem, plan, routes);
      const evaluation = soundAfter(problem, after, before);
      if (!evaluation) return [];
      const stop = evaluation.routes[shift]!.stops.find((one) => one.kind === 'visit' && one.visit === visit)!;
      const others = members.slice(1).map((other) => {
        const at = after.routes.findIndex((route) => route.includes(other));
        return { visit: other, shift: at, position: after.routes[at]!.indexOf(other) };
      });
      const position = after.routes[shift]!.indexOf(visit);
      return [
        {
          shift,
          position,
          others,
          addedCost: evaluation.cost - before.cost + prizes,
          startSec: (stop as { startSec: number }).startSec,
        },
      ];
    });
}
