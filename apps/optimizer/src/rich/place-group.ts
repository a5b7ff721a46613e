import { type RandomState, randomUnit } from '../random.ts';
import { MAX_GROUP, NO_GAP } from './compile-relations.ts';
import { agree, leastPosition, mostPosition, positionBetween } from './fits.ts';
import { boundPlaces, listPlaces } from './list-places.ts';
import { NO_PLACE, priceAfter } from './price.ts';
import { reach, START } from './reach.ts';
import { enter, link } from './rich-moves.ts';
import { PLACES_KEPT, type RichState } from './rich-state.ts';
import { earliestByOrders } from './settle.ts';

/**
 * Puts all members of an absent group into shifts, no two into the same, by the cheapest combination of good places that its gaps allow; false
 * if there is none that is worth it. Their times are not settled yet.
 */
export function placeGroup(st: RichState, random: RandomState, group: number, worth: number, blinkRate: number): boolean {
  const members = st.c.relations.groups[group]!;
  const { kept, chosen, bestTrial, bestPrice, starts } = st.scratch;
  for (let m = 0; m < members.length; m++) keepCheapest(st, random, members[m]!, m, blinkRate);
  bestPrice[0] = worth;
  bestTrial[0] = -1;
  combine(st, group, members, 0, 0);
  if (bestTrial[0]! < 0) return false;
  for (let m = 0; m < members.length; m++) chosen[m] = kept[m * PLACES_KEPT + bestTrial[m]!]!;
  const [least, most] = positions(st, members);
  const position = positionBetween(st, least!, most!, starts[MAX_GROUP]!);
  for (let m = 0; m < members.length; m++) link(st, chosen[m]!, members[m]!);
  enter(st, members[0]!, position);
  return true;
}

/** So many more than are kept are looked at, those that look cheapest first. */
const PLACES_BEYOND = 6;

/** The cheapest places of one member as if it were alone, sorted, into its row of `st.kept`. */
function keepCheapest(st: RichState, random: RandomState, v: number, row: number, blinkRate: number): void {
  const { kept, candidates, bounds } = st.scratch;
  const from = row * PLACES_KEPT;
  const places = listPlaces(st, v);
  const notBeforeSec = earliestByOrders(st, v);
  const isBounded = st.c.isOnlyAdding;
  let at = isBounded ? boundPlaces(st, random, v, places, notBeforeSec, blinkRate) : 0;
  let count = 0;
  // By what they cost at least, so that soon the rest cannot be among the cheapest; or all, one after the other.
  const looks = isBounded ? Math.min(places, PLACES_KEPT + PLACES_BEYOND) : places;
  for (let i = 0; i < looks && at >= 0; i++) {
    if (!isBounded) at = i;
    const limit = count < PLACES_KEPT ? NO_PLACE : st.scratch.keptPrice[from + count - 1]!;
    if (isBounded && bounds[at]! >= limit) break;
    if (isBounded || randomUnit(random) >= blinkRate) count = keep(st, from, count, candidates[at]!, v, notBeforeSec, limit);
    if (!isBounded) continue;
    bounds[at] = NO_PLACE;
    at = leastOf(bounds, places);
  }
  if (count < PLACES_KEPT) kept[from + count] = -1;
}

/** Where the first `count` values are least; −1 if all are infinite. */
function leastOf(values: Float64Array, count: number): number {
  let at = -1;
  let least = NO_PLACE;
  for (let i = 0; i < count; i++) {
    if (values[i]! < least) {
      least = values[i]!;
      at = i;
    }
  }
  return at;
}

/** Puts a place among the kept ones if it is cheap enough; returns how many there are. */
function keep(
  st: RichState,
  from: number,
  kepts: number,
  before: number,
  v: number,
  notBeforeSec: number,
  limit: number,
): number {
  const { kept, keptPrice } = st.scratch;
  const price = priceAfter(st, v, before, notBeforeSec, limit);
  if (price >= limit) return kepts;
  const count = kepts < PLACES_KEPT ? kepts + 1 : kepts;
  let at = from + count - 1;
  for (; at > from && keptPrice[at - 1]! > price; at--) {
    kept[at] = kept[at - 1]!;
    keptPrice[at] = keptPrice[at - 1]!;
  }
  kept[at] = before;
  keptPrice[at] = price;
  return count;
}

