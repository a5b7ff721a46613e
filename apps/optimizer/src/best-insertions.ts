import { type Compiled, compile } from './compile.ts';
import { insertionCost, insertionFits, mayHaveTime } from './insertion.ts';
import { loadPlan } from './load-plan.ts';
import { ProblemFaultsError } from './options.ts';
import { pairPlaces } from './pair-insertion.ts';
import type { Insertion, Plan } from './plan.ts';
import type { Problem } from './problem.ts';
import { isRich } from './rich/is-rich.ts';
import { prepareRichInsertions } from './rich/rich-insertions.ts';
import { scheduleRoute } from './schedule-route.ts';
import type { State } from './state.ts';
import { departFront, driveFront, serveFront, windowsAt } from './times.ts';
import { validateProblem } from './validate-problem.ts';

/**
 * Every feasible place for one more visit in all shifts, the cheapest first; empty if there is none. For many questions
 * about one plan prepare once with `prepareInsertions`: a question then takes milliseconds on thousands of visits.
 * With rules of rich/model.ts the added cost is what the whole plan costs more, in all routes that the visit delays.
 */
export function bestInsertions(problem: Problem, plan: Plan, visit: number): Insertion[] {
  return prepareInsertions(problem, plan)(visit);
}

/** For one plan: the function that answers for any visit that is not in a route. */
export function prepareInsertions(problem: Problem, plan: Plan): (visit: number) => Insertion[] {
  const faults = validateProblem(problem);
  if (faults.length > 0) throw new ProblemFaultsError(faults);
  if (isRich(problem)) return prepareRichInsertions(problem, plan);
  const st = loadPlan(compile(problem), plan);
  return (visit) => insertionsOf(st, visit);
}

/** Of an absent visit in a state; none for one that is in a route. */
export function insertionsOf(st: State, visit: number): Insertion[] {
  const { c } = st;
  if (!(visit >= 0 && visit < c.visitCount) || st.routeOf[visit] !== -1) return [];
  if (c.mateOf[visit]! >= 0) return pairInsertionsOf(st, c.isDelivery[visit] === 1 ? c.mateOf[visit]! : visit);
  const found: Insertion[] = [];
  for (let shift = 0; shift < c.shiftCount; shift++) {
    if (c.types.fits[visit * c.types.count + c.types.typeOf[shift]!] === 0) continue;
    const end = c.visitCount + shift;
    let node = end;
    let position = 0;
    do {
      if (mayHaveTime(st, node, visit) && insertionFits(st, node, visit)) {
        found.push({
          shift,
          position,
          addedCost: insertionCost(st, node, visit),
          startSec: earliestStart(c, st, node, visit, shift),
        });
      }
      node = st.next[node]!;
      position++;
    } while (node !== end);
  }
  return found.sort((a, b) => a.addedCost - b.addedCost || a.shift - b.shift || a.position - b.position);
}

/** Both places of a pair; `startSec` is the pickup's. */
function pairInsertionsOf(st: State, pickup: number): Insertion[] {
  const { c } = st;
  const found: Insertion[] = [];
  for (let shift = 0; shift < c.shiftCount; shift++) {
    const positionOf = new Map<number, number>([[c.visitCount + shift, 0]]);
    for (let node = st.next[c.visitCount + shift]!; node < c.visitCount; node = st.next[node]!) {
      positionOf.set(node, positionOf.size);
    }
    const places: { before: number; position: number; deliveryPosition: number; addedCost: number }[] = [];
    pairPlaces(st, shift, pickup, Infinity, (before, beforeDelivery, addedCost) => {
      const position = positionOf.get(before)!;
      places.push({ before, position, deliveryPosition: positionOf.get(beforeDelivery) ?? position, addedCost });
      return Infinity;
    });
    for (const { before, ...place } of places)
      found.push({ shift, ...place, startSec: earliestStart(c, st, before, pickup, shift) });
  }
  return found.sort((a, b) => a.addedCost - b.addedCost || a.shift - b.shift || a.position - b.position);
}

function earliestStart(c: Compiled, st: State, before: number, visit: number, shift: number): number {
  if (c.weighsBreaks[shift] === 1) return startInRoute(c, st, before, visit, shift);
  const { sec, size } = c.travel;
  const breaks = c.breakCount[shift]!;
  departFront(st, before, st.front);
  driveFront(
    c,
    shift,
    breaks,
    before,
    visit,
    sec[c.travel.secBase[shift]! + c.leavesFrom[before]! * size + c.arrivesAt[visit]!]!,
    st.front,
  );
  serveFront(c, breaks, windowsAt(c, visit, shift), 0, st.front);
  return Math.min(...st.front.slice(0, breaks + 1));
}

/** Where breaks ask what is on board, the times kept per node do not hold for the longer route. */
function startInRoute(c: Compiled, st: State, before: number, visit: number, shift: number): number {
  const route: number[] = [];
  for (let v = st.next[c.visitCount + shift]!; v < c.visitCount; v = st.next[v]!) route.push(v);
  const position = before >= c.visitCount ? 0 : route.indexOf(before) + 1;
  return scheduleRoute(c.problem, c.problem.shifts[shift]!, route.toSpliced(position, 0, visit)).visits[position]!.startSec;
}
