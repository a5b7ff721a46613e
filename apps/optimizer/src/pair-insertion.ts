import type { Compiled } from './compile.ts';
import { type Journal, touch } from './journal.ts';
import { insertPair } from './moves.ts';
import { pairKeepsPositions } from './positions.ts';
import { type RandomState, randomBelow, randomUnit } from './random.ts';
import { FREE_TYPES, freeShift, LOOKS, type State } from './state.ts';
import { arrivesInTime, departFront, driveFront, serveFront, windowsAt } from './times.ts';
import { walkAllows } from './walk-route.ts';
import { NEVER_SEC } from './window.ts';
import { workAfter, workCost } from './work.ts';

/**
 * The places of an absent pair: its pickup after one node of a route, its delivery after the same or a later one. For each place
 * of the pickup the rest of the route is walked once, but only as far as some later place of the delivery could still be cheaper
 * than the best so far: in practice a few steps more than one walk along the route.
 */

/** So many types of unused shifts are looked at, as for single visits. */
const FREE_TYPES_TRIED = 16;
/** So many routes, whoever is in them, are looked through for a pair with a stop beside a depot: it may be the first or the last. */
const ENDS_TRIED = 8;

/** Called for each possible place with its added cost; what it returns is the least cost not to be looked at any more. */
type Take = (beforePickup: number, beforeDelivery: number, added: number) => number;

/** Every feasible place of the pair in one route that adds less than `most`. */
export function pairPlaces(st: State, shift: number, pickup: number, most: number, take: Take): void {
  const { c, next, driveCost, pickupFront, walkFront, front } = st;
  const delivery = c.mateOf[pickup]!;
  const { sec, cost } = c.travel;
  const secBase = c.travel.secBase[shift]!;
  const costBase = c.travel.costBase[shift]!;
  const breaks = c.breakCount[shift]!;
  if (c.types.fits[pickup * c.types.count + c.types.typeOf[shift]!] === 0) return;
  if (c.limited[shift] === 1 && st.visitsIn[shift]! + 2 > c.maxVisits[shift]!) return;
  const weighs = c.weighsBreaks[shift] === 1;
  const end = c.visitCount + shift;
  const used = st.visitsIn[shift]! > 0;
  priceDeliveries(st, shift, delivery);
  const { deliveryDetour, leastDetour } = st;
  let limit = most;
  let node = end;
  do {
    const before = node;
    const after = next[before]!;
    node = after;
    if (c.sealed[before] === 1 || !roomFor(st, before, pickup, shift)) continue;
    let base = entry(c, cost, costBase, before, pickup) + (used ? -driveCost[before]! : st.openCost[shift]!);
    if (c.hasTaskCost) base += workCost(c, shift, workAfter(c, before, pickup, shift));
    const withPickup = base + entry(c, cost, costBase, pickup, after) + changeOfWork(st, shift, pickup, after);
    // The delivery right after the pickup, or after a later stop.
    let together = base + entry(c, cost, costBase, pickup, delivery) + entry(c, cost, costBase, delivery, after);
    together += changeOfWork(st, shift, delivery, after);
    if (c.hasTaskCost) together += workCost(c, shift, workAfter(c, pickup, delivery, shift));
    if (together >= limit && (after === end || withPickup + leastDetour[after]! >= limit)) continue;
    departFront(st, before, pickupFront);
    driveFront(c, shift, breaks, before, pickup, entry(c, sec, secBase, before, pickup), pickupFront);
    serveFront(c, breaks, windowsAt(c, pickup, shift), workAfter(c, before, pickup, shift), pickupFront);
    if (isDead(pickupFront, breaks)) continue;
    if (together < limit && rulesAllow(st, shift, before, pickup, pickup, delivery, after)) {
      front.set(pickupFront);
      if (weighs ? walkAllows(st, shift, before, pickup, pickup, delivery) : deliversInTime(st, shift, pickup, delivery, after))
        limit = take(before, pickup, together);
    }
    walkFront.set(pickupFront);
    let last = pickup;
    for (let stop = after; stop !== end; stop = next[stop]!) {
      if (withPickup + leastDetour[stop]! >= limit || !roomFor(st, stop, pickup, shift)) break;
      driveFront(c, shift, breaks, last, stop, entry(c, sec, secBase, last, stop), walkFront);
      const work = last === pickup ? workAfter(c, pickup, stop, shift) : st.workSec[stop]!;
      serveFront(c, breaks, windowsAt(c, stop, shift), work, walkFront);
      if (isDead(walkFront, breaks)) break;
      last = stop;
      const later = next[stop]!;
      const added = withPickup + deliveryDetour[stop]!;
      if (added >= limit || !rulesAllow(st, shift, before, pickup, stop, delivery, later)) continue;
      front.set(walkFront);
      if (weighs ? walkAllows(st, shift, before, pickup, stop, delivery) : deliversInTime(st, shift, stop, delivery, later))
        limit = take(before, stop, added);
    }
  } while (node !== end);
}

