import type { StreetPoint } from '../../apps/api/src/travel/snap.ts';
import type { ProfileHierarchy, Streets } from '../../apps/api/src/travel/street-graph.ts';

const VERTEX_SPAN = 2 ** 17;

/** Tenths of a second of walking between a door and its street at 4.5 km/h. */
const walkDs = (point: StreetPoint): number => Math.round((point.offStreetMetres * 36) / 4.5);

/**
 * The second opinion on travel times: Dijkstra over the plain edges, sharing nothing with the hierarchy but the edges' costs.
 * Seconds from one street point to others, Infinity where there is no way.
 */
export function plainSeconds(
  streets: Streets,
  hierarchy: ProfileHierarchy,
  from: StreetPoint,
  targets: readonly StreetPoint[],
): number[] {
  const { edgeCount, edgeFrom, edgeTo, edgeLengthDm } = streets;
  const { forwardDs, backwardDs } = hierarchy;
  const arcs = arcsOf(streets, hierarchy);
  const best = new Float64Array(streets.vertexCount).fill(Number.POSITIVE_INFINITY);
  // a heap of numbers: time × 2^17 + vertex keeps both in one exact double
  const heap: number[] = [];
  const push = (time: number, vertex: number): void => {
    if (time >= best[vertex]!) return;
    best[vertex] = time;
    const item = time * VERTEX_SPAN + vertex;
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
  const part = (whole: number, point: StreetPoint): number => Math.round((whole * point.alongDm) / edgeLengthDm[point.edge]!);
  const e = from.edge;
  if (e >= edgeCount) throw new Error('no such edge');
  if (forwardDs[e]! > 0) push(forwardDs[e]! - part(forwardDs[e]!, from), edgeTo[e]!);
  if (backwardDs[e]! > 0) push(part(backwardDs[e]!, from), edgeFrom[e]!);
  while (heap.length > 0) {
    const item = pop();
    const vertex = item % VERTEX_SPAN;
    const time = (item - vertex) / VERTEX_SPAN;
    if (time > best[vertex]!) continue;
    for (const [head, cost] of arcs[vertex]!) push(time + cost, head);
  }
  return targets.map((to) => {
    const f = to.edge;
    let time = Number.POSITIVE_INFINITY;
    if (forwardDs[f]! > 0) time = Math.min(time, best[edgeFrom[f]!]! + part(forwardDs[f]!, to));
    if (backwardDs[f]! > 0) time = Math.min(time, best[edgeTo[f]!]! + backwardDs[f]! - part(backwardDs[f]!, to));
    if (f === e && to.alongDm >= from.alongDm && forwardDs[e]! > 0)
      time = Math.min(time, part(forwardDs[e]!, to) - part(forwardDs[e]!, from));
    if (f === e && to.alongDm <= from.alongDm && backwardDs[e]! > 0)
      time = Math.min(time, part(backwardDs[e]!, from) - part(backwardDs[e]!, to));
    return Math.ceil((time + walkDs(from) + walkDs(to)) / 10);
  });
}

const arcsByHierarchy = new WeakMap<ProfileHierarchy, [number, number][][]>();

function arcsOf(streets: Streets, hierarchy: ProfileHierarchy): [number, number][][] {
  const known = arcsByHierarchy.get(hierarchy);
  if (known) return known;
  const arcs: [number, number][][] = Array.from({ length: streets.vertexCount }, () => []);
  for (let e = 0; e < streets.edgeCount; e++) {
    if (hierarchy.forwardDs[e]! > 0) arcs[streets.edgeFrom[e]!]!.push([streets.edgeTo[e]!, hierarchy.forwardDs[e]!]);
    if (hierarchy.backwardDs[e]! > 0) arcs[streets.edgeTo[e]!]!.push([streets.edgeFrom[e]!, hierarchy.backwardDs[e]!]);
  }
  arcsByHierarchy.set(hierarchy, arcs);
  return arcs;
}
