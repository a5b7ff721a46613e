import { NO_GAP } from './compile-relations.ts';
import type { RichCompiled } from './compile-rich.ts';
import { driveSec } from './drive.ts';
import { finishAfter } from './finish-shift.ts';
import { sparesSetup } from './latest.ts';
import { BALANCE_MEASURES } from './model.ts';
import { keepsPromiseAt } from './promise.ts';
import { BREAKS, COST, LEAVE, reachFrom, START } from './reach.ts';
import { CHANGED, placeLeft, placeReached, type RichState, SHIFTS, type TeamSums, VISITS, WEEKENDS, WORK } from './rich-state.ts';
import { hasRoom } from './room.ts';
import { earliestByOrders } from './settle.ts';

/** The price of a place that breaks a hard rule: more than any worth. */
export const NO_PLACE = Number.POSITIVE_INFINITY;

/**
 * What an absent visit would cost right behind a node, starting not before `notBeforeSec`: exact for its own route; of other routes only
 * the lateness of visits bound to this one's followers is counted. NO_PLACE if it breaks a hard rule there or costs `limit` or more.
 * The start is in `scratch.priced[0]`.
 */
export function priceAfter(st: RichState, v: number, before: number, notBeforeSec: number, limit: number): number {
  const { c, out } = st;
  const { base } = c;
  const shift = st.routeOf[before]!;
  const from = placeLeft(c, before, shift);
  const isFirst = before >= base.visitCount;
  if (c.isOnlyAdding && leastPrice(st, v, before, shift, notBeforeSec) >= limit) return NO_PLACE;
  if (!reachFrom(st, v, shift, from, st.leaveSec[before]!, st.breaksTaken[before]!, isFirst, notBeforeSec)) return NO_PLACE;
  let added = out[COST]! + promisePrice(st, v, shift, out[START]!) + balancePrice(st, v, shift);
  st.scratch.priced[0] = out[START]!;
  let place = placeLeft(c, v, shift);
  let leaveSec = out[LEAVE]!;
  let breaks = out[BREAKS]!;
  let u = st.next[before]!;
  const onSec = driveSec(c, shift, place, placeReached(c, u, shift), leaveSec);
  if (leaveSec + onSec > st.latestSec[u]! && !sparesSetup(st, v, u, shift)) return NO_PLACE;
  for (; u < base.visitCount; u = st.next[u]!) {
    if (!reachFrom(st, u, shift, place, leaveSec, breaks, false, floorOf(st, u))) return NO_PLACE;
    added += out[COST]! - st.nodeCost[u]! + promisePrice(st, u, shift, out[START]!);
    leaveSec = out[LEAVE]!;
    breaks = out[BREAKS]!;
    if (out[START]! > st.startSec[u]! && c.relations.groupOf[u]! >= 0) {
      const delayed = matesDelay(st, u, out[START]!);
      if (delayed >= NO_PLACE) return NO_PLACE;
      added += delayed;
    }
    if (leaveSec === st.leaveSec[u] && breaks === st.breaksTaken[u]) {
      return added < limit && hasRoom(st, v, before, shift) ? added : NO_PLACE;
    }
    place = placeLeft(c, u, shift);
    if (added >= limit && !c.hasPromises && !c.hasIdle) return NO_PLACE;
  }
  if (finishAfter(st, shift, place, leaveSec, breaks) < 0) return NO_PLACE;
  added += out[COST]! - st.nodeCost[u]!;
  return added < limit && hasRoom(st, v, before, shift) ? added : NO_PLACE;
}

/** At least this much a visit adds behind a node where `isOnlyAdding`: its drives, and its own lateness. */
export function leastPrice(st: RichState, v: number, before: number, shift: number, notBeforeSec: number): number {
  const { c } = st;
  const { base } = c;
  const { cost, sec, size, costBase, secBase } = base.travel;
  const after = st.next[before]!;
  const row = placeLeft(c, before, shift) * size;
  const to = placeReached(c, after, shift);
  const via = placeReached(c, v, shift);
  const table = costBase[shift]!;
  let added = cost[table + row + via]! + cost[table + via * size + to]!;
  if (after >= base.visitCount && before >= base.visitCount) added += base.fixedCost[shift]!;
  else added -= cost[table + row + to]!;
  if (!c.hasDue) return added;
  const readySec = st.leaveSec[before]! + sec[secBase[shift]! + row + via]!;
  const startSec = readySec > notBeforeSec ? readySec : notBeforeSec;
  if (startSec > c.dueSec[v]!) added += Math.round((startSec - c.dueSec[v]!) * c.perLateSec[v]!);
  // A stop at the place of the next may save it its setup, and so some of the delay.
  if (after >= base.visitCount || via === to || base.breakCount[shift]! > 0) return added;
  const serviceSec = base.serviceSec[v * base.workTypeCount + base.workTypeOf[shift]!]!;
  const delaySec = startSec + serviceSec + sec[secBase[shift]! + via * size + to]! - st.startSec[after]!;
  // Each visit's cost is rounded: so much less may come of it.
  return delaySec > 0 ? added + Math.max(0, delaySec * st.lateRate[after]! - st.visitsIn[shift]!) : added;
}

