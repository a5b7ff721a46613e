import { TRAVEL_PROFILES } from '../../apps/api/src/travel/profiles.ts';
import type { StreetPoint } from '../../apps/api/src/travel/snap.ts';
import type { ProfileHierarchy, Streets } from '../../apps/api/src/travel/street-graph.ts';

const RANK_SPAN = 2 ** 21;

/** Tenths of a second of walking between a door and its street at 4.5 km/h. */
const walkDs = (point: StreetPoint): number => Math.round((point.offStreetMetres * 36) / 4.5);

/** Tenths of a second for a turn from one directed edge into another, Infinity where it is forbidden. */
export type Turn = (arriving: number, leaving: number) => number;

/**
 * The second opinion on travel times: Dijkstra over the nodes of the search as the street file lists them, every one labelled. It shares
 * with the hierarchy the edges' costs and the list of ways into them, and no shortcut; that the list is right is tested by
 * plainSecondsOverPairs, which asks the restrictions themselves. Seconds from one street point to others, Infinity where there is no way.
 */
export function plainSeconds(
  streets: Streets,
  hierarchy: ProfileHierarchy,
  from: StreetPoint,
  targets: readonly StreetPoint[],
): number[] {
  const { edgeLengthDm } = streets;
  const { forwardDs, backwardDs, rankCount, headRank, entryStart, entryRank, entryDs, entryHeadRank } = hierarchy;
  const costDs = (d: number): number => (d & 1 ? backwardDs : forwardDs)[d >> 1]!;
  const leaving = entriesOfRanks(streets, hierarchy);
  const best = new Float64Array(rankCount).fill(Number.POSITIVE_INFINITY);
  // a heap of numbers: time × 2^21 + rank keeps both in one exact double
  const heap: number[] = [];
  const push = (time: number, rank: number): void => {
    if (rank < 0 || time >= best[rank]!) return;
    best[rank] = time;
    const item = time * RANK_SPAN + rank;
    let i = heap.length;
    heap.push(item);
    for (let parent = (i - 1) >> 1; i > 0 && heap[parent]! > item; parent = (i - 1) >> 1) {
      heap[i] = heap[parent]!;
      i = parent;
    }
    heap[i] = item;
  };
  const pop = (): number => {
    const top = heap[0]!;
    const item = heap.pop()!;
    if (heap.length > 0) {
      let i = 0;
      for (let child = 1; child < heap.length; child = 2 * i + 1) {
        if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child++;
        if (heap[child]! >= item) break;
        heap[i] = heap[child]!;
        i = child;
      }
      heap[i] = item;
    }
    return top;
  };
  // from the start of a directed edge to the point
  const part = (d: number, point: StreetPoint): number => {
    const along = Math.round((costDs(d) * point.alongDm) / edgeLengthDm[point.edge]!);
    return d & 1 ? costDs(d) - along : along;
  };
  for (const d of [2 * from.edge, 2 * from.edge + 1]) if (costDs(d) > 0) push(costDs(d) - part(d, from), headRank[d]!);
  while (heap.length > 0) {
    const item = pop();
    const rank = item % RANK_SPAN;
    const time = (item - rank) / RANK_SPAN;
    if (time > best[rank]!) continue;
    for (const { d, k } of leaving[rank]!) push(time + entryDs[k]! + costDs(d), entryHeadRank[k]!);
  }
  return targets.map((to) => {
    let time = Number.POSITIVE_INFINITY;
    for (const d of [2 * to.edge, 2 * to.edge + 1]) {
      if (costDs(d) === 0) continue;
      for (let k = entryStart[d]!; k < entryStart[d + 1]!; k++)
        time = Math.min(time, best[entryRank[k]!]! + entryDs[k]! + part(d, to));
      if (to.edge === from.edge && (d & 1 ? to.alongDm <= from.alongDm : to.alongDm >= from.alongDm))
        time = Math.min(time, part(d, to) - part(d, from));
    }
    return Math.ceil((time + walkDs(from) + walkDs(to)) / 10);
  });
}

const knownEntries = new WeakMap<Int32Array, { d: number; k: number }[][]>();

