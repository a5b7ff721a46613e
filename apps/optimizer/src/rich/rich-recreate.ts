import { type RandomState, randomUnit } from '../random.ts';
import { leastPosition, mostPosition, positionBetween } from './fits.ts';
import { boundPlaces, listPlaces } from './list-places.ts';
import { placeGroup } from './place-group.ts';
import { NO_PLACE, priceAfter } from './price.ts';
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
