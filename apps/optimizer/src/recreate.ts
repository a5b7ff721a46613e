import type { Compiled } from './compile.ts';
import { NO_POSITION } from './compile-positions.ts';
import { insertionCost, insertionFits, insertionInTime, mayHaveTime, openingCost, sparesSetup } from './insertion.ts';
import { type Journal, touch } from './journal.ts';
import { insert } from './moves.ts';
import { placePair } from './pair-insertion.ts';
import { placeAtPin, sortPinnedLast } from './place-at-pin.ts';
import { type RandomState, randomBelow, randomUnit } from './random.ts';
import type { Removed } from './ruin.ts';
import { FREE_TYPES, freeShift, LOOKS, MISS_COST, ROUTE_COST, type State } from './state.ts';
import { NEVER_SEC } from './window.ts';

/** A place is passed over this often, so that the greedy order does not always give the same plan. */
const BLINK_RATE = 0.01;
/** Small problems have few places: this divided by the number of visits, if that is more. */
const SMALL_BLINK_RATE = 0.6;
/** So many visits that were absent before are offered to the routes that the attempt has touched. */
const OFFERED_ABSENT = 12;
/** Half of them are the nearest to the ruin, among so many of its neighbours. */
const OFFERED_WITHIN = 50;
/** In so many routes, all if there are no more, a visit near a depot is tried as the first and as the last one. */
const ENDS_TRIED = 32;
/** So many types of unused shifts are looked at for one visit. */
const FREE_TYPES_TRIED = 16;
/**
 * This often most optional visits are put in at any cost: neighbours may together be worth a drive that none is worth alone. On a
 * prize-collecting instance with long routes (RC2_10_1, 20 CPU s): gap 6.3 % at a rate of 0.2, 1.3 % at 0.8.
 */
const EAGER_RATE = 0.8;
const EAGER_SHARE = 0.7;

/** What the visits are sorted by; precomputed keys, smallest first. */
export interface Orders {
  readonly keys: readonly Float64Array[];
  /** The visits that are worth more first. */
  readonly worth: Float64Array;
  readonly worthDiffers: boolean;
  readonly key: Float64Array;
}

export function newOrders(c: Compiled): Orders {
  const { visits } = c.problem;
  const far = visits.map((_, v) => farness(c, v));
  const opens = visits.map((visit) => visit.windows.reduce((least, window) => Math.min(least, window.opensSec), 1 << 28));
  const closes = visits.map((visit) => visit.windows.reduce((most, window) => Math.max(most, window.closesSec), 0) || 1 << 28);
  const width = visits.map(
    (visit) => visit.windows.reduce((sum, window) => sum + window.closesSec - window.opensSec, 0) || 1 << 28,
  );
  const load = visits.map((visit, v) => visit.loads.reduce((sum, one) => sum + one, 0) || visit.serviceSec || v);
  const keys = [
    Float64Array.from(far, (value) => -value),
    Float64Array.from(far, (value) => -value),
    Float64Array.from(far),
    Float64Array.from(width),
    Float64Array.from(width),
    Float64Array.from(opens),
    Float64Array.from(closes, (value) => -value),
    Float64Array.from(closes),
    Float64Array.from(load, (value) => -value),
    Float64Array.from(load, (value) => -value),
  ];
  const worth = Float64Array.from(c.unitMissCost);
  return { keys, worth, worthDiffers: worth.some((value) => value !== worth[0]), key: new Float64Array(visits.length) };
}

/** Cost from the start place of the first shift that could serve it. */
function farness(c: Compiled, v: number): number {
  const { typeOf, fits, count } = c.types;
  for (let s = 0; s < c.shiftCount; s++) {
    if (fits[v * count + typeOf[s]!] === 0) continue;
    const { cost, size } = c.travel;
    return cost[c.travel.costBase[s]! + c.leavesFrom[c.visitCount + s]! * size + c.arrivesAt[v]!]!;
  }
  return 0;
}

/**
 * Puts the removed visits, and some absent ones, back one by one where they cost least. Gives up, returning false, as soon as
 * the plan cannot become cheaper than `limit` any more (added costs are taken to be at least 0).
 */
