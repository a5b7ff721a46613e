import { type Journal, touch } from './journal.ts';
import { refreshRoute, unlink } from './moves.ts';
import { unlinkMisplaced } from './place-at-pin.ts';
import { type RandomState, randomBelow, randomUnit } from './random.ts';
import { ABSENT, FREE_TYPES, OWN_SHIFTS, OWN_VISITS, type State } from './state.ts';
import { isPossible } from './times.ts';

/**
 * Visits taken out by an attempt: the list, its length in `count[0]`, the visit around which the ruin is in `count[1]`, and for
 * each visit the attempt that last took it out (or offered it).
 */
export interface Removed {
  readonly list: Int32Array;
  readonly count: Int32Array;
  readonly takenIn: Int32Array;
}

export function newRemoved(visitCount: number): Removed {
  return { list: new Int32Array(visitCount * 2), count: new Int32Array(2), takenIn: new Int32Array(visitCount) };
}

/** Christiaens & Vanden Berghe (2020): strings of at most so many visits, so many removed on average. */
const LONGEST_STRING = 10;
const MEAN_REMOVED = 10;
/** How often a string leaves visits standing in its middle, and how often the number of those grows by one more. */
const SPLIT_RATE = 0.5;
const SPLIT_GROWS = 0.5;
/** How often a whole route is emptied instead, and how often the ruin is placed around an absent visit, if there is one. */
const WHOLE_ROUTE_RATE = 0.02;
const AROUND_ABSENT_RATE = 0.4;

/**
 * Takes strings of neighbouring visits out of neighbouring routes; the times of those routes are up to date afterwards. False if
 * what is left of a route is impossible (there may be no way past a visit taken out): the attempt must be rolled back.
 */
export function ruin(st: State, journal: Journal, random: RandomState, removed: Removed): boolean {
  removed.count[0] = 0;
  removed.count[1] = 0;
  const { visitCount } = st.c;
  const absentCount = st.counts[ABSENT]!;
  const used = st.counts[OWN_VISITS]! - absentCount;
  if (used === 0) {
    removed.count[1] = randomBelow(random, visitCount);
    return true;
  }
  let seed = -1;
  if (absentCount > 0 && randomUnit(random) < AROUND_ABSENT_RATE) seed = st.absent[randomBelow(random, absentCount)]!;
  if (seed < 0 || st.c.servable[seed] === 0) {
    seed = randomBelow(random, visitCount);
    while (st.routeOf[seed]! < 0) seed = randomBelow(random, visitCount);
    if (randomUnit(random) < WHOLE_ROUTE_RATE && st.visitsIn[st.routeOf[seed]!]! <= 3 * MEAN_REMOVED) {
      const shift = st.routeOf[seed]!;
      removed.count[1] = seed;
      return removeString(st, journal, random, removed, seed, st.visitsIn[shift]!);
    }
  }
  removed.count[1] = seed;
  const usedShifts = Math.max(1, st.counts[OWN_SHIFTS]! - freeShiftCount(st));
  const longest = Math.min(LONGEST_STRING, Math.max(1, used / usedShifts));
  const mostStrings = (4 * MEAN_REMOVED) / (1 + longest) - 1;
  let strings = Math.floor(1 + randomUnit(random) * mostStrings);
  const { near, nearCount } = st.c.neighbours;
  for (let i = -1; i < nearCount && strings > 0; i++) {
    const v = i < 0 ? seed : near[seed * nearCount + i]!;
    if (v < 0) break;
    const shift = st.routeOf[v]!;
    if (shift < 0 || journal.touchedIn[shift] === journal.epoch[0]) continue;
    const most = Math.min(longest, st.visitsIn[shift]!);
    if (!removeString(st, journal, random, removed, v, Math.floor(1 + randomUnit(random) * most))) return false;
    strings--;
  }
  return true;
}

/** Takes the whole route of a visit out. */
export function emptyRoute(st: State, journal: Journal, random: RandomState, removed: Removed, v: number): boolean {
  return removeString(st, journal, random, removed, v, st.visitsIn[st.routeOf[v]!]!);
}

function freeShiftCount(st: State): number {
  let free = 0;
  for (let i = 0; i < st.counts[FREE_TYPES]!; i++) free += st.freeInType[st.freeTypes[i]!]!;
  return free;
}

/** Removes `length` visits of the route that stand together around `v`, sometimes sparing some in the middle. */
function removeString(st: State, journal: Journal, random: RandomState, removed: Removed, v: number, length: number): boolean {
  const { c, next, prev } = st;
  const shift = st.routeOf[v]!;
  touch(st, journal, shift);
  const inRoute = st.visitsIn[shift]!;
  let spared = 0;
  if (length > 1 && length < inRoute && randomUnit(random) < SPLIT_RATE) {
    spared = 1;
    while (length + spared < inRoute && randomUnit(random) > SPLIT_GROWS) spared++;
  }
  const span = length + spared;
  // The span begins up to span − 1 visits before v, but not so late that it runs over the end of the route.
  let first = v;
  let back = randomBelow(random, span);
  let behind = 0;
  for (let node = v; behind < span && node < c.visitCount; node = next[node]!) behind++;
  back = Math.max(back, span - behind);
  while (back > 0 && prev[first]! < c.visitCount) {
    first = prev[first]!;
    back--;
  }
  const before = removed.count[0]!;
  const spareFrom = spared === 0 ? span : randomBelow(random, length + 1);
  let node = first;
  for (let i = 0; i < span && node < c.visitCount; i++) {
    const following = next[node]!;
    if (!(i >= spareFrom && i < spareFrom + spared) && c.frozenShiftOf[node]! < 0) {
      unlink(st, node);
      removed.list[removed.count[0]!++] = node;
      removed.takenIn[node] = journal.epoch[0]!;
    }
    node = following;
  }
  if (removed.count[0] === before) return true;
  if (c.hasPairs) takeMatesAlong(st, journal, removed, before);
  if (c.positioned[shift] === 1) {
    unlinkMisplaced(st, shift, (pinned) => {
      removed.list[removed.count[0]!++] = pinned;
      removed.takenIn[pinned] = journal.epoch[0]!;
    });
  }
  refreshRoute(st, shift);
  return isPossible(st, shift);
}

/** A pair goes out together, and stands in the list once, as its pickup. */
function takeMatesAlong(st: State, journal: Journal, removed: Removed, from: number): void {
  const { mateOf, isDelivery } = st.c;
  const { list, takenIn } = removed;
  let kept = from;
  for (let i = from; i < removed.count[0]!; i++) {
    const v = list[i]!;
    const mate = mateOf[v]!;
    if (mate >= 0 && st.routeOf[mate] !== -1) {
      unlink(st, mate);
      takenIn[mate] = journal.epoch[0]!;
      list[kept++] = isDelivery[v] === 1 ? mate : v;
    } else if (mate < 0 || isDelivery[v] === 0) list[kept++] = v;
  }
  removed.count[0] = kept;
}
