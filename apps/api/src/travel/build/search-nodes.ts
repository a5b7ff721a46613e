import { directed, type StreetEdges } from '../street-graph.ts';
import { mainComponent } from './main-component.ts';
import { ChainStates } from './via-chains.ts';

/** What turning costs, for one profile. Vertices that are not `limited` may be crossed in any direction for nothing. */
export interface TurnRules {
  isLimited(vertex: number): boolean;
  /** Tenths of a second from one directed edge into another at their common vertex, -1 where it is forbidden. Asked at limited vertices only. */
  turnDs(arriving: number, leaving: number): number;
  /** Chains of directed edges that may not be driven to their end (restrictions over ways); all vertices inside them are `limited`. */
  readonly chains: readonly (readonly number[])[];
}

export const FREE_TURNS: TurnRules = { isLimited: () => false, turnDs: () => 0, chains: [] };

/**
 * The nodes of the search: vertices, and directed edges where turning is limited; where a restriction leads over ways, once more for
 * those who came the restricted way. Only the main component; other edges are closed. */
export interface SearchNodes {
  readonly nodeCount: number;
  /** As in ProfileHierarchy, with nodes for ranks. */
  readonly forwardDs: Int32Array;
  readonly backwardDs: Int32Array;
  readonly headNode: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryNode: Int32Array;
  readonly entryDs: Int32Array;
  readonly entryHead: Int32Array;
}

/** An arrival at a limited vertex: by which edges, as far as that matters, the node there, and the state it is in. */
interface Arrival {
  readonly driven: readonly number[];
  readonly node: number;
}

export function searchNodes(
  streets: StreetEdges,
  costs: { readonly forwardDs: Int32Array; readonly backwardDs: Int32Array },
  turns: TurnRules,
): SearchNodes {
  const { vertexCount, edgeCount, edgeFrom, edgeTo } = streets;
  const isOpen = (d: number): boolean => (d & 1 ? costs.backwardDs : costs.forwardDs)[d >> 1]! > 0;
  const headOf = (d: number): number => (d & 1 ? edgeFrom : edgeTo)[d >> 1]!;
  const tailOf = (d: number): number => (d & 1 ? edgeTo : edgeFrom)[d >> 1]!;
  const limited = new Uint8Array(vertexCount);
  const arrivals: Arrival[][] = [];
  for (let v = 0; v < vertexCount; v++) {
    if (!turns.isLimited(v)) continue;
    limited[v] = 1;
    arrivals[v] = [];
  }
  let nodeCount = 0;
  const nodeOfVertex = new Int32Array(vertexCount).fill(-1);
  const headNode = new Int32Array(2 * edgeCount).fill(-1);
  for (let d = 0; d < 2 * edgeCount; d++) {
    if (!isOpen(d)) continue;
    const head = headOf(d);
    if (limited[head]) {
      headNode[d] = nodeCount++;
      arrivals[head]!.push({ driven: [d], node: headNode[d]! });
      continue;
    }
    if (nodeOfVertex[head]! < 0) nodeOfVertex[head] = nodeCount++;
    headNode[d] = nodeOfVertex[head]!;
  }
  const chains = new ChainStates(turns.chains);
  const stateNode = chains.states.map((driven) => {
    arrivals[headOf(driven.at(-1)!)]!.push({ driven, node: nodeCount });
    return nodeCount++;
  });
  const entryStart = new Int32Array(2 * edgeCount + 1);
  const entryNode: number[] = [];
  const entryDs: number[] = [];
  const entryHead: number[] = [];
  for (let d = 0; d < 2 * edgeCount; d++) {
    if (isOpen(d)) {
      const tail = tailOf(d);
      if (!limited[tail]) {
        if (nodeOfVertex[tail]! >= 0) {
          entryNode.push(nodeOfVertex[tail]!);
          entryDs.push(0);
          entryHead.push(headNode[d]!);
        }
      } else {
        for (const { driven, node } of arrivals[tail]!) {
          const turnDs = turns.turnDs(driven.at(-1)!, d);
          const state = turnDs < 0 ? null : chains.next(driven, d);
          if (state === null) continue;
          entryNode.push(node);
          entryDs.push(turnDs);
          entryHead.push(state < 0 ? headNode[d]! : stateNode[state]!);
        }
      }
    }
    entryStart[d + 1] = entryNode.length;
  }
  return withoutIslands(streets, costs, { nodeCount, headNode, entryStart, entryNode, entryDs, entryHead });
}

