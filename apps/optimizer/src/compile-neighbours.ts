import type { Travel } from './compile-travel.ts';
import type { Problem, Window } from './problem.ts';
import { clipWindows, NEVER_SEC } from './window.ts';

/** For each visit the visits worth having just before it, just after it, and near it in space; −1 fills short lists. */
export interface Neighbours {
  readonly beforeCount: number;
  readonly before: Int32Array;
  readonly after: Int32Array;
  readonly nearCount: number;
  readonly near: Int32Array;
}

const BESIDE = 40;
const NEAR = 100;
/** Only so many of the nearest are looked at for their times. */
const CANDIDATES = 300;
/** A second of unavoidable waiting counts this much of a unit of cost (Vidal's proximity, as others tune it). */
const WAIT_WEIGHT = 0.2;

export function compileNeighbours(problem: Problem, travel: Travel): Neighbours {
  const count = problem.visits.length;
  const beforeCount = Math.min(BESIDE, Math.max(0, count - 1));
  const nearCount = Math.min(NEAR, Math.max(0, count - 1));
  const before = new Int32Array(count * beforeCount).fill(-1);
  const after = new Int32Array(count * beforeCount).fill(-1);
  const near = new Int32Array(count * nearCount).fill(-1);
  if (count < 2 || problem.shifts.length === 0) return { beforeCount, before, after, nearCount, near };
  const size = travel.size;
  const places = Int32Array.from(problem.visits, (visit) => visit.placeIndex);
  const windows = problem.visits.map((visit) => clipWindows(visit.windows, 0, NEVER_SEC));
  const work = Int32Array.from(problem.visits, (visit) => visit.serviceSec);
  const { cost, sec } = travel;
  const costBase = travel.costBase[0]!;
  const secBase = travel.secBase[0]!;
  const into = new Float64Array(count);
  const out = new Float64Array(count);
  const both = new Float64Array(count);
  const pool = new Int32Array(count);
  for (let v = 0; v < count; v++) {
    const v2 = places[v]!;
    for (let u = 0; u < count; u++) {
      const u2 = places[u]!;
      out[u] = cost[costBase + v2 * size + u2]!;
      into[u] = cost[costBase + u2 * size + v2]!;
      // A one-way street still makes a neighbour.
      both[u] = Math.max(out[u]!, into[u]!) < NEVER_SEC ? out[u]! + into[u]! : 2 * Math.min(out[u]!, into[u]!);
    }
    both[v] = into[v] = out[v] = NEVER_SEC;
    takeSmallest(both, pool, near, v * nearCount, nearCount, nearCount);
    const candidates = takeSmallest(both, pool, pool, 0, Math.min(count - 1, CANDIDATES), Math.min(count - 1, CANDIDATES));
    const chosen = pool.slice(0, candidates);
    both.fill(NEVER_SEC);
    for (const u of chosen)
      both[u] = into[u]! + timing(windows[u]!, work[u]!, sec[secBase + places[u]! * size + v2]!, windows[v]!);
    takeSmallest(both, pool, before, v * beforeCount, beforeCount, beforeCount);
    both.fill(NEVER_SEC);
    for (const u of chosen)
      both[u] = out[u]! + timing(windows[v]!, work[v]!, sec[secBase + v2 * size + places[u]!]!, windows[u]!);
    takeSmallest(both, pool, after, v * beforeCount, beforeCount, beforeCount);
  }
  return { beforeCount, before, after, nearCount, near };
}

/** The least waiting that going from one to the other entails, weighed; NEVER_SEC if the second has always closed by then. */
function timing(first: readonly Window[], workSec: number, travelSec: number, second: readonly Window[]): number {
  if (first.length === 0 || second.length === 0) return 0;
  let least = NEVER_SEC;
  let from = 0;
  for (const a of first) {
    const earliest = a.opensSec + workSec + travelSec;
    const latest = a.closesSec + workSec + travelSec;
    while (from < second.length && second[from]!.closesSec < earliest) from++;
    if (from === second.length) break;
    least = Math.min(least, Math.max(0, second[from]!.opensSec - latest));
  }
  return least >= NEVER_SEC ? NEVER_SEC : least * WAIT_WEIGHT;
}

/** Writes the indices of the `wanted` smallest values below NEVER_SEC, rising, and returns how many there were. */
function takeSmallest(
  values: Float64Array,
  pool: Int32Array,
  into: Int32Array,
  at: number,
  wanted: number,
  room: number,
): number {
  let found = 0;
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i]! >= NEVER_SEC) continue;
    pool[found++] = i;
    if (values[i]! > largest) largest = values[i]!;
  }
  if (found > wanted * 4) found = keepBelowQuantile(values, pool, found, largest, wanted);
  const sorted = pool.slice(0, found).sort((a, b) => values[a]! - values[b]! || a - b);
  const taken = Math.min(wanted, room, sorted.length);
  for (let i = 0; i < taken; i++) into[at + i] = sorted[i]!;
  return taken;
}

/** Drops most of what is certainly not among the `wanted` smallest, by halving the range of values. */
function keepBelowQuantile(values: Float64Array, pool: Int32Array, found: number, largest: number, wanted: number): number {
  let low = 0;
  let high = largest;
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2;
    let below = 0;
    for (let i = 0; i < found; i++) if (values[pool[i]!]! <= middle) below++;
    if (below >= wanted) high = middle;
    else low = middle;
    if (below >= wanted && below <= 2 * wanted) break;
  }
  let kept = 0;
  for (let i = 0; i < found; i++) if (values[pool[i]!]! <= high) pool[kept++] = pool[i]!;
  return kept;
}