export function recreate(
  st: State,
  journal: Journal,
  random: RandomState,
  removed: Removed,
  orders: Orders,
  limit: number,
): boolean {
  const { c, totals } = st;
  const own = removed.count[0]!;
  offerAbsent(st, journal, random, removed);
  const count = removed.count[0]!;
  sortRemoved(random, removed, orders, count > own);
  if (c.hasPositions) sortPinnedLast(c, removed.list, count);
  let missed = totals[MISS_COST]!;
  for (let i = 0; i < count; i++) missed -= c.unitMissCost[removed.list[i]!]!;
  const eager = c.hasOptional && randomUnit(random) < EAGER_RATE;
  for (let i = 0; i < count; i++) {
    const v = removed.list[i]!;
    const worth = eager && randomUnit(random) < EAGER_SHARE ? NEVER_SEC : c.unitMissCost[v]!;
    // What costs more than is left up to the limit would be refused anyway.
    const most = Math.min(worth, limit - totals[ROUTE_COST]! - missed);
    if (c.hasPairs && c.mateOf[v]! >= 0) {
      const taken = removed.takenIn[v] === journal.epoch[0];
      if (!placePair(st, journal, random, v, most, taken, blinkRateOf(c))) missed += c.unitMissCost[v]!;
      if (totals[ROUTE_COST]! + missed >= limit) return false;
      continue;
    }
    const isPinned = c.hasPositions && c.pinnedPosition[v] !== NO_POSITION;
    const before = isPinned
      ? placeAtPin(st, v, most)
      : removed.takenIn[v] === journal.epoch[0]
        ? cheapestNear(st, random, v, most)
        : cheapestTouched(st, journal, random, v, most);
    if (before < 0) missed += c.unitMissCost[v]!;
    else {
      touch(st, journal, st.routeOf[before]!);
      insert(st, before, v);
    }
    if (totals[ROUTE_COST]! + missed >= limit) return false;
  }
  return true;
}

/** Offers those near the ruin and, so that none is forgotten, some of the others. */
function offerAbsent(st: State, journal: Journal, random: RandomState, removed: Removed): void {
  const count = journal.absentCount[0]!;
  if (count === 0) return;
  const { c, routeOf } = st;
  const epoch = journal.epoch[0]!;
  let left = Math.min(count, OFFERED_ABSENT);
  const { near, nearCount } = c.neighbours;
  const seed = removed.count[1]!;
  const most = Math.min(nearCount, OFFERED_WITHIN);
  for (let i = -1; i < most && 2 * left > OFFERED_ABSENT; i++) {
    let v = i < 0 ? seed : near[seed * nearCount + i]!;
    if (v < 0) break;
    if (c.hasPairs && c.isDelivery[v] === 1) v = c.mateOf[v]!;
    if (routeOf[v] !== -1 || removed.takenIn[v] === epoch || removed.takenIn[v] === -epoch || c.servable[v] === 0) continue;
    removed.takenIn[v] = -epoch;
    removed.list[removed.count[0]!++] = v;
    left--;
  }
  let at = randomBelow(random, count);
  for (let i = 0; i < count && left > 0; i++) {
    let v = journal.absent[at]!;
    at = at + 1 === count ? 0 : at + 1;
    if (c.hasPairs && c.isDelivery[v] === 1) v = c.mateOf[v]!;
    if (routeOf[v] !== -1 || removed.takenIn[v] === -epoch || c.servable[v] === 0) continue;
    removed.takenIn[v] = -epoch;
    removed.list[removed.count[0]!++] = v;
    left--;
  }
}

function sortRemoved(random: RandomState, removed: Removed, orders: Orders, offered: boolean): void {
  const count = removed.count[0]!;
  const { list } = removed;
  const { key } = orders;
  const choice = randomBelow(random, orders.keys.length + 5);
  const byWorth = orders.worthDiffers && (offered || randomUnit(random) < 0.3) && randomUnit(random) < 0.6;
  for (let i = 0; i < count; i++) {
    const v = list[i]!;
    key[v] = choice < orders.keys.length ? orders.keys[choice]![v]! : randomUnit(random);
  }
  for (let i = 1; i < count; i++) {
    const v = list[i]!;
    let j = i - 1;
    while (j >= 0 && comesAfter(orders, byWorth, list[j]!, v)) {
      list[j + 1] = list[j]!;
      j--;
    }
    list[j + 1] = v;
  }
}

