import type { Best } from './best.ts';
import type { Compiled } from './compile.ts';
import { tailsKeepFlow } from './flow.ts';
import { join, refreshRoute } from './moves.ts';
import { type RandomState, randomBelow, randomUnit } from './random.ts';
import { addFree, ROUTE_COST, type State } from './state.ts';
import { arrivalOf, arrivesInTime, departFront, driveFront } from './times.ts';
import { workAfter } from './work.ts';

/**
 * 2-opt*: two routes exchange their ends, so that a visit `w` follows its near neighbour `u` of another route. One random
 * such move is priced and, if the annealing accepts it, done. Only between shifts for which the times of a tail stay valid
 * (same hours, end place, travel; no limits), so that nothing but loads and skills has to be walked.
 * Returns whether the plan has changed.
 */
export function exchangeTails(st: State, random: RandomState, temperature: number, best: Best): boolean {
  const { c, next, prev, routeOf } = st;
  const { after, beforeCount } = c.neighbours;
  if (beforeCount === 0) return false;
  const u = randomBelow(random, c.visitCount);
  const w = after[u * beforeCount + randomBelow(random, beforeCount)]!;
  if (w < 0) return false;
  const first = routeOf[u]!;
  const second = routeOf[w]!;
  if (first < 0 || second < 0 || first === second) return false;
  const afterU = next[u]!;
  const beforeW = prev[w]!;
  const added = costOfExchange(st, u, w, first, second);
  if (added >= -temperature * Math.log(randomUnit(random) + 1e-12)) return false;
  if (!tailsFit(st, u, w, first, second)) return false;

  const firstEnd = c.visitCount + first;
  const secondEnd = c.visitCount + second;
  const firstLast = prev[firstEnd]!;
  const secondLast = prev[secondEnd]!;
  moveTail(st, w, secondEnd, second, first);
  if (afterU !== firstEnd) moveTail(st, afterU, firstEnd, first, second);
  join(st, u, w);
  join(st, secondLast, firstEnd);
  join(st, beforeW, afterU === firstEnd ? secondEnd : afterU);
  if (afterU !== firstEnd) join(st, firstLast, secondEnd);
  st.totals[ROUTE_COST]! += added;
  setDriveCosts(st, first, u, secondLast);
  setDriveCosts(st, second, beforeW, afterU === firstEnd ? beforeW : firstLast);
  if (st.visitsIn[second] === 0) addFree(st, second);
  refreshRoute(st, first);
  refreshRoute(st, second);
  best.dirty[first] = 1;
  best.dirty[second] = 1;
  return true;
}

/** A shift is comparable with another if a tail may move between them without new times. */
function comparable(c: Compiled, first: number, second: number): boolean {
  if (c.types.typeOf[first] === c.types.typeOf[second]) return c.limited[first] === 0 && c.weighsBreaks[first] === 0;
  return (
    c.windows.classOf[first] === c.windows.classOf[second] &&
    c.travel.secBase[first] === c.travel.secBase[second] &&
    c.travel.costBase[first] === c.travel.costBase[second] &&
    c.arrivesAt[c.visitCount + first] === c.arrivesAt[c.visitCount + second] &&
    c.breakCount[first] === 0 &&
    c.breakCount[second] === 0 &&
    c.limited[first] === 0 &&
    c.limited[second] === 0 &&
    c.positioned[first] === 0 &&
    c.positioned[second] === 0 &&
    c.workTypeOf[first] === c.workTypeOf[second] &&
    c.perTaskSec[first] === c.perTaskSec[second] &&
    c.perVisit[first] === c.perVisit[second]
  );
}

function costOfExchange(st: State, u: number, w: number, first: number, second: number): number {
  const { c, next, prev, driveCost } = st;
  const { cost, size } = c.travel;
  const base = c.travel.costBase[first]!;
  const beforeW = prev[w]!;
  const afterU = next[u]!;
  const emptied = beforeW >= c.visitCount && afterU >= c.visitCount;
  const toW = cost[base + c.leavesFrom[u]! * size + c.arrivesAt[w]!]!;
  const fromW = emptied ? -st.openCost[second]! : cost[base + c.leavesFrom[beforeW]! * size + c.arrivesAt[afterU]!]!;
  return toW + fromW - driveCost[u]! - driveCost[beforeW]!;
}

