import type { Compiled } from '../compile.ts';
import { newRandom, randomBelow } from '../random.ts';
import type { State } from '../state.ts';
import { workCost } from '../work.ts';

/** So many routes are remembered, with so many stops together; a full pool takes no more until it is thinned out. */
const MOST_ROUTES = 12_000;
const MOST_STOPS = 240_000;
/** Of the table in which a route is looked up: a power of two, more than twice `MOST_ROUTES`. */
const SLOTS = 1 << 15;

/**
 * Routes that a search has come through, each set of visits once for each type of shift, in the cheapest order seen: the columns of a
 * set partitioning. Route `r` has the stops `stops[from[r]] … stops[from[r + 1] - 1]`.
 */
export interface RoutePool {
  readonly c: Compiled;
  /** One number: how many routes there are. */
  readonly count: Int32Array;
  readonly from: Int32Array;
  readonly stops: Int32Array;
  readonly typeOf: Int32Array;
  readonly cost: Float64Array;
  /** Two sums over a route's visits that tell one set from another, and what each visit adds to them. */
  readonly marks: Int32Array;
  readonly otherMarks: Int32Array;
  readonly markOf: Int32Array;
  readonly otherMarkOf: Int32Array;
  /** Where a set is found by its mark: the route plus one; 0 is an empty place. */
  readonly slots: Int32Array;
  /** The route that is being looked at. */
  readonly route: Int32Array;
}

export function newRoutePool(c: Compiled): RoutePool {
  const random = newRandom(1);
  const draw = (): number => {
    randomBelow(random, 2);
    return random[0]!;
  };
  return {
    c,
    count: new Int32Array(1),
    from: new Int32Array(MOST_ROUTES + 1),
    stops: new Int32Array(MOST_STOPS),
    typeOf: new Int32Array(MOST_ROUTES),
    cost: new Float64Array(MOST_ROUTES),
    marks: new Int32Array(MOST_ROUTES),
    otherMarks: new Int32Array(MOST_ROUTES),
    markOf: Int32Array.from({ length: c.visitCount }, draw),
    otherMarkOf: Int32Array.from({ length: c.visitCount }, draw),
    slots: new Int32Array(SLOTS),
    route: new Int32Array(c.visitCount),
  };
}

/** Remembers the routes as they are now. */
export function gather(pool: RoutePool, st: State): void {
  const { c, route } = pool;
  const { next, driveCost, workSec } = st;
  for (let shift = 0; shift < c.shiftCount; shift++) {
    if (st.visitsIn[shift]! <= 0) continue;
    const end = c.visitCount + shift;
    let length = 0;
    let cost = c.fixedCost[shift]! + driveCost[end]!;
    for (let v = next[end]!; v !== end; v = next[v]!) {
      route[length++] = v;
      cost += driveCost[v]!;
      if (c.hasTaskCost) cost += workCost(c, shift, workSec[v]!);
    }
    remember(pool, c.types.typeOf[shift]!, cost, length);
  }
}

/** Remembers the first `length` visits of `pool.route`, unless they are known in an order that costs no more. */
function remember(pool: RoutePool, type: number, cost: number, length: number): void {
  const { route, count, from, stops, markOf, otherMarkOf, marks, otherMarks, slots } = pool;
  let mark = Math.imul(type, 0x9e3779b1);
  let otherMark = type;
  for (let i = 0; i < length; i++) {
    mark = (mark + markOf[route[i]!]!) | 0;
    otherMark = (otherMark + otherMarkOf[route[i]!]!) | 0;
  }
  let r = count[0]!;
  let slot = slotOf(mark);
  for (; slots[slot]! > 0; slot = (slot + 1) & (SLOTS - 1)) {
    const known = slots[slot]! - 1;
    if (marks[known] !== mark || otherMarks[known] !== otherMark) continue;
    if (cost >= pool.cost[known]!) return;
    r = known;
    break;
  }
  if (r === count[0]) {
    if (r >= MOST_ROUTES || from[r]! + length > MOST_STOPS) return;
    slots[slot] = r + 1;
    marks[r] = mark;
    otherMarks[r] = otherMark;
    pool.typeOf[r] = type;
    from[r + 1] = from[r]! + length;
    count[0]!++;
  }
  pool.cost[r] = cost;
  for (let i = 0, at = from[r]!; i < length; i++) stops[at++] = route[i]!;
}

function slotOf(mark: number): number {
  return (mark ^ (mark >>> 16)) & (SLOTS - 1);
}

/** All routes as one list of numbers, each as its type, its cost, its length and its visits; the pool is empty afterwards. */
export function handOver(pool: RoutePool): Float64Array {
  const { count, from, stops, typeOf, cost } = pool;
  const list = new Float64Array(3 * count[0]! + from[count[0]!]!);
  let at = 0;
  for (let r = 0; r < count[0]!; r++) {
    list[at++] = typeOf[r]!;
    list[at++] = cost[r]!;
    list[at++] = from[r + 1]! - from[r]!;
    for (let i = from[r]!; i < from[r + 1]!; i++) list[at++] = stops[i]!;
  }
  count[0] = 0;
  pool.slots.fill(0);
  return list;
}

/** Remembers what another pool has handed over. */
export function takeOver(pool: RoutePool, list: Float64Array): void {
  const { route } = pool;
  for (let at = 0; at < list.length; ) {
    const length = list[at + 2]!;
    for (let i = 0; i < length; i++) route[i] = list[at + 3 + i]!;
    remember(pool, list[at]!, list[at + 1]!, length);
    at += 3 + length;
  }
}

/** Keeps only the routes for which `keeps` holds, in their order. */
export function thinOut(pool: RoutePool, keeps: (route: number) => boolean): void {
  const { count, from, stops, typeOf, cost, marks, otherMarks, slots } = pool;
  let kept = 0;
  let at = 0;
  for (let r = 0; r < count[0]!; r++) {
    const begin = from[r]!;
    const end = from[r + 1]!;
    if (!keeps(r)) continue;
    stops.copyWithin(at, begin, end);
    from[kept] = at;
    at += end - begin;
    typeOf[kept] = typeOf[r]!;
    cost[kept] = cost[r]!;
    marks[kept] = marks[r]!;
    otherMarks[kept] = otherMarks[r]!;
    kept++;
  }
  from[kept] = at;
  count[0] = kept;
  slots.fill(0);
  for (let r = 0; r < kept; r++) {
    let slot = slotOf(marks[r]!);
    while (slots[slot]! > 0) slot = (slot + 1) & (SLOTS - 1);
    slots[slot] = r + 1;
  }
}