/**
 * From one node to another in a table of travel. A plain function, as all that a search calls often: the loader gives each named closure its
 * name when it is made, which costs more than pricing an insertion.
 */
function entry(c: Compiled, table: Int32Array, base: number, from: number, to: number): number {
  return table[base + c.leavesFrom[from]! * c.travel.size + c.arrivesAt[to]!]!;
}

/** Fills `deliveryDetour` and `leastDetour` for a route: neither depends on where the pickup goes, unless the delivery follows it. */
function priceDeliveries(st: State, shift: number, delivery: number): void {
  const { c, next, prev, driveCost, deliveryDetour, leastDetour } = st;
  const { cost, size } = c.travel;
  const base = c.travel.costBase[shift]!;
  const end = c.visitCount + shift;
  let least = Infinity;
  for (let stop = prev[end]!; stop !== end; stop = prev[stop]!) {
    const later = next[stop]!;
    const into = cost[base + c.leavesFrom[stop]! * size + c.arrivesAt[delivery]!]!;
    let added = into + cost[base + c.leavesFrom[delivery]! * size + c.arrivesAt[later]!]! - driveCost[stop]!;
    added += changeOfWork(st, shift, delivery, later);
    if (c.hasTaskCost) added += workCost(c, shift, workAfter(c, stop, delivery, shift));
    deliveryDetour[stop] = c.sealed[stop] === 1 ? Infinity : added;
    least = Math.min(least, deliveryDetour[stop]!);
    leastDetour[stop] = least;
  }
}

/** Is there room for what the pair carries when the route leaves the node? */
function roomFor(st: State, node: number, pickup: number, shift: number): boolean {
  const { dimensions, loadChange, capacity } = st.c;
  for (let d = 0; d < dimensions; d++) {
    if (st.loadAfter[node * dimensions + d]! + loadChange[pickup * dimensions + d]! > capacity[shift * dimensions + d]!)
      return false;
  }
  return true;
}

function isDead(front: Int32Array, breaks: number): boolean {
  for (let k = 0; k <= breaks; k++) if (front[k]! < NEVER_SEC) return false;
  return true;
}

/** What the work at `after` costs more when the stop before it is `before` and not its present one. */
function changeOfWork(st: State, shift: number, before: number, after: number): number {
  const { c } = st;
  if (!c.hasTaskCost || !c.hasSetup || after >= c.visitCount) return 0;
  return workCost(c, shift, workAfter(c, before, after, shift)) - workCost(c, shift, st.workSec[after]!);
}

/** From the departures from `from` in the front: can the delivery follow, and after it the rest of the route? */
function deliversInTime(st: State, shift: number, from: number, delivery: number, after: number): boolean {
  const { c, front } = st;
  const breaks = c.breakCount[shift]!;
  const { sec, size } = c.travel;
  const base = c.travel.secBase[shift]!;
  driveFront(c, shift, breaks, from, delivery, sec[base + c.leavesFrom[from]! * size + c.arrivesAt[delivery]!]!, front);
  serveFront(c, breaks, windowsAt(c, delivery, shift), workAfter(c, from, delivery, shift), front);
  driveFront(c, shift, breaks, delivery, after, sec[base + c.leavesFrom[delivery]! * size + c.arrivesAt[after]!]!, front);
  if (after >= c.visitCount) return arrivesInTime(st, after, breaks, front);
  const work = workAfter(c, delivery, after, shift);
  if (work === st.workSec[after]) return arrivesInTime(st, after, breaks, front);
  const later = st.next[after]!;
  serveFront(c, breaks, windowsAt(c, after, shift), work, front);
  driveFront(c, shift, breaks, after, later, sec[base + c.leavesFrom[after]! * size + c.arrivesAt[later]!]!, front);
  return arrivesInTime(st, later, breaks, front);
}

/** Limits of the shift, and the places that visits have of their own. `stop` is what the delivery follows, `later` what it precedes. */
function rulesAllow(
  st: State,
  shift: number,
  before: number,
  pickup: number,
  stop: number,
  delivery: number,
  later: number,
): boolean {
  const { c } = st;
  if (c.limited[shift] === 1 && !limitsAllow(st, shift, { before, pickup, stop, delivery, later })) return false;
  return c.positioned[shift] === 0 || pairKeepsPositions(st, before, stop === pickup ? before : stop);
}

interface PairPlace {
  readonly before: number;
  readonly pickup: number;
  readonly stop: number;
  readonly delivery: number;
  readonly later: number;
}

function limitsAllow(st: State, shift: number, place: PairPlace): boolean {
  const { sec, secBase, metres, metresBase } = st.c.travel;
  if (st.travelSecIn[shift]! + detour(st, sec, secBase[shift]!, shift, place) > st.c.maxTravelSec[shift]!) return false;
  if (st.c.maxMetres[shift] === Infinity) return true;
  return st.metresIn[shift]! + detour(st, metres, metresBase[shift]!, shift, place) <= st.c.maxMetres[shift]!;
}