function comesAfter(orders: Orders, byWorth: boolean, a: number, b: number): boolean {
  if (byWorth && orders.worth[a] !== orders.worth[b]) return orders.worth[a]! < orders.worth[b]!;
  return orders.key[a]! > orders.key[b]!;
}

/** The node after which the absent visit costs least, among its neighbours' places and an unused shift, if less than `most`; else −1. */
function cheapestNear(st: State, random: RandomState, v: number, most: number): number {
  const { c, routeOf, next, prev, driveCost, roomSec } = st;
  const { beside, beforeCount } = c.neighbours;
  const { cost, costTransposed, size, costBase, leastSecPerCost } = c.travel;
  const { arrivesAt, leavesFrom, hasTaskCost } = c;
  const leastRatio = c.travel.leastSecPerCostOfAll;
  const serviceSec = c.leastServiceSec[v]!;
  const place = arrivesAt[v]! * size;
  const blinkRate = blinkRateOf(c);
  const { fits, typeOf, count } = c.types;
  const manyTypes = count > 1;
  const fitsRow = v * count;
  let best = -1;
  let bestCost = most;
  const { lookedAfter } = st;
  const look = ++st.counts[LOOKS]!;
  const middle = (v * 4 + 2) * beforeCount;
  const to = (v + 1) * 4 * beforeCount;
  for (let i = v * 4 * beforeCount; i < middle; i += 2) {
    const node = beside[i]!;
    if (node < 0) break;
    const least = beside[i + 1]!;
    if (!hasTaskCost && least - driveCost[node]! >= bestCost) continue;
    // Most places of a full route have no time for it; who is in no route here has none at all.
    if (roomSec[node]! < least * leastRatio + serviceSec) continue;
    const shift = routeOf[node]!;
    lookedAfter[node] = look;
    const successor = next[node]!;
    if (manyTypes && fits[fitsRow + typeOf[shift]!] === 0) continue;
    const row = costBase[shift]! + place;
    const detour = costTransposed[row + leavesFrom[node]!]! + cost[row + arrivesAt[successor]!]!;
    let added = detour - driveCost[node]!;
    if (!hasTaskCost && added >= bestCost) continue;
    if (roomSec[node]! < detour * leastSecPerCost[shift]! + serviceSec && !sparesSetup(c, successor, v)) continue;
    if (hasTaskCost) added = insertionCost(st, node, v);
    if (added >= bestCost || randomUnit(random) < blinkRate || !mayFollow(st, node, v, shift)) continue;
    bestCost = added;
    best = node;
  }
  for (let i = middle; i < to; i += 2) {
    const successor = beside[i]!;
    if (successor < 0) break;
    const node = prev[successor]!;
    const least = beside[i + 1]!;
    if (!hasTaskCost && least - driveCost[node]! >= bestCost) continue;
    if (roomSec[node]! < least * leastRatio + serviceSec && !sparesSetup(c, successor, v)) continue;
    const shift = routeOf[successor]!;
    if (shift < 0) continue;
    // Between two neighbours of the visit: the same place, seen from both sides.
    if (lookedAfter[node] === look) continue;
    if (manyTypes && fits[fitsRow + typeOf[shift]!] === 0) continue;
    const row = costBase[shift]! + place;
    const detour = costTransposed[row + leavesFrom[node]!]! + cost[row + arrivesAt[successor]!]!;
    let added = detour - driveCost[node]!;
    if (!hasTaskCost && added >= bestCost) continue;
    if (roomSec[node]! < detour * leastSecPerCost[shift]! + serviceSec && !sparesSetup(c, successor, v)) continue;
    if (hasTaskCost) added = insertionCost(st, node, v);
    if (added >= bestCost || randomUnit(random) < blinkRate || !mayFollow(st, node, v, shift)) continue;
    bestCost = added;
    best = node;
  }
  if (c.neighbours.nearEnds[v] === 1) {
    const end = cheapestAtEnds(st, random, v, bestCost, look);
    if (end >= 0) {
      best = end;
      bestCost = insertionCost(st, end, v);
    }
  }
  const freeTypes = st.counts[FREE_TYPES]!;
  if (freeTypes > 0) best = cheapestFree(st, random, v, best, bestCost, freeTypes);
  return best;
}

/**
 * The node after which a visit near a depot costs least as the first or the last of a route, if less than `most`; else −1. No visit need
 * be near there (Solomon's C103 and C104 never reached their best known plans otherwise, which are one such move away).
 */
