import { refreshLoads } from './flow.ts';
import { MAX_BREAKS } from './problem.ts';
import { ABSENT, addFree, dropFree, type State } from './state.ts';

/**
 * Copy on write: a route is saved when an attempt first touches it, so that a refused attempt costs only what it changed.
 * `touchedIn[shift] === epoch[0]` says that the present attempt has touched the shift.
 */
export interface Journal {
  readonly epoch: Int32Array;
  readonly touchedIn: Int32Array;
  readonly touched: Int32Array;
  /** How many shifts are touched; how much of the node buffers is used. */
  readonly used: Int32Array;
  /** Per touched shift: where its nodes begin in the buffers, how many visits it had. */
  readonly from: Int32Array;
  readonly visitCount: Int32Array;
  readonly nodes: Int32Array;
  readonly departSec: Int32Array;
  readonly latestSec: Int32Array;
  readonly departAfterBreakSec: Int32Array;
  readonly latestAfterBreakSec: Int32Array;
  readonly roomSec: Int32Array;
  readonly workSec: Int32Array;
  readonly driveCost: Int32Array;
  readonly load: Int32Array;
  readonly travelSec: Float64Array;
  readonly metres: Float64Array;
  readonly absent: Int32Array;
  readonly absentCount: Int32Array;
  readonly totals: Float64Array;
}

export function newJournal(st: State): Journal {
  const { nodeCount, shiftCount, visitCount, dimensions } = st.c;
  return {
    epoch: new Int32Array(1),
    touchedIn: new Int32Array(shiftCount),
    touched: new Int32Array(shiftCount),
    used: new Int32Array(2),
    from: new Int32Array(shiftCount),
    visitCount: new Int32Array(shiftCount),
    nodes: new Int32Array(nodeCount),
    departSec: new Int32Array(nodeCount),
    latestSec: new Int32Array(nodeCount),
    departAfterBreakSec: new Int32Array(nodeCount * MAX_BREAKS),
    latestAfterBreakSec: new Int32Array(nodeCount * MAX_BREAKS),
    roomSec: new Int32Array(nodeCount),
    workSec: new Int32Array(nodeCount),
    driveCost: new Int32Array(nodeCount),
    load: new Int32Array(shiftCount * dimensions),
    travelSec: new Float64Array(shiftCount),
    metres: new Float64Array(shiftCount),
    absent: new Int32Array(visitCount),
    absentCount: new Int32Array(1),
    totals: new Float64Array(4),
  };
}

/** A new attempt; what the last one touched is forgotten. */
export function begin(st: State, journal: Journal): void {
  journal.epoch[0]!++;
  journal.used[0] = 0;
  journal.used[1] = 0;
  const count = st.counts[ABSENT]!;
  journal.absentCount[0] = count;
  for (let i = 0; i < count; i++) journal.absent[i] = st.absent[i]!;
  for (let i = 0; i < 4; i++) journal.totals[i] = st.totals[i]!;
}

/** Must be called before the first change of a route in an attempt. */
export function touch(st: State, journal: Journal, shift: number): void {
  if (journal.touchedIn[shift] === journal.epoch[0]) return;
  journal.touchedIn[shift] = journal.epoch[0]!;
  const { c, next } = st;
  const t = journal.used[0]!;
  journal.used[0] = t + 1;
  journal.touched[t] = shift;
  journal.visitCount[t] = st.visitsIn[shift]!;
  for (let d = 0; d < c.dimensions; d++) journal.load[t * c.dimensions + d] = st.loadIn[shift * c.dimensions + d]!;
  journal.travelSec[t] = st.travelSecIn[shift]!;
  journal.metres[t] = st.metresIn[shift]!;
  let at = journal.used[1]!;
  journal.from[t] = at;
  const end = c.visitCount + shift;
  const breaks = c.breakCount[shift]!;
  let node = end;
  do {
    journal.nodes[at] = node;
    journal.departSec[at] = st.departSec[node]!;
    journal.latestSec[at] = st.latestSec[node]!;
    journal.roomSec[at] = st.roomSec[node]!;
    journal.workSec[at] = st.workSec[node]!;
    journal.driveCost[at] = st.driveCost[node]!;
    for (let k = 0; k < breaks; k++) {
      journal.departAfterBreakSec[at * MAX_BREAKS + k] = st.departAfterBreakSec[node * MAX_BREAKS + k]!;
      journal.latestAfterBreakSec[at * MAX_BREAKS + k] = st.latestAfterBreakSec[node * MAX_BREAKS + k]!;
    }
    at++;
    node = next[node]!;
  } while (node !== end);
  journal.used[1] = at;
}

/** Everything as it was at `begin`. */
export function rollBack(st: State, journal: Journal): void {
  const { c, next, prev, routeOf } = st;
  const touchedCount = journal.used[0]!;
  for (let t = 0; t < touchedCount; t++) {
    const end = c.visitCount + journal.touched[t]!;
    for (let v = next[end]!; v !== end; v = next[v]!) {
      routeOf[v] = -1;
      st.roomSec[v] = -1;
    }
  }
  for (let t = 0; t < touchedCount; t++) {
    const shift = journal.touched[t]!;
    const count = journal.visitCount[t]!;
    if (count === 0 && st.visitsIn[shift]! > 0) addFree(st, shift);
    else if (count > 0 && st.visitsIn[shift] === 0) dropFree(st, shift);
    st.visitsIn[shift] = count;
    for (let d = 0; d < c.dimensions; d++) st.loadIn[shift * c.dimensions + d] = journal.load[t * c.dimensions + d]!;
    st.travelSecIn[shift] = journal.travelSec[t]!;
    st.metresIn[shift] = journal.metres[t]!;
    const breaks = c.breakCount[shift]!;
    const from = journal.from[t]!;
    let before = journal.nodes[from + count]!;
    for (let at = from; at <= from + count; at++) {
      const node = journal.nodes[at]!;
      next[before] = node;
      prev[node] = before;
      routeOf[node] = shift;
      st.departSec[node] = journal.departSec[at]!;
      st.latestSec[node] = journal.latestSec[at]!;
      st.roomSec[node] = journal.roomSec[at]!;
      st.workSec[node] = journal.workSec[at]!;
      st.driveCost[node] = journal.driveCost[at]!;
      for (let k = 0; k < breaks; k++) {
        st.departAfterBreakSec[node * MAX_BREAKS + k] = journal.departAfterBreakSec[at * MAX_BREAKS + k]!;
        st.latestAfterBreakSec[node * MAX_BREAKS + k] = journal.latestAfterBreakSec[at * MAX_BREAKS + k]!;
      }
      before = node;
    }
    if (c.hasFlow) refreshLoads(st, shift);
  }
  const absentCount = journal.absentCount[0]!;
  st.counts[ABSENT] = absentCount;
  for (let i = 0; i < absentCount; i++) {
    const v = journal.absent[i]!;
    st.absent[i] = v;
    st.absentAt[v] = i;
    routeOf[v] = -1;
  }
  for (let i = 0; i < 4; i++) st.totals[i] = journal.totals[i]!;
}
