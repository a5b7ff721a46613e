import type { StreetEdges } from './street-graph.ts';

/** For each vertex the edges that begin or end there, a loop once; ascending. */
export function edgesOfVertices({ vertexCount, edgeCount, edgeFrom, edgeTo }: StreetEdges): (vertex: number) => number[] {
  const start = new Int32Array(vertexCount + 2);
  for (let e = 0; e < edgeCount; e++) {
    start[edgeFrom[e]! + 2]!++;
    if (edgeTo[e] !== edgeFrom[e]) start[edgeTo[e]! + 2]!++;
  }
  for (let v = 0; v < vertexCount; v++) start[v + 2]! += start[v + 1]!;
  const edges = new Int32Array(start[vertexCount + 1]!);
  for (let e = 0; e < edgeCount; e++) {
    edges[start[edgeFrom[e]! + 1]!++] = e;
    if (edgeTo[e] !== edgeFrom[e]) edges[start[edgeTo[e]! + 1]!++] = e;
  }
  return (vertex) => [...edges.subarray(start[vertex]!, start[vertex + 1]!)];
}