/** From each rank the entries that leave it, and their directed edges. */
function entriesOfRanks({ edgeCount }: Streets, { rankCount, entryStart, entryRank }: ProfileHierarchy) {
  const before = knownEntries.get(entryRank);
  if (before) return before;
  const found: { d: number; k: number }[][] = Array.from({ length: rankCount }, () => []);
  for (let d = 0; d < 2 * edgeCount; d++)
    for (let k = entryStart[d]!; k < entryStart[d + 1]!; k++) found[entryRank[k]!]!.push({ d, k });
  knownEntries.set(entryRank, found);
  return found;
}

/**
 * The same where a turn may be forbidden for who came over a certain edge before: labels are pairs of directed edges, in a plain sorted
 * list. For small towns.
 */
export function plainSecondsOverPairs(
  streets: Streets,
  hierarchy: ProfileHierarchy,
  from: StreetPoint,
  targets: readonly StreetPoint[],
  turn: Turn,
  chain: (before: number, arriving: number, leaving: number) => number,
): number[] {
  const { edgeFrom, edgeTo, edgeLengthDm } = streets;
  const costDs = (d: number): number => (d & 1 ? hierarchy.backwardDs : hierarchy.forwardDs)[d >> 1]!;
  const headOf = (d: number): number => (d & 1 ? edgeFrom : edgeTo)[d >> 1]!;
  const { leaving } = incidence(streets, hierarchy);
  const part = (d: number, point: StreetPoint): number => {
    const along = Math.round((costDs(d) * point.alongDm) / edgeLengthDm[point.edge]!);
    return d & 1 ? costDs(d) - along : along;
  };
  // before -1: nothing was driven before this edge
  const best = new Map<string, number>();
  const open: { time: number; before: number; d: number }[] = [];
  const push = (time: number, before: number, d: number): void => {
    if (time < (best.get(`${before} ${d}`) ?? Number.POSITIVE_INFINITY)) {
      best.set(`${before} ${d}`, time);
      open.push({ time, before, d });
    }
  };
  for (const d of [2 * from.edge, 2 * from.edge + 1]) if (costDs(d) > 0) push(costDs(d) - part(d, from), -1, d);
  const arrive = targets.map(() => Number.POSITIVE_INFINITY);
  while (open.length > 0) {
    const at = open.reduce((least, label, i) => (label.time < open[least]!.time ? i : least), 0);
    const { time, before, d } = open.splice(at, 1)[0]!;
    if (time > best.get(`${before} ${d}`)!) continue;
    for (const next of leaving[headOf(d)]!) {
      const there = time + turn(d, next) + (before < 0 ? 0 : chain(before, d, next));
      if (!Number.isFinite(there)) continue;
      push(there + costDs(next), d, next);
      targets.forEach((to, i) => {
        if (next >> 1 === to.edge) arrive[i] = Math.min(arrive[i]!, there + part(next, to));
      });
    }
  }
  return targets.map((to, i) => {
    let time = arrive[i]!;
    for (const d of [2 * to.edge, 2 * to.edge + 1])
      if (costDs(d) > 0 && to.edge === from.edge && (d & 1 ? to.alongDm <= from.alongDm : to.alongDm >= from.alongDm))
        time = Math.min(time, part(d, to) - part(d, from));
    return Math.ceil((time + walkDs(from) + walkDs(to)) / 10);
  });
}

const known = new WeakMap<ProfileHierarchy, { leaving: number[][]; arriving: number[][] }>();

/** Open directed edges that leave and that arrive at each vertex. */
function incidence(streets: Streets, hierarchy: ProfileHierarchy): { leaving: number[][]; arriving: number[][] } {
  const before = known.get(hierarchy);
  if (before) return before;
  const lists = (): number[][] => Array.from({ length: streets.vertexCount }, () => []);
  const found = { leaving: lists(), arriving: lists() };
  for (let e = 0; e < streets.edgeCount; e++) {
    const [a, b] = [streets.edgeFrom[e]!, streets.edgeTo[e]!];
    if (hierarchy.forwardDs[e]! > 0) {
      found.leaving[a]!.push(2 * e);
      found.arriving[b]!.push(2 * e);
    }
    if (hierarchy.backwardDs[e]! > 0) {
      found.leaving[b]!.push(2 * e + 1);
      found.arriving[a]!.push(2 * e + 1);
    }
  }
  known.set(hierarchy, found);
  return found;
}

/** Whether turning costs anything for a profile. */
export const turnsCost = (profileId: string): boolean =>
  TRAVEL_PROFILES.some(({ id, leftTurnSec }) => id === profileId && leftTurnSec > 0);
