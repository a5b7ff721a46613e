import type { StreetEdges } from '../street-graph.ts';
import { arcsOf, type SearchNodes } from './search-nodes.ts';

/** Node → a number such that neighbours mostly have near ones: breadth first from the first node on, along the arcs. */
export function numberNearby(streets: Pick<StreetEdges, 'edgeCount' | 'edgeLengthDm'>, nodes: SearchNodes): Int32Array {
  const { nodeCount } = nodes;
  const start = new Int32Array(nodeCount + 2);
  for (const { tail } of arcsOf(streets, nodes)) start[tail + 2]!++;
  for (let v = 0; v <= nodeCount; v++) start[v + 1]! += start[v]!;
  const heads = new Int32Array(start[nodeCount + 1]!);
  for (const { tail, head } of arcsOf(streets, nodes)) heads[start[tail + 1]!++] = head;
  const numberOf = new Int32Array(nodeCount).fill(-1);
  const reached = new Int32Array(nodeCount);
  let reachedCount = 0;
  const reach = (v: number): void => {
    if (numberOf[v]! >= 0) return;
    numberOf[v] = reachedCount;
    reached[reachedCount++] = v;
  };
  for (let root = 0, next = 0; root < nodeCount; root++) {
    reach(root);
    for (; next < reachedCount; next++) {
      const v = reached[next]!;
      for (let a = start[v]!; a < start[v + 1]!; a++) reach(heads[a]!);
    }
  }
  return numberOf;
}
