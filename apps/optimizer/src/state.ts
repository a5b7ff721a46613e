import type { Compiled } from './compile.ts';
import { MAX_BREAKS } from './problem.ts';
import { NEVER_SEC } from './window.ts';

/**
 * The routes during the search: doubly linked rings over nodes, with for each node the earliest departure and the latest
 * arrival that keeps the rest of its route possible, so that an insertion is judged without walking the route.
 * With breaks there is one pair of such times per number of breaks already taken.
 */
export interface State {
  readonly c: Compiled;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** The shift whose route the node is in; −1 for an absent visit, −2 for one that belongs to another part. */
  readonly routeOf: Int32Array;
  /** Earliest end of work at the node, no break taken yet; for a shift its opening. */
  readonly departSec: Int32Array;
  /** Latest arrival, no break taken yet; for a shift the latest arrival at its end; −1: never. */
  readonly latestSec: Int32Array;
  /** The same with one and more breaks taken: [node * MAX_BREAKS + taken − 1]. */
  readonly departAfterBreakSec: Int32Array;
  readonly latestAfterBreakSec: Int32Array;
  /**
   * The most seconds that what is put right after the node may take, with the drives there and on, wherever breaks fall; below 0: nothing may be put
   * there, as after a visit that is in no route, or in another part's.
   */
  readonly roomSec: Int32Array;
  /** Setup (if due after the present predecessor) and service. */
  readonly workSec: Int32Array;
  /** Cost of the drive from the node to its successor. */
  readonly driveCost: Int32Array;
  readonly visitsIn: Int32Array;
  /** What using the shift at all costs: its fixed cost and, where routes are to become fewer (`loadPart`), a fee. */
  readonly openCost: Int32Array;
  /** [shift * dimensions + d] */
  readonly loadIn: Int32Array;
  /** For problems with flow only, see flow.ts: [node * dimensions + d]. */
  readonly loadAfter: Int32Array;
  readonly peakUpTo: Int32Array;
  readonly peakFrom: Int32Array;
  /** Kept for limited shifts only. */
  readonly travelSecIn: Float64Array;
  readonly metresIn: Float64Array;
  /** The visits in no route, with their positions in the list. */
  readonly absent: Int32Array;
  readonly absentAt: Int32Array;
  /** Shift types that have an unused shift, with their positions, and how many unused shifts each has. */
  readonly freeTypes: Int32Array;
  readonly freeTypeAt: Int32Array;
  readonly freeInType: Int32Array;
  readonly counts: Int32Array;
  /** The number of the last search for a place (`counts[LOOKS]`) that priced the place after the node. */
  readonly lookedAfter: Int32Array;
  readonly totals: Float64Array;
  /** One break front, for the functions that walk with breaks. */
  readonly front: Int32Array;
  /** Two more for pairs; and the two nodes after which a search would put the pickup and the delivery. */
  readonly pickupFront: Int32Array;
  readonly walkFront: Int32Array;
  readonly pairPlace: Int32Array;
  /** Of the stops of a route: what a pair's delivery right after it adds to the cost, and the least of that from it on. */
  readonly deliveryDetour: Float64Array;
  readonly leastDetour: Float64Array;
  /** What is on board while a route is walked, by dimension. */
  readonly onBoard: Int32Array;
}

/** Positions in `counts`. */
export const ABSENT = 0;
export const FREE_TYPES = 1;
/** How many visits and shifts the state is about: all, or those of one part. */
export const OWN_VISITS = 2;
export const OWN_SHIFTS = 3;
/** How often a place was searched for a visit; goes round after 2^32, which harms nothing. */
export const LOOKS = 4;
/** Positions in `totals`: cost of the routes; missed visits as cost; missed tiers exactly; prizes of optional visits missed. */
export const ROUTE_COST = 0;
export const MISS_COST = 1;
export const MISS_RANK = 2;
export const MISS_PRIZE = 3;