interface AllNodes {
  readonly nodeCount: number;
  readonly headNode: Int32Array;
  readonly entryStart: Int32Array;
  readonly entryNode: readonly number[];
  readonly entryDs: readonly number[];
  readonly entryHead: readonly number[];
}

/** Closes what lies outside the main component and numbers the nodes that stay. */
function withoutIslands(
  { edgeCount }: StreetEdges,
  costs: { readonly forwardDs: Int32Array; readonly backwardDs: Int32Array },
  all: AllNodes,
): SearchNodes {
  const arcStart = new Int32Array(all.nodeCount + 1);
  for (const node of all.entryNode) arcStart[node + 1]!++;
  for (let n = 0; n < all.nodeCount; n++) arcStart[n + 1]! += arcStart[n]!;
  const fill = arcStart.slice(0, all.nodeCount);
  const heads = new Int32Array(all.entryNode.length);
  all.entryNode.forEach((node, k) => {
    heads[fill[node]!++] = all.entryHead[k]!;
  });
  const inside = mainComponent(all.nodeCount, arcStart, heads);
  // where everybody arrives in the state of a restriction over ways, who sets out there is still in none: such a node is only left
  for (let d = 0; d < 2 * edgeCount; d++) {
    const plain = all.headNode[d]!;
    if (plain < 0 || inside[plain]) continue;
    for (let k = all.entryStart[d]!; k < all.entryStart[d + 1]!; k++)
      if (all.entryHead[k] !== plain && inside[all.entryNode[k]!] && inside[all.entryHead[k]!]) inside[plain] = 1;
  }
  const newNode = new Int32Array(all.nodeCount).fill(-1);
  let nodeCount = 0;
  for (let n = 0; n < all.nodeCount; n++) if (inside[n]) newNode[n] = nodeCount++;

  const forwardDs = costs.forwardDs.slice();
  const backwardDs = costs.backwardDs.slice();
  const headNode = new Int32Array(2 * edgeCount).fill(-1);
  const entryStart = new Int32Array(2 * edgeCount + 1);
  const entryNode: number[] = [];
  const entryDs: number[] = [];
  const entryHead: number[] = [];
  for (let d = 0; d < 2 * edgeCount; d++) {
    for (let k = all.entryStart[d]!; k < all.entryStart[d + 1]!; k++) {
      const head = all.entryHead[k]!;
      // who may not drive on at the end of a restriction's ways may still stop on them: such an entry leads to no node
      const isEnd = head !== all.headNode[d] && inside[all.headNode[d]!] === 1;
      if (!inside[all.entryNode[k]!] || !(inside[head] || isEnd)) continue;
      entryNode.push(newNode[all.entryNode[k]!]!);
      entryDs.push(all.entryDs[k]!);
      entryHead.push(inside[head] ? newNode[head]! : -1);
    }
    entryStart[d + 1] = entryNode.length;
    if (entryStart[d + 1]! > entryStart[d]!) headNode[d] = newNode[all.headNode[d]!]!;
    else (d & 1 ? backwardDs : forwardDs)[d >> 1] = 0;
  }
  return {
    nodeCount,
    forwardDs,
    backwardDs,
    headNode,
    entryStart,
    entryNode: Int32Array.from(entryNode),
    entryDs: Int32Array.from(entryDs),
    entryHead: Int32Array.from(entryHead),
  };
}

/** The arcs of the search: one for each way of entering each open directed edge. */
export function* arcsOf(
  { edgeCount, edgeLengthDm }: Pick<StreetEdges, 'edgeCount' | 'edgeLengthDm'>,
  nodes: SearchNodes,
): Generator<{ tail: number; head: number; timeDs: number; lengthDm: number; directedEdge: number }> {
  for (let e = 0; e < edgeCount; e++) {
    for (const against of [false, true]) {
      const d = directed(e, against);
      if (nodes.headNode[d]! < 0) continue;
      const edgeDs = (against ? nodes.backwardDs : nodes.forwardDs)[e]!;
      for (let k = nodes.entryStart[d]!; k < nodes.entryStart[d + 1]!; k++) {
        const tail = nodes.entryNode[k]!;
        const head = nodes.entryHead[k]!;
        if (tail === head || head < 0) continue;
        yield { tail, head, timeDs: edgeDs + nodes.entryDs[k]!, lengthDm: edgeLengthDm[e]!, directedEdge: d };
      }
    }
  }
}
