import { type RandomState, randomUnit } from '../random.ts';
import { fitsShift, leastPosition, mostPosition, positionBetween } from './fits.ts';
import { placeGroup } from './place-group.ts';
import { leastPrice, NO_PLACE, priceAfter } from './price.ts';
import { compactOrder, enter, link, unlinkRich } from './rich-moves.ts';
import { MISS_COST, type RichState, ROUTE_COST } from './rich-state.ts';
import { earliestByOrders, settle } from './settle.ts';

/** A place is passed over this often, so that the greedy order does not always give the same plan. */
const BLINK_RATE = 0.01;
/** Small problems have few places: this divided by the number of visits, if that is more. */
const SMALL_BLINK_RATE = 0.6;

export function blinkRateOf(st: RichState): number {
  return Math.max(BLINK_RATE, Math.min(0.2, SMALL_BLINK_RATE / st.c.base.visitCount));
}

/** This often most optional visits are put in at any cost: several may be worth a drive that none is worth alone. */
const EAGER_RATE = 0.25;
const EAGER_SHARE = 0.7;
/** How often a unit of several entries is tried, and how many places are passed over from the second time on. */
const ATTEMPTS = 3;
const SECOND_BLINK_RATE = 0.5;

/** Units that were taken out or are offered, in the order in which they are put back. */
export interface Freed {
  readonly list: Int32Array;
  readonly count: Int32Array;
  readonly freedIn: Int32Array;
  readonly key: Float64Array;
}

/**
 * Puts freed units back one by one where they seem to cost least. False (the saved state must be taken back) if a hard rule fails
 * beyond the route that was priced, or the plan cannot become cheaper than `limit` any more.
 */
export function recreateRich(st: RichState, random: RandomState, freed: Freed, limit: number): boolean {
  const { c, totals } = st;
  const { units } = c.relations;
  let missed = totals[MISS_COST]!;
  for (let i = 0; i < freed.count[0]!; i++) missed -= missOf(st, freed.list[i]!);
  const isEager = c.base.hasOptional && randomUnit(random) < EAGER_RATE;
  for (let i = 0; i < freed.count[0]!; i++) {
    const unit = freed.list[i]!;
    const worth = isEager && randomUnit(random) < EAGER_SHARE ? NO_PLACE : c.unitMiss[unit]!;
    const outcome = placeUnit(st, random, units[unit]!, worth);
    if (outcome === BROKEN) return false;
    if (outcome === LEFT_OUT) missed += missOf(st, unit);
    // Idling is the one cost that later visits take away again.
    if (!c.hasIdle && totals[ROUTE_COST]! + missed >= limit) return false;
  }
  return true;
}

const PLACED = 0;
const LEFT_OUT = 1;
/** A hard rule fails beyond the route that was priced. */
const BROKEN = 2;

/** All visits of a unit, or none. The first may take a place that leaves none for the next: then once or twice more, by chance. */
function placeUnit(st: RichState, random: RandomState, unit: Int32Array, worth: number): number {
  const { groupOf } = st.c.relations;
  let blinkRate = blinkRateOf(st);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    let isPlaced = true;
    let entries = 0;
    for (let m = 0; m < unit.length && isPlaced; m++) {
      const v = unit[m]!;
      if (st.routeOf[v]! >= 0) continue;
      entries++;
      isPlaced =
        groupOf[v]! < 0 ? placeVisit(st, random, v, worth, blinkRate) : placeGroup(st, random, groupOf[v]!, worth, blinkRate);
      if (isPlaced && !settle(st)) return BROKEN;
    }
    if (isPlaced) return PLACED;
    if (entries === 1) return LEFT_OUT;
    if (!takeBack(st, unit)) return BROKEN;
    blinkRate = SECOND_BLINK_RATE;
  }
  return LEFT_OUT;
}

export function missOf(st: RichState, unit: number): number {
  let sum = 0;
  const members = st.c.relations.units[unit]!;
  for (let i = 0; i < members.length; i++) sum += st.c.base.missCost[members[i]!]!;
  return sum;
}

/** A unit is served as a whole or not at all. */
function takeBack(st: RichState, unit: Int32Array): boolean {
  for (let i = 0; i < unit.length; i++) if (st.routeOf[unit[i]!]! >= 0) unlinkRich(st, unit[i]!);
  compactOrder(st);
  return settle(st);
}

