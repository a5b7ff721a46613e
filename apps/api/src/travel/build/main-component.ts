/**
 * Marks the nodes of the largest strongly connected component: from each of them every other can be reached and left again.
 * Islands (a courtyard mapped without its gate, a oneway that leads nowhere) would make pairs unreachable for no real reason.
 * Tarjan's algorithm, with its own stack. Node n has the arcs heads[arcStart[n] … arcStart[n + 1] - 1].
 */
export function mainComponent(nodeCount: number, arcStart: Int32Array, heads: Int32Array): Uint8Array {
  const order = new Int32Array(nodeCount).fill(-1);
  const low = new Int32Array(nodeCount);
  const component = new Int32Array(nodeCount).fill(-1);
  const next = arcStart.slice(0, nodeCount);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let componentCount = 0;
  let largest = 0;
  let largestSize = 0;
  for (let root = 0; root < nodeCount; root++) {
    if (order[root]! >= 0) continue;
    path.push(root);
    order[root] = low[root] = visited++;
    open.push(root);
    while (path.length > 0) {
      const v = path[path.length - 1]!;
      if (next[v]! < arcStart[v + 1]!) {
        const w = heads[next[v]!++]!;
        if (order[w]! < 0) {
          order[w] = low[w] = visited++;
          open.push(w);
          path.push(w);
        } else if (component[w]! < 0 && order[w]! < low[v]!) low[v] = order[w]!;
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined && low[v]! < low[parent]!) low[parent] = low[v]!;
      if (low[v] !== order[v]) continue;
      let size = 0;
      for (;;) {
        const w = open.pop()!;
        component[w] = componentCount;
        size++;
        if (w === v) break;
      }
      if (size > largestSize) {
        largest = componentCount;
        largestSize = size;
      }
      componentCount++;
    }
  }
  const inside = new Uint8Array(nodeCount);
  for (let v = 0; v < nodeCount; v++) inside[v] = component[v] === largest ? 1 : 0;
  return inside;
}