function cheapestAtEnds(st: State, random: RandomState, v: number, most: number, look: number): number {
  const { c, prev, visitsIn, lookedAfter } = st;
  const { fits, typeOf, count } = c.types;
  let best = -1;
  let bestCost = most;
  const tried = Math.min(c.shiftCount, ENDS_TRIED);
  let shift = tried < c.shiftCount ? randomBelow(random, c.shiftCount) : 0;
  for (let i = 0; i < tried; i++, shift = shift + 1 === c.shiftCount ? 0 : shift + 1) {
    // Unused, or another thread's.
    if (visitsIn[shift]! <= 0 || fits[v * count + typeOf[shift]!] === 0) continue;
    const end = c.visitCount + shift;
    const last = prev[end]!;
    if (lookedAfter[last] !== look) {
      const added = insertionCost(st, last, v);
      if (added < bestCost && randomUnit(random) >= blinkRateOf(c) && mayFollow(st, last, v, shift)) {
        bestCost = added;
        best = last;
      }
    }
    const added = insertionCost(st, end, v);
    if (added < bestCost && randomUnit(random) >= blinkRateOf(c) && mayFollow(st, end, v, shift)) {
      bestCost = added;
      best = end;
    }
  }
  return best;
}

/**
 * For a visit that was absent before the attempt: only routes that the attempt has touched can have got room for it (and an
 * unused shift is always worth a look).
 */
function cheapestTouched(st: State, journal: Journal, random: RandomState, v: number, most: number): number {
  const { c, next } = st;
  const { fits, typeOf, count } = c.types;
  const blinkRate = blinkRateOf(c);
  let best = -1;
  let bestCost = most;
  for (let t = 0; t < journal.used[0]!; t++) {
    const shift = journal.touched[t]!;
    if (fits[v * count + typeOf[shift]!] === 0 || st.visitsIn[shift] === 0) continue;
    const end = c.visitCount + shift;
    let node = end;
    do {
      if (mayHaveTime(st, node, v)) {
        const added = insertionCost(st, node, v);
        if (added < bestCost && randomUnit(random) >= blinkRate && mayFollow(st, node, v, shift)) {
          bestCost = added;
          best = node;
        }
      }
      node = next[node]!;
    } while (node !== end);
  }
  const freeTypes = st.counts[FREE_TYPES]!;
  return freeTypes > 0 ? cheapestFree(st, random, v, best, bestCost, freeTypes) : best;
}

/** `insertionFits`, the cheapest and most telling questions first. */
function mayFollow(st: State, node: number, v: number, shift: number): boolean {
  const { c } = st;
  if (c.types.fits[v * c.types.count + c.types.typeOf[shift]!] === 0) return false;
  if (c.dimensions > 0 && st.loadIn[shift * c.dimensions]! + c.loads[v * c.dimensions]! > c.capacity[shift * c.dimensions]!)
    return false;
  if (c.dimensions > 1 || c.hasFlow || c.hasFrozen || c.hasPositions || c.limited[shift] === 1) return insertionFits(st, node, v);
  return insertionInTime(st, node, v, shift);
}

function blinkRateOf(c: Compiled): number {
  return Math.max(BLINK_RATE, SMALL_BLINK_RATE / (c.visitCount + 1));
}

function cheapestFree(st: State, random: RandomState, v: number, best: number, bestCost: number, freeTypes: number): number {
  const { c } = st;
  const { fits, count, shiftsOf } = c.types;
  let at = freeTypes > FREE_TYPES_TRIED ? randomBelow(random, freeTypes) : 0;
  const tried = Math.min(freeTypes, FREE_TYPES_TRIED);
  for (let i = 0; i < tried; i++) {
    const type = st.freeTypes[at]!;
    at = at + 1 === freeTypes ? 0 : at + 1;
    if (fits[v * count + type] === 0) continue;
    // Which of them is unused is asked only if it would be worth opening.
    const added = openingCost(st, shiftsOf[type]![0]!, v);
    if (added >= bestCost || randomUnit(random) < blinkRateOf(c)) continue;
    const end = c.visitCount + freeShift(st, type);
    if (!insertionFits(st, end, v)) continue;
    bestCost = added;
    best = end;
  }
  return best;
}