function placeVisit(st: RichState, random: RandomState, v: number, worth: number, blinkRate: number): boolean {
  const notBeforeSec = earliestByOrders(st, v);
  let best = -1;
  let bestPrice = worth;
  const { candidates, bounds, priced } = st.scratch;
  const count = listPlaces(st, v);
  const isBounded = st.c.isOnlyAdding;
  // The place that looks best first: its price rules most of the others out at a glance.
  const first = isBounded ? boundPlaces(st, random, v, count, notBeforeSec, blinkRate) : -1;
  for (let i = first >= 0 ? -1 : 0; i < count; i++) {
    const at = i < 0 ? first : i;
    if (isBounded && (bounds[at]! >= bestPrice || i === first)) continue;
    const before = candidates[at]!;
    if (leastPosition(st, v, before) > mostPosition(st, v, st.next[before]!)) continue;
    if (!isBounded && randomUnit(random) < blinkRate) continue;
    const price = priceAfter(st, v, before, notBeforeSec, bestPrice);
    if (price < bestPrice) {
      bestPrice = price;
      best = before;
      priced[1] = priced[0]!;
    }
  }
  if (best < 0) return false;
  const least = leastPosition(st, v, best);
  const most = mostPosition(st, v, st.next[best]!);
  const startSec = priced[1]!;
  const position = positionBetween(st, least, most, startSec);
  link(st, best, v);
  enter(st, v, position);
  return true;
}

/** The least each listed place may cost, infinite for those passed over by chance, into `bounds`; returns where it is least. */
export function boundPlaces(
  st: RichState,
  random: RandomState,
  v: number,
  count: number,
  notBeforeSec: number,
  blinkRate: number,
): number {
  const { candidates, bounds } = st.scratch;
  let first = -1;
  let least = NO_PLACE;
  for (let i = 0; i < count; i++) {
    const before = candidates[i]!;
    const bound = randomUnit(random) < blinkRate ? NO_PLACE : leastPrice(st, v, before, st.routeOf[before]!, notBeforeSec);
    bounds[i] = bound;
    if (bound < least) {
      least = bound;
      first = i;
    }
  }
  return first;
}

/** So many nodes are all looked at; on larger problems only those beside neighbours, and empty shifts. */
const FEW_NODES = 400;
const FREE_SHIFTS_TRIED = 12;

/** Nodes behind which the visit could come, into `st.candidates`; returns how many. */
export function listPlaces(st: RichState, v: number): number {
  return st.c.base.nodeCount <= FEW_NODES ? listAll(st, v) : listNear(st, v);
}

function listAll(st: RichState, v: number): number {
  const { visitCount, shiftCount, sealed } = st.c.base;
  const { candidates } = st.scratch;
  let count = 0;
  let hasEmpty = false;
  for (let s = 0; s < shiftCount; s++) {
    // Of alike empty shifts one is enough, but which are alike is more than a type tells here: try a few.
    const isEmpty = st.visitsIn[s] === 0;
    if ((isEmpty && hasEmpty && shiftCount > 60) || !fitsShift(st, v, s)) continue;
    if (isEmpty) hasEmpty = true;
    const end = visitCount + s;
    let node = end;
    do {
      if (sealed[node] === 0) candidates[count++] = node;
      node = st.next[node]!;
    } while (node !== end);
  }
  return count;
}

function listNear(st: RichState, v: number): number {
  const { visitCount, shiftCount, neighbours } = st.c.base;
  const { freeFrom, turn } = st.scratch;
  turn[0]!++;
  const { before, after, beforeCount } = neighbours;
  let count = 0;
  for (let i = 0; i < beforeCount; i++) {
    const u = before[v * beforeCount + i]!;
    if (u >= 0 && st.routeOf[u]! >= 0) count = addPlace(st, v, u, st.routeOf[u]!, count);
    const w = after[v * beforeCount + i]!;
    if (w >= 0 && st.routeOf[w]! >= 0) count = addPlace(st, v, st.prev[w]!, st.routeOf[w]!, count);
  }
  let tried = 0;
  for (let i = 0, s = freeFrom[0]!; i < shiftCount && tried < FREE_SHIFTS_TRIED; i++) {
    s = s + 1 >= shiftCount ? 0 : s + 1;
    freeFrom[0] = s;
    if (st.visitsIn[s] !== 0) continue;
    count = addPlace(st, v, visitCount + s, s, count);
    tried++;
  }
  return count;
}

function addPlace(st: RichState, v: number, before: number, shift: number, count: number): number {
  const { candidates, listedIn, turn } = st.scratch;
  if (listedIn[before] === turn[0] || st.c.base.sealed[before] === 1 || !fitsShift(st, v, shift)) return count;
  listedIn[before] = turn[0]!;
  candidates[count] = before;
  return count + 1;
}
