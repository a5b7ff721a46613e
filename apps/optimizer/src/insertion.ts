import type { Compiled } from './compile.ts';
import { loadsAllow } from './flow.ts';
import { keepsPositions } from './positions.ts';
import type { State } from './state.ts';
import { arrivalOf, arrivesInTime, departFront, driveFront, serveFront, startIn, windowsAt } from './times.ts';
import { walkAllows } from './walk-route.ts';
import { NEVER_SEC } from './window.ts';
import { workAfter, workCost } from './work.ts';

/**
 * May there be time for the absent visit `v` right after node `before`, if the ways there and on took none? One comparison, which rules out most
 * places of full routes before anything is priced.
 */
export function mayHaveTime(st: State, before: number, v: number): boolean {
  return st.roomSec[before]! >= st.c.leastServiceSec[v]! || sparesSetup(st.c, st.next[before]!, v);
}

/** A visit at the same place spares its successor the setup. */
export function sparesSetup(c: Compiled, successor: number, v: number): boolean {
  return c.hasSetup && c.arrivesAt[successor] === c.arrivesAt[v];
}

/** What putting the absent visit `v` right after node `before` adds to the cost; the rules are not looked at. */
export function insertionCost(st: State, before: number, v: number): number {
  const { c } = st;
  const shift = st.routeOf[before]!;
  const after = st.next[before]!;
  const { cost, costTransposed, size } = c.travel;
  const row = c.travel.costBase[shift]! + c.arrivesAt[v]! * size;
  let added = costTransposed[row + c.leavesFrom[before]!]! + cost[row + c.arrivesAt[after]!]!;
  // An empty route has no drive yet, and is opened.
  added += st.visitsIn[shift] === 0 ? st.openCost[shift]! : -st.driveCost[before]!;
  if (c.hasTaskCost) {
    added += workCost(c, shift, workAfter(c, before, v, shift));
    if (c.hasSetup && after < c.visitCount)
      added += workCost(c, shift, workAfter(c, v, after, shift)) - workCost(c, shift, st.workSec[after]!);
  }
  return added;
}

/** What it adds to open an unused shift for the visit alone; the same for all shifts of a type. */
export function openingCost(st: State, shift: number, v: number): number {
  const { c } = st;
  const end = c.visitCount + shift;
  const { cost, costTransposed, size } = c.travel;
  const row = c.travel.costBase[shift]! + c.arrivesAt[v]! * size;
  const added = st.openCost[shift]! + costTransposed[row + c.leavesFrom[end]!]! + cost[row + c.arrivesAt[end]!]!;
  return c.hasTaskCost ? added + workCost(c, shift, workAfter(c, end, v, shift)) : added;
}

/** Do skills, pins and so on, capacity, limits and times allow the absent visit `v` (of no pair) right after node `before`? */
export function insertionFits(st: State, before: number, v: number): boolean {
  const { c } = st;
  const shift = st.routeOf[before]!;
  if (c.types.fits[v * c.types.count + c.types.typeOf[shift]!] === 0) return false;
  if (c.sealed[before] === 1) return false;
  for (let d = 0; d < c.dimensions; d++) {
    if (st.loadIn[shift * c.dimensions + d]! + c.loads[v * c.dimensions + d]! > c.capacity[shift * c.dimensions + d]!)
      return false;
  }
  if (c.hasFlow && !loadsAllow(st, before, v, shift)) return false;
  if (c.positioned[shift] === 1 && !keepsPositions(st, before, v, shift)) return false;
  return (c.limited[shift] === 0 || withinLimits(st, before, v, shift)) && insertionInTime(st, before, v, shift);
}

