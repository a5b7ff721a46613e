import { IndexedHeap } from '../indexed-heap.ts';
import type { ProfileHierarchy, StreetEdges } from '../street-graph.ts';
import { numberNearby } from './number-nearby.ts';
import { arcsOf, type SearchNodes } from './search-nodes.ts';
import { HEAD, LENGTH, NEXT_IN, NEXT_OUT, NO_ARC, ShrinkingGraph, TAIL, TIME, VIA } from './shrinking-graph.ts';

const NONE = -1;
/** Settled vertices after which the search for a way around gives up: while nodes are compared, and when one is removed. */
const MOST_SETTLED_TO_COMPARE = 20;
const MOST_SETTLED_TO_REMOVE = 200;
/** Nodes of nearly the same importance count as equal. */
const IMPORTANCE_STEP = 300;
const LARGEST_KEY = 2 ** 31 - 1;

/**
 * Builds the contraction hierarchy of one profile (Geisberger, Sanders, Schultes, Delling 2008): nodes are removed from the least
 * to the most important, and a shortcut is put in wherever the removed node was the only fastest way between two neighbours.
 * Of nodes that are equally important the one numbered first goes first, and numbers are given from neighbour to neighbour: so the
 * work sweeps over the map again and again and finds what it needs in the processor's cache, which is worth more than a finer order.
 * Deterministic: the same streets give the same bytes. With `order: 'as-numbered'` nodes are removed by number: other speeds on
 * the same streets take the order that was found before, in a fraction of the time.
 */
export function contractHierarchy(
  streets: Pick<StreetEdges, 'edgeCount' | 'edgeLengthDm'>,
  profileId: string,
  nodes: SearchNodes,
  order: 'by-importance' | 'as-numbered' = 'by-importance',
): ProfileHierarchy {
  const { nodeCount } = nodes;
  const numberOf = order === 'by-importance' ? numberNearby(streets, nodes) : Int32Array.from({ length: nodeCount }, (_, v) => v);
  const graph = new ShrinkingGraph(nodeCount, 4 * nodes.entryNode.length + 16);
  for (const { tail, head, timeDs, lengthDm, directedEdge } of arcsOf(streets, nodes))
    graph.offer(numberOf[tail]!, numberOf[head]!, timeDs, lengthDm, -1 - directedEdge);
  const rankOfNumber = new Int32Array(nodeCount).fill(NONE);
  const up = new ArcLists();
  const down = new ArcLists();
  let rankCount = 0;
  const depth = new Int32Array(nodeCount);

  /** After `graph.find(v)`. */
  const remove = (v: number): void => {
    graph.apply(v);
    const { arcs } = graph;
    for (let a = graph.firstOut[v]!; a !== NO_ARC; a = arcs[a + NEXT_OUT]!) {
      up.push(arcs[a + HEAD]!, arcs[a + TIME]!, arcs[a + LENGTH]!, arcs[a + VIA]!);
      graph.unlinkIn(a);
      deepen(arcs[a + HEAD]!, v);
    }
    for (let a = graph.firstIn[v]!; a !== NO_ARC; a = arcs[a + NEXT_IN]!) {
      down.push(arcs[a + TAIL]!, arcs[a + TIME]!, arcs[a + LENGTH]!, arcs[a + VIA]!);
      graph.unlinkOut(a);
      deepen(arcs[a + TAIL]!, v);
    }
    up.close();
    down.close();
    rankOfNumber[v] = rankCount++;
  };
  if (order === 'as-numbered') {
    for (let v = 0; v < nodeCount; v++) {
      graph.find(v, MOST_SETTLED_TO_REMOVE);
      remove(v);
    }
  } else {
    const queue = new IndexedHeap(nodeCount);
    const mostSteps = Math.floor(LARGEST_KEY / nodeCount) - 1;
    const importance = (v: number): number => {
      graph.find(v, MOST_SETTLED_TO_COMPARE);
      const { shortcutCount, removedCount, shortcutStreets, removedStreets } = graph;
      const exact =
        300 * depth[v]! +
        (1000 * shortcutCount) / Math.max(1, removedCount) +
        (500 * shortcutStreets) / Math.max(1, removedStreets);
      return Math.min(Math.floor(exact / IMPORTANCE_STEP), mostSteps) * nodeCount + v;
    };
    for (let v = 0; v < nodeCount; v++) queue.set(v, importance(v));
    while (queue.size > 0) {
      const v = queue.takeMin();
      // lazy update: what was found earlier may have changed since; put it back unless it is still the least important
      const current = importance(v);
      if (queue.size > 0 && current > queue.minKey()) {
        queue.set(v, current);
        continue;
      }
      if (graph.gaveUp) graph.find(v, MOST_SETTLED_TO_REMOVE);
      remove(v);
    }
  }
  function deepen(neighbour: number, removed: number): void {
    if (depth[neighbour]! <= depth[removed]!) depth[neighbour] = depth[removed]! + 1;
  }

  // ends and middles were numbers while contracting, and nodes before; from here on they are ranks
  const toRanks = (list: Int32Array): Int32Array => list.map((v) => (v < 0 ? v : rankOfNumber[v]!));
  const nodesToRanks = (list: Int32Array): Int32Array => list.map((v) => (v < 0 ? v : rankOfNumber[numberOf[v]!]!));
  const upArcs = up.take();
  const downArcs = down.take();
  return {
    profileId,
    rankCount,
    forwardDs: nodes.forwardDs,
    backwardDs: nodes.backwardDs,
    headRank: nodesToRanks(nodes.headNode),
    entryStart: nodes.entryStart,
    entryRank: nodesToRanks(nodes.entryNode),
    entryDs: nodes.entryDs,
    entryHeadRank: nodesToRanks(nodes.entryHead),
    upStart: upArcs.starts,
    upTo: toRanks(upArcs.ends),
    upDs: upArcs.timesDs,
    upDm: upArcs.lengthsDm,
    upVia: toRanks(upArcs.vias),
    downStart: downArcs.starts,
    downFrom: toRanks(downArcs.ends),
    downDs: downArcs.timesDs,
    downDm: downArcs.lengthsDm,
    downVia: toRanks(downArcs.vias),
  };
}

/** The arcs of finished ranks, in order of rank. */
class ArcLists {
  readonly #starts: number[] = [0];
  readonly #ends: number[] = [];
  readonly #timesDs: number[] = [];
  readonly #lengthsDm: number[] = [];
  readonly #vias: number[] = [];

  push(end: number, timeDs: number, lengthDm: number, via: number): void {
    this.#ends.push(end);
    this.#timesDs.push(timeDs);
    this.#lengthsDm.push(lengthDm);
    this.#vias.push(via);
  }

  close(): void {
    this.#starts.push(this.#ends.length);
  }

  take() {
    return {
      starts: Int32Array.from(this.#starts),
      ends: Int32Array.from(this.#ends),
      timesDs: Int32Array.from(this.#timesDs),
      lengthsDm: Int32Array.from(this.#lengthsDm),
      vias: Int32Array.from(this.#vias),
    };
  }
}