/** What the route has more in a table of seconds or metres. */
function detour(st: State, table: Int32Array, base: number, shift: number, place: PairPlace): number {
  const { c, next } = st;
  const { before, pickup, stop, delivery, later } = place;
  const into =
    entry(c, table, base, before, pickup) + entry(c, table, base, stop, delivery) + entry(c, table, base, delivery, later);
  if (stop === pickup) return into - (st.visitsIn[shift]! > 0 ? entry(c, table, base, before, later) : 0);
  const after = next[before]!;
  return into + entry(c, table, base, pickup, after) - entry(c, table, base, before, after) - entry(c, table, base, stop, later);
}

/** Looks through one route; the cheapest place so far is in `st.pairPlace`, its cost is returned. */
function lookInto(st: State, shift: number, pickup: number, most: number, random: RandomState | null, blink: number): number {
  let best = most;
  pairPlaces(st, shift, pickup, most, (beforePickup, beforeDelivery, added) => {
    if (random && randomUnit(random) < blink) return best;
    st.pairPlace[0] = beforePickup;
    st.pairPlace[1] = beforeDelivery;
    best = added;
    return best;
  });
  return best;
}

/** As `lookInto`, once in a search for a place, and only into a route that there is. */
function lookOnce(st: State, shift: number, pickup: number, most: number, random: RandomState, blink: number): number {
  if (shift < 0 || st.visitsIn[shift]! <= 0) return most;
  const end = st.c.visitCount + shift;
  if (st.lookedAfter[end] === st.counts[LOOKS]) return most;
  st.lookedAfter[end] = st.counts[LOOKS]!;
  return lookInto(st, shift, pickup, most, random, blink);
}

/** The shift that serves a neighbour; below 0 if there is no such neighbour, or none that does. */
function routeWith(st: State, neighbour: number): number {
  return neighbour < 0 ? -1 : st.routeOf[neighbour]!;
}

/** In the ruin's neighbourhood: puts the pair where it costs least, if less than `most`. False if there is no such place. */
export function placePair(
  st: State,
  journal: Journal,
  random: RandomState,
  pickup: number,
  most: number,
  everywhere: boolean,
  blink: number,
): boolean {
  const { c, routeOf } = st;
  st.counts[LOOKS]!++;
  let best = most;
  for (let t = 0; t < journal.used[0]!; t++) best = lookOnce(st, journal.touched[t]!, pickup, best, random, blink);
  if (everywhere) {
    const { before, after, beforeCount, nearEnds } = c.neighbours;
    const delivery = c.mateOf[pickup]!;
    for (let i = 0; i < beforeCount; i++) {
      best = lookOnce(st, routeWith(st, before[pickup * beforeCount + i]!), pickup, best, random, blink);
      best = lookOnce(st, routeWith(st, after[pickup * beforeCount + i]!), pickup, best, random, blink);
      best = lookOnce(st, routeWith(st, before[delivery * beforeCount + i]!), pickup, best, random, blink);
      best = lookOnce(st, routeWith(st, after[delivery * beforeCount + i]!), pickup, best, random, blink);
    }
    if (nearEnds[pickup] === 1 || nearEnds[delivery] === 1) {
      let shift = randomBelow(random, c.shiftCount);
      for (let i = Math.min(ENDS_TRIED, c.shiftCount); i > 0; i--) {
        best = lookOnce(st, shift, pickup, best, random, blink);
        shift = shift + 1 === c.shiftCount ? 0 : shift + 1;
      }
    }
  }
  const freeTypes = st.counts[FREE_TYPES]!;
  let at = freeTypes > FREE_TYPES_TRIED ? randomBelow(random, freeTypes) : 0;
  for (let i = Math.min(freeTypes, FREE_TYPES_TRIED); i > 0; i--) {
    const type = st.freeTypes[at]!;
    at = at + 1 === freeTypes ? 0 : at + 1;
    if (fitsType(c, pickup, type)) best = lookInto(st, freeShift(st, type), pickup, best, random, blink);
  }
  if (best >= most) return false;
  touch(st, journal, routeOf[st.pairPlace[0]!]!);
  insertPair(st, st.pairPlace[0]!, pickup, st.pairPlace[1]!);
  return true;
}

/** Puts the absent pair where it costs least of all places in all shifts, or in the one given; false if none costs less than `most`. */
export function placePairAnywhere(st: State, pickup: number, most: number, only: number | null): boolean {
  const { c } = st;
  let best = most;
  for (let shift = 0; shift < c.shiftCount; shift++) {
    if (only !== null && shift !== only) continue;
    const type = c.types.typeOf[shift]!;
    // Of the unused shifts of a type one is enough.
    if (only === null && st.visitsIn[shift] === 0 && shift !== freeShift(st, type)) continue;
    if (st.visitsIn[shift]! >= 0) best = lookInto(st, shift, pickup, best, null, 0);
  }
  if (best >= most) return false;
  insertPair(st, st.pairPlace[0]!, pickup, st.pairPlace[1]!);
  return true;
}

function fitsType(c: Compiled, v: number, type: number): boolean {
  return c.types.fits[v * c.types.count + type] === 1;
}