/** What keeping (negative) or breaking the promise of a visit by that start would add to the cost. */
function promisePrice(st: RichState, v: number, shift: number, startSec: number): number {
  const { c } = st;
  if (!c.hasPromises || c.promiseClosesSec[v]! < 0) return 0;
  const change = (keepsPromiseAt(c, v, shift, startSec) ? 0 : 1) - st.isChanged[v]!;
  if (change === 0) return 0;
  return change * (st.totals[CHANGED]! + (change > 0 ? 1 : 0) > c.mostChanges ? c.beyondBudget : c.perChange);
}

/** One visit more, or one shift more, for a team that has its share already. */
function balancePrice(st: RichState, v: number, shift: number): number {
  const { c, teamSums } = st;
  if (!c.hasBalance) return 0;
  const isFirst = st.visitsIn[shift] === 0 ? 1 : 0;
  const work = c.base.serviceSec[v * c.base.workTypeCount + c.base.workTypeOf[shift]!]!;
  return (
    priceAbove(c, teamSums, shift, WORK, work) +
    priceAbove(c, teamSums, shift, VISITS, 1) +
    priceAbove(c, teamSums, shift, SHIFTS, isFirst) +
    priceAbove(c, teamSums, shift, WEEKENDS, isFirst * c.isWeekend[shift]!)
  );
}

function priceAbove(c: RichCompiled, { amounts, means }: TeamSums, shift: number, measure: number, more: number): number {
  const has = amounts[c.teamOf[shift]! * BALANCE_MEASURES.length + measure]!;
  return c.perAbove[measure]! * Math.max(0, Math.min(more, has + more - means[measure]!));
}

/** Not before this may a served visit start, by its orders and by where the others of its group stand now. */
function floorOf(st: RichState, v: number): number {
  const { groupOf, groups, gaps } = st.c.relations;
  let floorSec = earliestByOrders(st, v);
  const group = groupOf[v]!;
  if (group < 0) return floorSec;
  const members = groups[group]!;
  const list = gaps[group]!;
  for (let g = 0; g < list.length; g += 4) {
    const first = members[list[g]!]!;
    const second = members[list[g + 1]!]!;
    if (second === v) floorSec = Math.max(floorSec, st.startSec[first]! + list[g + 2]!);
    else if (first === v && list[g + 3]! < NO_GAP) floorSec = Math.max(floorSec, st.startSec[second]! - list[g + 3]!);
  }
  return floorSec;
}

/** A member starts later: what that costs in lateness of the others it pushes; NO_PLACE if one would miss all its windows. */
function matesDelay(st: RichState, v: number, startSec: number): number {
  const { c } = st;
  const group = c.relations.groupOf[v]!;
  const members = c.relations.groups[group]!;
  const list = c.relations.gaps[group]!;
  let added = 0;
  for (let g = 0; g < list.length; g += 4) {
    const first = members[list[g]!]!;
    const second = members[list[g + 1]!]!;
    if (first === v) added += lateness(st, second, startSec + list[g + 2]!);
    else if (second === v && list[g + 3]! < NO_GAP) added += lateness(st, first, startSec - list[g + 3]!);
  }
  return added;
}

function lateness(st: RichState, v: number, startSec: number): number {
  const { c } = st;
  if (startSec <= st.startSec[v]!) return 0;
  if (startSec > c.lastStartSec[v]!) return NO_PLACE;
  return Math.round(Math.max(0, startSec - Math.max(c.dueSec[v]!, st.startSec[v]!)) * c.perLateSec[v]!);
}
