import { insertionFits } from './insertion.ts';
import { type Journal, touch } from './journal.ts';
import { insert, refreshRoute, unlink } from './moves.ts';
import { isFree, type Pricing, priceRoute } from './price-route.ts';
import { type RandomState, randomBelow, randomUnit } from './random.ts';
import { emptyRoute, type Removed } from './ruin.ts';
import { FREE_TYPES, freeShift, OWN_VISITS, type State } from './state.ts';
import { isPossible } from './times.ts';

/** How often a route is taken apart to be built anew instead of opening one more. */
const ANEW_RATE = 0.5;
/** How often visits may be taken out of other routes for it; then so many of them are spared. */
const ROB_RATE = 0.5;
const SPARED_RATE = 0.3;

/**
 * In place of a ruin: a whole route is built where optional visits are many. One visit alone never pays for opening a route, and
 * neighbours put in one by one are given up before they do. Absent visits are worth what leaving them out costs; served ones what
 * their present route saves without them. What was taken out and not put in is left to `recreate`. False if nothing comes of it: roll back.
 */
export function openRoute(st: State, journal: Journal, random: RandomState, removed: Removed, pricing: Pricing): boolean {
  const { c } = st;
  removed.count[0] = 0;
  removed.count[1] = 0;
  const shift = chooseShift(st, journal, random, removed);
  if (shift < 0) return false;
  writeValues(st, random, pricing, shift);
  const length = priceRoute(st, pricing, shift);
  if (length === 0) return false;
  touch(st, journal, shift);
  for (let i = 0; i < length; i++) {
    const v = pricing.path[i]!;
    const from = st.routeOf[v]!;
    if (from < 0) continue;
    touch(st, journal, from);
    unlink(st, v);
    removed.list[removed.count[0]!++] = v;
    removed.takenIn[v] = journal.epoch[0]!;
  }
  for (let t = 0; t < journal.used[0]!; t++) {
    const robbed = journal.touched[t]!;
    if (robbed === shift) continue;
    refreshRoute(st, robbed);
    if (!isPossible(st, robbed)) return false;
  }
  let before = c.visitCount + shift;
  for (let i = 0; i < length; i++) {
    const v = pricing.path[i]!;
    if (!insertionFits(st, before, v)) continue;
    insert(st, before, v);
    before = v;
  }
  removed.count[1] = pricing.path[length >> 1]!;
  let left = 0;
  for (let i = 0; i < removed.count[0]!; i++) {
    const v = removed.list[i]!;
    if (st.routeOf[v] === -1) removed.list[left++] = v;
  }
  removed.count[0] = left;
  return st.visitsIn[shift]! > 0;
}

/** An unused shift, or one whose route is taken out. */
function chooseShift(st: State, journal: Journal, random: RandomState, removed: Removed): number {
  const freeTypes = st.counts[FREE_TYPES]!;
  if (freeTypes > 0 && randomUnit(random) >= ANEW_RATE) return freeShift(st, st.freeTypes[randomBelow(random, freeTypes)]!);
  if (st.counts[0]! >= st.counts[OWN_VISITS]!) return -1;
  let v = randomBelow(random, st.c.visitCount);
  while (st.routeOf[v]! < 0) v = randomBelow(random, st.c.visitCount);
  const shift = st.routeOf[v]!;
  return emptyRoute(st, journal, random, removed, v) && st.visitsIn[shift] === 0 ? shift : -1;
}

function writeValues(st: State, random: RandomState, { value }: Pricing, shift: number): void {
  const { c, next, prev, routeOf, driveCost } = st;
  const { fits, typeOf, count } = c.types;
  const { cost, size, costBase } = c.travel;
  const robs = randomUnit(random) < ROB_RATE;
  for (let v = 0; v < c.visitCount; v++) {
    const from = routeOf[v]!;
    value[v] = 0;
    if (from < -1 || fits[v * count + typeOf[shift]!] === 0 || !isFree(c, v)) continue;
    if (from === -1) value[v] = c.unitMissCost[v]!;
    else if (robs && randomUnit(random) >= SPARED_RATE) {
      const before = prev[v]!;
      const past = st.visitsIn[from] === 1 ? 0 : cost[costBase[from]! + c.leavesFrom[before]! * size + c.arrivesAt[next[v]!]!]!;
      value[v] = Math.max(0, driveCost[before]! + driveCost[v]! - past);
    }
  }
}
