import type { NewTable, Travel } from './compile-travel.ts';
import type { Problem } from './problem.ts';
import { clipWindows, NEVER_SEC } from './window.ts';

/** For each visit the visits worth having just before it, just after it, and near it in space; −1 fills short lists. */
export interface Neighbours {
  readonly beforeCount: number;
  readonly before: Int32Array;
  readonly after: Int32Array;
  /**
   * Both lists once more as one reads them to find a place, so that they lie together in memory: of visit `v`, from `v * 4 * beforeCount` on, each
   * of `before`, then each of `after`, followed by what both drives of `v` cost at least beside it, whoever drives, if a visit on the other side
   * is no nearer: a place between two neighbours is judged from the nearer one.
   */
  readonly beside: Int32Array;
  readonly nearCount: number;
  readonly near: Int32Array;
  /** 1 where a start or an end of shifts is near: such a visit may be the first or last one of any route, whoever is there. */
  readonly nearEnds: Uint8Array;
}

const BESIDE = 55;
const NEAR = 100;
/** The start or end of a shift is near a visit if it would be among so many of its nearest. */
const NEAR_ENDS = 20;
/** Only so many of the nearest are looked at for their times. */
const CANDIDATES = 300;
/** A second of unavoidable waiting counts this much of a unit of cost (Vidal's proximity, as others tune it). */
const WAIT_WEIGHT = 0.2;

export function compileNeighbours(problem: Problem, travel: Travel, newTable: NewTable): Neighbours {
  const count = problem.visits.length;
  const beforeCount = Math.min(BESIDE, Math.max(0, count - 1));
  const nearCount = Math.min(NEAR, Math.max(0, count - 1));
  const before = newTable(count * beforeCount).fill(-1);
  const after = newTable(count * beforeCount).fill(-1);
  const beside = newTable(count * 4 * beforeCount).fill(-1);
  const near = newTable(count * nearCount).fill(-1);
  const nearEnds = new Uint8Array(count);
  if (count < 2 || problem.shifts.length === 0) return { beforeCount, before, after, beside, nearCount, near, nearEnds };
  const size = travel.size;
  const places = Int32Array.from(problem.visits, (visit) => visit.placeIndex);
  const windows = windowLists(problem);
  const work = Int32Array.from(problem.visits, (visit) => visit.serviceSec);
  // By the transposed tables what leads to a visit lies together, too.
  const { cost, costTransposed, sec, secTransposed } = travel;
  const costBase = travel.costBase[0]!;
  const secBase = travel.secBase[0]!;
  const bases = Int32Array.from(new Set(travel.costBase));
  const startPlaces = Int32Array.from(new Set(problem.shifts.map((shift) => shift.startPlaceIndex ?? problem.placeCount)));
  const endPlaces = Int32Array.from(new Set(problem.shifts.map((shift) => shift.endPlaceIndex ?? problem.placeCount)));
  const ends = [...new Set(problem.shifts.flatMap(({ startPlaceIndex, endPlaceIndex }) => [startPlaceIndex, endPlaceIndex]))];
  const both = new Int32Array(count);
  const pool = new Int32Array(count);
  const range = new Float64Array(1);
  for (let v = 0; v < count; v++) {
    const there = places[v]!;
    const row = costBase + there * size;
    writeThereAndBack(cost, costTransposed, row, places, both);
    both[v] = NEVER_SEC;
    const chosen = nearest(both, pool, Math.min(count - 1, CANDIDATES), range);
    near.set(chosen.subarray(0, nearCount), v * nearCount);
    const farthest = chosen.length > NEAR_ENDS ? both[chosen[NEAR_ENDS]!]! : NEVER_SEC;
    for (const end of ends) {
      if (end === null) continue;
      const wayThereAndBack = cost[costBase + there * size + end]! + cost[costBase + end * size + there]!;
      if (wayThereAndBack < farthest) nearEnds[v] = 1;
    }
    const keys = new Float64Array(chosen.length);
    for (let i = 0; i < chosen.length; i++) {
      const u = chosen[i]!;
      keys[i] =
        costTransposed[row + places[u]!]! + timing(windows, u, work[u]! + secTransposed[secBase + there * size + places[u]!]!, v);
    }
    before.set(sortedBy(keys, chosen, beforeCount), v * beforeCount);
    for (let i = 0; i < chosen.length; i++) {
      const u = chosen[i]!;
      keys[i] = cost[row + places[u]!]! + timing(windows, v, work[v]! + sec[secBase + there * size + places[u]!]!, u);
    }
    after.set(sortedBy(keys, chosen, beforeCount), v * beforeCount);
    let home = NEVER_SEC;
    let out = NEVER_SEC;
    for (const place of endPlaces) home = Math.min(home, leastOf(cost, bases, there * size + place));
    for (const place of startPlaces) out = Math.min(out, leastOf(costTransposed, bases, there * size + place));
    let at = v * 4 * beforeCount;
    for (let i = v * beforeCount; i < (v + 1) * beforeCount && before[i]! >= 0; i++) {
      const drive = leastOf(costTransposed, bases, there * size + places[before[i]!]!);
      beside[at++] = before[i]!;
      beside[at++] = drive + Math.min(drive, home);
    }
    at = (v * 4 + 2) * beforeCount;
    for (let i = v * beforeCount; i < (v + 1) * beforeCount && after[i]! >= 0; i++) {
      const drive = leastOf(cost, bases, there * size + places[after[i]!]!);
      beside[at++] = after[i]!;
      beside[at++] = drive + Math.min(drive, out);
    }
  }
  return { beforeCount, before, after, beside, nearCount, near, nearEnds };
}

