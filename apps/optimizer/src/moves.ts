import { refreshLoads } from './flow.ts';
import { addAbsent, addFree, dropAbsent, dropFree, ROUTE_COST, roomWhenUnused, type State } from './state.ts';
import { refreshBackward, refreshForward } from './times.ts';
import { workAfter, workCost } from './work.ts';

/** Puts the absent visit `v` right after node `before` and brings the route's sums and times up to date. */
export function insert(st: State, before: number, v: number): void {
  const shift = st.routeOf[before]!;
  const after = st.next[before]!;
  if (st.visitsIn[shift] === 0) {
    dropFree(st, shift);
    st.totals[ROUTE_COST]! += st.openCost[shift]!;
  } else changeDrive(st, shift, before, after, -1);
  dropAbsent(st, v);
  st.routeOf[v] = shift;
  st.visitsIn[shift]!++;
  changeLoads(st, shift, v, 1);
  join(st, before, v);
  join(st, v, after);
  changeDrive(st, shift, before, v, 1);
  changeDrive(st, shift, v, after, 1);
  st.workSec[v] = workAfter(st.c, before, v, shift);
  changeWorkCost(st, shift, st.workSec[v]!, 1);
  resetWork(st, shift, after);
  st.departSec[v] = -1;
  st.latestSec[v] = -2;
  if (st.c.hasFlow) refreshLoads(st, shift);
  refreshForward(st, v);
  refreshBackward(st, after < st.c.visitCount ? after : v);
  // The successor's own latest arrival may be unchanged although its new predecessor's is not known yet.
  if (st.latestSec[v] === -2) refreshBackward(st, v);
}

/** Puts both visits of an absent pair in: the pickup right after one node, the delivery after another (or after the pickup). */
export function insertPair(st: State, beforePickup: number, pickup: number, beforeDelivery: number): void {
  insert(st, beforePickup, pickup);
  insert(st, beforeDelivery, st.c.mateOf[pickup]!);
}

/** Takes visit `v` out of its route without bringing the route's times up to date: `refreshRoute` must follow. */
export function unlink(st: State, v: number): void {
  const shift = st.routeOf[v]!;
  const before = st.prev[v]!;
  const after = st.next[v]!;
  changeDrive(st, shift, before, v, -1);
  changeDrive(st, shift, v, after, -1);
  changeWorkCost(st, shift, st.workSec[v]!, -1);
  changeLoads(st, shift, v, -1);
  st.routeOf[v] = -1;
  st.roomSec[v] = -1;
  st.visitsIn[shift]!--;
  join(st, before, after);
  addAbsent(st, v);
  if (st.visitsIn[shift] === 0) {
    addFree(st, shift);
    st.totals[ROUTE_COST]! -= st.openCost[shift]!;
    return;
  }
  changeDrive(st, shift, before, after, 1);
  resetWork(st, shift, after);
}

/** All times of a route anew. */
export function refreshRoute(st: State, shift: number): void {
  if (st.c.hasFlow) refreshLoads(st, shift);
  const end = st.c.visitCount + shift;
  if (st.visitsIn[shift] === 0) {
    st.roomSec[end] = roomWhenUnused(st.c, shift);
    return;
  }
  for (let v = st.next[end]!; v !== end; v = st.next[v]!) {
    st.departSec[v] = -1;
    st.latestSec[v] = -2;
  }
  refreshForward(st, st.next[end]!);
  refreshBackward(st, st.prev[end]!);
}

export function join(st: State, before: number, after: number): void {
  st.next[before] = after;
  st.prev[after] = before;
}

function changeDrive(st: State, shift: number, from: number, to: number, sign: number): void {
  const { c } = st;
  const { cost, sec, metres, size } = c.travel;
  const cell = c.leavesFrom[from]! * size + c.arrivesAt[to]!;
  const drive = cost[c.travel.costBase[shift]! + cell]!;
  if (sign > 0) st.driveCost[from] = drive;
  st.totals[ROUTE_COST]! += sign * drive;
  if (c.limited[shift] === 0) return;
  st.travelSecIn[shift]! += sign * sec[c.travel.secBase[shift]! + cell]!;
  if (metres.length > 0) st.metresIn[shift]! += sign * metres[c.travel.metresBase[shift]! + cell]!;
}

function changeWorkCost(st: State, shift: number, workSec: number, sign: number): void {
  if (st.c.hasTaskCost) st.totals[ROUTE_COST]! += sign * workCost(st.c, shift, workSec);
}

function changeLoads(st: State, shift: number, v: number, sign: number): void {
  const { dimensions, loads } = st.c;
  for (let d = 0; d < dimensions; d++) st.loadIn[shift * dimensions + d]! += sign * loads[v * dimensions + d]!;
}

/** The setup of a visit depends on where one comes from. */
function resetWork(st: State, shift: number, v: number): void {
  if (!st.c.hasSetup || v >= st.c.visitCount) return;
  const work = workAfter(st.c, st.prev[v]!, v, shift);
  if (work === st.workSec[v]) return;
  changeWorkCost(st, shift, st.workSec[v]!, -1);
  changeWorkCost(st, shift, work, 1);
  st.workSec[v] = work;
}