function tailsFit(st: State, u: number, w: number, first: number, second: number): boolean {
  const { c, next, prev } = st;
  if (!comparable(c, first, second)) return false;
  const beforeW = prev[w]!;
  const afterU = next[u]!;
  const emptied = beforeW >= c.visitCount && afterU >= c.visitCount;
  if (c.hasFrozen && (touchesHead(c, u) || touchesHead(c, beforeW) || touchesHead(c, w) || touchesHead(c, afterU))) return false;
  // A changed setup would change the tail's times.
  if (c.hasSetup && workAfter(c, u, w, first) !== st.workSec[w]) return false;
  if (c.hasSetup && afterU < c.visitCount && workAfter(c, beforeW, afterU, second) !== st.workSec[afterU]) return false;
  if (!reaches(st, u, w, first)) return false;
  if (!emptied && !reaches(st, beforeW, afterU, second)) return false;
  return loadsAndSkillsFit(st, u, w, first, second);
}

function touchesHead(c: Compiled, node: number): boolean {
  return node < c.visitCount ? c.frozenShiftOf[node]! >= 0 : c.sealed[node] === 1;
}

/** Can the shift go from `from` straight to `to` and keep what follows it? */
function reaches(st: State, from: number, to: number, shift: number): boolean {
  const { c, front } = st;
  const { sec, size } = c.travel;
  const driveSec = sec[c.travel.secBase[shift]! + c.leavesFrom[from]! * size + c.arrivesAt[to]!]!;
  const breaks = c.breakCount[shift]!;
  if (breaks === 0) return arrivalOf(c, shift, from, to, st.departSec[from]!, driveSec) <= st.latestSec[to]!;
  departFront(st, from, front);
  driveFront(c, shift, breaks, from, to, driveSec, front);
  return arrivesInTime(st, to, breaks, front);
}

function loadsAndSkillsFit(st: State, u: number, w: number, first: number, second: number): boolean {
  const { c, next } = st;
  const { dimensions, loads, capacity } = c;
  const sameType = c.types.typeOf[first] === c.types.typeOf[second];
  for (let d = 0; d < dimensions; d++) {
    let gained = 0;
    let given = 0;
    for (let v = w; v < c.visitCount; v = next[v]!) gained += loads[v * dimensions + d]!;
    for (let v = next[u]!; v < c.visitCount; v = next[v]!) given += loads[v * dimensions + d]!;
    if (st.loadIn[first * dimensions + d]! + gained - given > capacity[first * dimensions + d]!) return false;
    if (st.loadIn[second * dimensions + d]! + given - gained > capacity[second * dimensions + d]!) return false;
  }
  if (c.hasFlow && !tailsKeepFlow(st, u, first, st.prev[w]!, second)) return false;
  if (sameType) return true;
  const { fits, count, typeOf } = c.types;
  for (let v = w; v < c.visitCount; v = next[v]!) if (fits[v * count + typeOf[first]!] === 0) return false;
  for (let v = next[u]!; v < c.visitCount; v = next[v]!) if (fits[v * count + typeOf[second]!] === 0) return false;
  return true;
}

/** Hands the visits from `node` to the end of their route over to another shift: names and sums, not links. */
function moveTail(st: State, node: number, end: number, from: number, to: number): void {
  const { c, next } = st;
  const { dimensions, loads } = c;
  for (let v = node; v !== end; v = next[v]!) {
    st.routeOf[v] = to;
    st.visitsIn[from]!--;
    st.visitsIn[to]!++;
    for (let d = 0; d < dimensions; d++) {
      st.loadIn[from * dimensions + d]! -= loads[v * dimensions + d]!;
      st.loadIn[to * dimensions + d]! += loads[v * dimensions + d]!;
    }
  }
}

/** The two drives of a route that an exchange has changed: after the joint and to the end. */
function setDriveCosts(st: State, shift: number, joint: number, last: number): void {
  const { c, next } = st;
  const { cost, size } = c.travel;
  const base = c.travel.costBase[shift]!;
  st.driveCost[joint] = cost[base + c.leavesFrom[joint]! * size + c.arrivesAt[next[joint]!]!]!;
  st.driveCost[last] = cost[base + c.leavesFrom[last]! * size + c.arrivesAt[next[last]!]!]!;
}