/** What the ways to all places and back cost together, of the place whose row of the tables begins there. */
function writeThereAndBack(
  cost: Int32Array,
  costTransposed: Int32Array,
  row: number,
  places: Int32Array,
  both: Int32Array,
): void {
  for (let u = 0; u < places.length; u++) {
    const out = cost[row + places[u]!]!;
    const into = costTransposed[row + places[u]!]!;
    // A one-way street still makes a neighbour.
    both[u] = out < NEVER_SEC && into < NEVER_SEC ? out + into : 2 * Math.min(out, into);
  }
}

/** The least that any class of shifts pays for a drive. */
function leastOf(table: Int32Array, bases: Int32Array, cell: number): number {
  let least = NEVER_SEC;
  for (let b = 0; b < bases.length; b++) least = Math.min(least, table[bases[b]! + cell]!);
  return least;
}

/** The windows of all visits in one list; those of visit `v` stand from `from[v]` to before `from[v + 1]`. */
interface WindowLists {
  readonly from: Int32Array;
  readonly opensSec: Float64Array;
  readonly closesSec: Float64Array;
}

function windowLists({ visits }: Problem): WindowLists {
  const lists = visits.map((visit) => clipWindows(visit.windows, 0, NEVER_SEC));
  const from = new Int32Array(visits.length + 1);
  for (let v = 0; v < visits.length; v++) from[v + 1] = from[v]! + lists[v]!.length;
  return {
    from,
    opensSec: Float64Array.from(lists.flat(), (window) => window.opensSec),
    closesSec: Float64Array.from(lists.flat(), (window) => window.closesSec),
  };
}

/**
 * The least waiting that going from the first visit to the second entails, `lagSec` after it started there, weighed; NEVER_SEC if the second has
 * always closed by then.
 */
function timing({ from, opensSec, closesSec }: WindowLists, first: number, lagSec: number, second: number): number {
  const lastOfFirst = from[first + 1]!;
  const lastOfSecond = from[second + 1]!;
  let b = from[second]!;
  if (from[first] === lastOfFirst || b === lastOfSecond) return 0;
  let least = NEVER_SEC;
  for (let a = from[first]!; a < lastOfFirst; a++) {
    const earliest = opensSec[a]! + lagSec;
    while (b < lastOfSecond && closesSec[b]! < earliest) b++;
    if (b === lastOfSecond) break;
    least = Math.min(least, Math.max(0, opensSec[b]! - closesSec[a]! - lagSec));
    if (least === 0) break;
  }
  return least >= NEVER_SEC ? NEVER_SEC : least * WAIT_WEIGHT;
}

/** The indices of the `wanted` smallest values below NEVER_SEC, rising; `range` as in `keepNear`. */
function nearest(values: Int32Array, pool: Int32Array, wanted: number, range: Float64Array): Int32Array {
  let found = collect(values, range[0]!, pool);
  if (found < wanted) found = collect(values, NEVER_SEC - 1, pool);
  if (found > wanted * 2) found = keepNear(values, pool, found, wanted, range);
  const keys = new Float64Array(found);
  for (let i = 0; i < found; i++) keys[i] = values[pool[i]!]!;
  return sortedBy(keys, pool.subarray(0, found), wanted);
}

/** Writes the indices of the values up to a bound into the pool; returns how many there are. */
function collect(values: Int32Array, most: number, pool: Int32Array): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! <= most) pool[found++] = i;
  return found;
}

/** The items with the `most` smallest keys below NEVER_SEC, rising; at most 2^16 items (key and position sort as one number). */
function sortedBy(keys: Float64Array, items: Int32Array, most: number): Int32Array {
  const packed = new Float64Array(keys.length);
  let count = 0;
  for (let i = 0; i < keys.length; i++) if (keys[i]! < NEVER_SEC) packed[count++] = Math.floor(keys[i]! * 8) * 65_536 + i;
  const sorted = packed.subarray(0, count).sort();
  const best = new Int32Array(Math.min(most, count));
  for (let i = 0; i < best.length; i++) best[i] = items[sorted[i]! % 65_536]!;
  return best;
}

/**
 * Drops most of what is certainly not among the `wanted` smallest, by halving the range of values; returns how many are kept. `range` holds the
 * bound that the visit before was given, which mostly does for this one.
 */
function keepNear(values: Int32Array, pool: Int32Array, found: number, wanted: number, range: Float64Array): number {
  let low = 0;
  let high = 0;
  for (let i = 0; i < found; i++) if (values[pool[i]!]! > high) high = values[pool[i]!]!;
  let tried = range[0]! > 0 && range[0]! < high ? range[0]! : high / 2;
  for (let round = 0; round < 12; round++) {
    let below = 0;
    for (let i = 0; i < found; i++) if (values[pool[i]!]! <= tried) below++;
    if (below >= wanted) high = tried;
    else low = tried;
    if (below >= wanted && below <= 2 * wanted) break;
    tried = (low + high) / 2;
  }
  range[0] = high;
  let kept = 0;
  for (let i = 0; i < found; i++) if (values[pool[i]!]! <= high) pool[kept++] = pool[i]!;
  return kept;
}