/** The limits on a route's travel, length and number of visits. */
export function withinLimits(st: State, before: number, v: number, shift: number): boolean {
  const { c } = st;
  if (st.visitsIn[shift]! + 1 > c.maxVisits[shift]!) return false;
  const { sec, metres, size } = c.travel;
  const after = st.next[before]!;
  const used = st.visitsIn[shift]! > 0;
  const from = c.leavesFrom[before]! * size;
  const via = c.arrivesAt[v]!;
  const to = c.arrivesAt[after]!;
  const s = c.travel.secBase[shift]!;
  const addedSec = sec[s + from + via]! + sec[s + via * size + to]! - (used ? sec[s + from + to]! : 0);
  if (st.travelSecIn[shift]! + addedSec > c.maxTravelSec[shift]!) return false;
  if (c.maxMetres[shift] === Infinity) return true;
  const m = c.travel.metresBase[shift]!;
  const addedMetres = metres[m + from + via]! + metres[m + via * size + to]! - (used ? metres[m + from + to]! : 0);
  return st.metresIn[shift]! + addedMetres <= c.maxMetres[shift]!;
}

/** Do windows, breaks and hours allow it? One step of the route is walked, two where it changes the successor's setup. */
export function insertionInTime(st: State, before: number, v: number, shift: number): boolean {
  const { c } = st;
  if (c.breakCount[shift]! > 0) return insertionInTimeWithBreaks(st, before, v, shift);
  const after = st.next[before]!;
  const { sec, secTransposed, size } = c.travel;
  const { opens, closes, perVisit } = c.windows;
  const base = c.travel.secBase[shift]!;
  const row = base + c.arrivesAt[v]! * size;
  const readySec = arrivalOf(c, shift, before, v, st.departSec[before]!, secTransposed[row + c.leavesFrom[before]!]!);
  const startSec = startIn(opens, closes, windowsAt(c, v, shift), perVisit, readySec);
  if (startSec >= NEVER_SEC) return false;
  const endSec = startSec + workAfter(c, before, v, shift);
  const arrivalSec = arrivalOf(c, shift, v, after, endSec, sec[row + c.arrivesAt[after]!]!);
  if (!c.hasSetup || after >= c.visitCount) return arrivalSec <= st.latestSec[after]!;
  const work = workAfter(c, v, after, shift);
  if (work === st.workSec[after]) return arrivalSec <= st.latestSec[after]!;
  const afterSec = startIn(opens, closes, windowsAt(c, after, shift), perVisit, arrivalSec);
  if (afterSec >= NEVER_SEC) return false;
  const later = st.next[after]!;
  const tableSec = sec[base + c.leavesFrom[after]! * size + c.arrivesAt[later]!]!;
  return arrivalOf(c, shift, after, later, afterSec + work, tableSec) <= st.latestSec[later]!;
}

function insertionInTimeWithBreaks(st: State, before: number, v: number, shift: number): boolean {
  const { c, front } = st;
  if (c.weighsBreaks[shift] === 1) return walkAllows(st, shift, before, v, -1, -1);
  const breaks = c.breakCount[shift]!;
  const { sec, secTransposed, size } = c.travel;
  const base = c.travel.secBase[shift]!;
  const after = st.next[before]!;
  departFront(st, before, front);
  // By the transposed table, whose row of the visit is at hand: of a large one most cells are far away in memory.
  driveFront(c, shift, breaks, before, v, secTransposed[base + c.arrivesAt[v]! * size + c.leavesFrom[before]!]!, front);
  serveFront(c, breaks, windowsAt(c, v, shift), workAfter(c, before, v, shift), front);
  driveFront(c, shift, breaks, v, after, sec[base + c.leavesFrom[v]! * size + c.arrivesAt[after]!]!, front);
  if (after >= c.visitCount) return arrivesInTime(st, after, breaks, front);
  const work = workAfter(c, v, after, shift);
  if (work === st.workSec[after]) return arrivesInTime(st, after, breaks, front);
  const later = st.next[after]!;
  serveFront(c, breaks, windowsAt(c, after, shift), work, front);
  driveFront(c, shift, breaks, after, later, sec[base + c.leavesFrom[after]! * size + c.arrivesAt[later]!]!, front);
  return arrivesInTime(st, later, breaks, front);
}