/** Tries all combinations of kept places, depth first; prices alone are a lower bound. */
function combine(st: RichState, group: number, members: Int32Array, m: number, bound: number): void {
  const { kept, keptPrice, trial, chosen, bestTrial, bestPrice, starts } = st.scratch;
  if (m === members.length) {
    const price = priceTogether(st, group, members);
    if (price < bestPrice[0]!) {
      bestPrice[0] = price;
      bestTrial.set(trial);
      starts[MAX_GROUP] = starts[0]!;
    }
    return;
  }
  for (let i = 0; i < PLACES_KEPT; i++) {
    const before = kept[m * PLACES_KEPT + i]!;
    if (before < 0 || bound + keptPrice[m * PLACES_KEPT + i]! >= bestPrice[0]!) return;
    if (!isApart(st, members, m, st.routeOf[before]!)) continue;
    trial[m] = i;
    chosen[m] = before;
    combine(st, group, members, m + 1, bound + keptPrice[m * PLACES_KEPT + i]!);
  }
}

/** Different shifts, and whatever else is asked of pairs of members. */
function isApart(st: RichState, members: Int32Array, m: number, shift: number): boolean {
  const { beside, hasBeside } = st.c.relations;
  for (let i = 0; i < m; i++) {
    const other = st.routeOf[st.scratch.chosen[i]!]!;
    if (other === shift) return false;
    if (!hasBeside) continue;
    const v = members[m]!;
    for (let b = beside.first[v]!; b < beside.first[v + 1]!; b++) {
      if (beside.other[b] === members[i] && !agree(st, beside.value[b]!, shift, other)) return false;
    }
  }
  return true;
}

function positions(st: RichState, members: Int32Array): readonly [number, number] {
  let least = 0;
  let most = NO_PLACE;
  for (let m = 0; m < members.length; m++) {
    least = Math.max(least, leastPosition(st, members[m]!, st.scratch.chosen[m]!));
    most = Math.min(most, mostPosition(st, members[m]!, st.next[st.scratch.chosen[m]!]!));
  }
  return [least, most];
}

/** The price of the chosen places with starts that keep all gaps. */
function priceTogether(st: RichState, group: number, members: Int32Array): number {
  const [least, most] = positions(st, members);
  if (least > most) return NO_PLACE;
  const { chosen, starts, bestPrice } = st.scratch;
  for (let m = 0; m < members.length; m++) {
    const before = chosen[m]!;
    if (!reach(st, members[m]!, before, st.routeOf[before]!, earliestByOrders(st, members[m]!))) return NO_PLACE;
    starts[m] = st.out[START]!;
  }
  const gaps = st.c.relations.gaps[group]!;
  for (let hasMoved = true; hasMoved; ) {
    hasMoved = false;
    for (let g = 0; g < gaps.length; g += 4) {
      const i = gaps[g]!;
      const j = gaps[g + 1]!;
      let late = -1;
      let askedSec = starts[i]! + gaps[g + 2]!;
      if (starts[j]! < askedSec) late = j;
      else if (gaps[g + 3]! < NO_GAP && starts[i]! < starts[j]! - gaps[g + 3]!) {
        late = i;
        askedSec = starts[j]! - gaps[g + 3]!;
      }
      if (late < 0) continue;
      if (!reach(st, members[late]!, chosen[late]!, st.routeOf[chosen[late]!]!, askedSec)) return NO_PLACE;
      starts[late] = st.out[START]!;
      hasMoved = true;
    }
  }
  let price = 0;
  for (let m = 0; m < members.length; m++) {
    const limit = bestPrice[0]! - price;
    const one = priceAfter(st, members[m]!, chosen[m]!, starts[m]!, limit);
    if (one >= limit) return NO_PLACE;
    price += one;
  }
  return price;
}