/** All routes empty, except for the frozen heads, which `startRoutes` puts in. */
export function newState(c: Compiled): State {
  const { nodeCount, visitCount, shiftCount, dimensions } = c;
  const st: State = {
    c,
    next: Int32Array.from({ length: nodeCount }, (_, n) => n),
    prev: Int32Array.from({ length: nodeCount }, (_, n) => n),
    routeOf: Int32Array.from({ length: nodeCount }, (_, n) => (n < visitCount ? -1 : n - visitCount)),
    departSec: new Int32Array(nodeCount),
    latestSec: new Int32Array(nodeCount),
    departAfterBreakSec: new Int32Array(nodeCount * MAX_BREAKS).fill(NEVER_SEC),
    latestAfterBreakSec: new Int32Array(nodeCount * MAX_BREAKS).fill(-1),
    roomSec: new Int32Array(nodeCount).fill(-1),
    workSec: new Int32Array(nodeCount),
    driveCost: new Int32Array(nodeCount),
    visitsIn: new Int32Array(shiftCount),
    openCost: Int32Array.from(c.fixedCost),
    loadIn: new Int32Array(shiftCount * dimensions),
    loadAfter: new Int32Array(c.hasFlow ? nodeCount * dimensions : 0),
    peakUpTo: new Int32Array(c.hasFlow ? nodeCount * dimensions : 0),
    peakFrom: new Int32Array(c.hasFlow ? nodeCount * dimensions : 0),
    travelSecIn: new Float64Array(shiftCount),
    metresIn: new Float64Array(shiftCount),
    absent: Int32Array.from({ length: visitCount }, (_, v) => v),
    absentAt: Int32Array.from({ length: visitCount }, (_, v) => v),
    freeTypes: new Int32Array(c.types.count),
    freeTypeAt: new Int32Array(c.types.count).fill(-1),
    freeInType: new Int32Array(c.types.count),
    counts: new Int32Array(5),
    lookedAfter: new Int32Array(nodeCount),
    totals: new Float64Array(4),
    front: new Int32Array(MAX_BREAKS + 1),
    pickupFront: new Int32Array(MAX_BREAKS + 1),
    walkFront: new Int32Array(MAX_BREAKS + 1),
    pairPlace: new Int32Array(2),
    deliveryDetour: new Float64Array(c.hasPairs ? nodeCount : 0),
    leastDetour: new Float64Array(c.hasPairs ? nodeCount : 0),
    onBoard: new Int32Array(dimensions),
  };
  st.counts[ABSENT] = visitCount;
  st.counts[OWN_VISITS] = visitCount;
  st.counts[OWN_SHIFTS] = shiftCount;
  for (let v = 0; v < visitCount; v++) addMissed(st, v, 1);
  for (let s = 0; s < shiftCount; s++) {
    const end = visitCount + s;
    const breaks = c.breakCount[s]!;
    st.departSec[end] = c.opensSec[s]!;
    st.latestSec[end] = breaks === 0 ? c.closesSec[s]! : -1;
    if (breaks > 0) st.latestAfterBreakSec[end * MAX_BREAKS + breaks - 1] = c.closesSec[s]!;
    st.roomSec[end] = roomWhenUnused(c, s);
    addFree(st, s);
  }
  return st;
}

/** `roomSec` of an unused shift: its hours without its breaks. */
export function roomWhenUnused(c: Compiled, shift: number): number {
  if (c.weighsBreaks[shift] === 1) return NEVER_SEC;
  let sec = c.closesSec[shift]! - c.opensSec[shift]!;
  for (let k = 0; k < c.breakCount[shift]!; k++) sec -= c.breakDurationSec[shift * MAX_BREAKS + k]!;
  return Math.max(-1, sec);
}

function addMissed(st: State, v: number, sign: number): void {
  const { c, totals } = st;
  totals[MISS_COST]! += sign * c.missCost[v]!;
  totals[MISS_RANK]! += sign * c.missRank[v]!;
  if (c.missRank[v] === 0) totals[MISS_PRIZE]! += sign * c.missCost[v]!;
}

export function addAbsent(st: State, v: number): void {
  const at = st.counts[ABSENT]!;
  st.absent[at] = v;
  st.absentAt[v] = at;
  st.counts[ABSENT] = at + 1;
  addMissed(st, v, 1);
}

export function dropAbsent(st: State, v: number): void {
  const last = st.counts[ABSENT]! - 1;
  const moved = st.absent[last]!;
  const at = st.absentAt[v]!;
  st.absent[at] = moved;
  st.absentAt[moved] = at;
  st.absentAt[v] = -1;
  st.counts[ABSENT] = last;
  addMissed(st, v, -1);
}

export function addFree(st: State, shift: number): void {
  const type = st.c.types.typeOf[shift]!;
  st.freeInType[type]!++;
  if (st.freeTypeAt[type]! >= 0) return;
  const at = st.counts[FREE_TYPES]!;
  st.freeTypes[at] = type;
  st.freeTypeAt[type] = at;
  st.counts[FREE_TYPES] = at + 1;
}

export function dropFree(st: State, shift: number): void {
  const type = st.c.types.typeOf[shift]!;
  if (--st.freeInType[type]! > 0) return;
  const last = st.counts[FREE_TYPES]! - 1;
  const moved = st.freeTypes[last]!;
  const at = st.freeTypeAt[type]!;
  st.freeTypes[at] = moved;
  st.freeTypeAt[moved] = at;
  st.freeTypeAt[type] = -1;
  st.counts[FREE_TYPES] = last;
}

/** An unused shift of a type that has one. */
export function freeShift(st: State, type: number): number {
  const shifts = st.c.types.shiftsOf[type]!;
  for (let i = 0; i < shifts.length; i++) if (st.visitsIn[shifts[i]!] === 0) return shifts[i]!;
  return -1;
}

/** The single figure that the annealing compares. */
export function energy(st: State): number {
  return st.totals[ROUTE_COST]! + st.totals[MISS_COST]!;
}
