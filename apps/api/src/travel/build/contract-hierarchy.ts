import { IndexedHeap } from '../indexed-heap.ts';
import type { ProfileHierarchy, StreetEdges } from '../street-graph.ts';
import { arcsOf, type SearchNodes } from './search-nodes.ts';

/** Witness searches give up after settling this many vertices: a missed witness costs a needless shortcut, never a wrong time. */
const WITNESS_SETTLED_FOR_ORDER = 24;
const WITNESS_SETTLED_FOR_SHORTCUT = 120;
const NONE = -1;

/**
 * Builds the contraction hierarchy of one profile (Geisberger, Sanders, Schultes, Delling 2008): nodes are removed from the least
 * to the most important, and a shortcut is put in wherever the removed node was the only fastest way between two neighbours.
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
  const graph = new ShrinkingGraph(nodeCount, 4 * nodes.entryNode.length + 16);
  for (const { tail, head, timeDs, lengthDm, directedEdge } of arcsOf(streets, nodes))
    graph.offer(tail, head, timeDs, lengthDm, -1 - directedEdge);
  const rankOfNode = new Int32Array(nodeCount).fill(NONE);
  const up = new ArcLists();
  const down = new ArcLists();
  let rankCount = 0;
  const depth = new Int32Array(nodeCount);
  const removedNeighbours = new Int32Array(nodeCount);

  const remove = (v: number): void => {
    graph.contract(v, WITNESS_SETTLED_FOR_SHORTCUT, true);
    for (let a = graph.firstOut[v]!; a !== NONE; a = graph.nextOut[a]!) {
      up.push(graph.head[a]!, graph.timeDs[a]!, graph.lengthDm[a]!, graph.via[a]!);
      graph.unlinkIn(a);
      touch(graph.head[a]!, v);
    }
    for (let a = graph.firstIn[v]!; a !== NONE; a = graph.nextIn[a]!) {
      down.push(graph.tail[a]!, graph.timeDs[a]!, graph.lengthDm[a]!, graph.via[a]!);
      graph.unlinkOut(a);
      touch(graph.tail[a]!, v);
    }
    up.close();
    down.close();
    rankOfNode[v] = rankCount++;
  };
  if (order === 'as-numbered') {
    for (let v = 0; v < nodeCount; v++) remove(v);
  } else {
    const queue = new IndexedHeap(nodeCount);
    const importance = (v: number): number => {
      const { shortcuts, removed } = graph.contract(v, WITNESS_SETTLED_FOR_ORDER, false);
      return 8 * shortcuts - 4 * removed + 2 * removedNeighbours[v]! + 4 * depth[v]!;
    };
    for (let v = 0; v < nodeCount; v++) queue.set(v, importance(v));
    while (queue.size > 0) {
      const v = queue.takeMin();
      // lazy update: what was computed earlier may have changed since; put it back unless it is still the least important
      const current = importance(v);
      if (queue.size > 0 && current > queue.minKey()) queue.set(v, current);
      else remove(v);
    }
  }
  function touch(neighbour: number, removed: number): void {
    removedNeighbours[neighbour]!++;
    if (depth[neighbour]! <= depth[removed]!) depth[neighbour] = depth[removed]! + 1;
  }

  // ends and middles were nodes while contracting; from here on they are ranks
  const toRanks = (list: Int32Array): Int32Array => list.map((v) => (v < 0 ? v : rankOfNode[v]!));
  const upArcs = up.take();
  const downArcs = down.take();
  return {
    profileId,
    rankCount,
    forwardDs: nodes.forwardDs,
    backwardDs: nodes.backwardDs,
    headRank: toRanks(nodes.headNode),
    entryStart: nodes.entryStart,
    entryRank: toRanks(nodes.entryNode),
    entryDs: nodes.entryDs,
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

/** The part of the graph that is not contracted yet: arcs in linked lists over flat arrays, at most one arc from one vertex to another. */
class ShrinkingGraph {
  readonly firstOut: Int32Array;
  readonly firstIn: Int32Array;
  nextOut: Int32Array;
  nextIn: Int32Array;
  tail: Int32Array;
  head: Int32Array;
  timeDs: Int32Array;
  lengthDm: Int32Array;
  /** The middle vertex of a shortcut, negative for an edge of the street (see ProfileHierarchy.upVia). */
  via: Int32Array;
  #arcCount = 0;
  readonly #heap: IndexedHeap;
  readonly #reached: Int32Array;
  readonly #reachedIn: Int32Array;
  #searchNumber = 0;

  constructor(vertexCount: number, arcCapacity: number) {
    this.firstOut = new Int32Array(vertexCount).fill(NONE);
    this.firstIn = new Int32Array(vertexCount).fill(NONE);
    this.nextOut = new Int32Array(arcCapacity);
    this.nextIn = new Int32Array(arcCapacity);
    this.tail = new Int32Array(arcCapacity);
    this.head = new Int32Array(arcCapacity);
    this.timeDs = new Int32Array(arcCapacity);
    this.lengthDm = new Int32Array(arcCapacity);
    this.via = new Int32Array(arcCapacity);
    this.#heap = new IndexedHeap(vertexCount);
    this.#reached = new Int32Array(vertexCount);
    this.#reachedIn = new Int32Array(vertexCount);
  }

  /** Adds an arc, or makes an existing one between the same vertices faster. */
  offer(tail: number, head: number, timeDs: number, lengthDm: number, via: number): void {
    let arc = this.firstOut[tail]!;
    while (arc !== NONE && this.head[arc] !== head) arc = this.nextOut[arc]!;
    if (arc !== NONE) {
      if (this.timeDs[arc]! <= timeDs) return;
    } else {
      arc = this.#arcCount++;
      if (arc === this.head.length) this.#grow();
      this.tail[arc] = tail;
      this.head[arc] = head;
      this.nextOut[arc] = this.firstOut[tail]!;
      this.firstOut[tail] = arc;
      this.nextIn[arc] = this.firstIn[head]!;
      this.firstIn[head] = arc;
    }
    this.timeDs[arc] = timeDs;
    this.lengthDm[arc] = lengthDm;
    this.via[arc] = via;
  }

  #grow(): void {
    const larger = (list: Int32Array): Int32Array => {
      const copy = new Int32Array(list.length * 2);
      copy.set(list);
      return copy;
    };
    this.nextOut = larger(this.nextOut);
    this.nextIn = larger(this.nextIn);
    this.tail = larger(this.tail);
    this.head = larger(this.head);
    this.timeDs = larger(this.timeDs);
    this.lengthDm = larger(this.lengthDm);
    this.via = larger(this.via);
  }

  unlinkOut(arc: number): void {
    const tail = this.tail[arc]!;
    if (this.firstOut[tail] === arc) {
      this.firstOut[tail] = this.nextOut[arc]!;
      return;
    }
    let before = this.firstOut[tail]!;
    while (this.nextOut[before] !== arc) before = this.nextOut[before]!;
    this.nextOut[before] = this.nextOut[arc]!;
  }

  unlinkIn(arc: number): void {
    const head = this.head[arc]!;
    if (this.firstIn[head] === arc) {
      this.firstIn[head] = this.nextIn[arc]!;
      return;
    }
    let before = this.firstIn[head]!;
    while (this.nextIn[before] !== arc) before = this.nextIn[before]!;
    this.nextIn[before] = this.nextIn[arc]!;
  }

  /** Counts the shortcuts that removing v needs, and adds them when `apply`. */
  contract(v: number, settledLimit: number, apply: boolean): { shortcuts: number; removed: number } {
    let shortcuts = 0;
    let outCount = 0;
    let inCount = 0;
    let slowestOutDs = 0;
    for (let a = this.firstOut[v]!; a !== NONE; a = this.nextOut[a]!) {
      outCount++;
      if (this.timeDs[a]! > slowestOutDs) slowestOutDs = this.timeDs[a]!;
    }
    for (let inArc = this.firstIn[v]!; inArc !== NONE; inArc = this.nextIn[inArc]!) {
      inCount++;
      if (outCount === 0) continue;
      const u = this.tail[inArc]!;
      const toV = this.timeDs[inArc]!;
      if (outCount === 1 && this.head[this.firstOut[v]!] === u) continue;
      this.#searchWitnesses(u, v, toV + slowestOutDs, settledLimit);
      for (let outArc = this.firstOut[v]!; outArc !== NONE; outArc = this.nextOut[outArc]!) {
        const w = this.head[outArc]!;
        if (w === u) continue;
        const throughDs = toV + this.timeDs[outArc]!;
        if (this.#reachedIn[w] === this.#searchNumber && this.#reached[w]! <= throughDs) continue;
        shortcuts++;
        if (apply) this.offer(u, w, throughDs, this.lengthDm[inArc]! + this.lengthDm[outArc]!, v);
      }
    }
    return { shortcuts, removed: outCount + inCount };
  }

  /** Fastest times from u without v, as far as maxDs; bounded, so a missing entry only means "not found". */
  #searchWitnesses(u: number, v: number, maxDs: number, settledLimit: number): void {
    const heap = this.#heap;
    const reached = this.#reached;
    const reachedIn = this.#reachedIn;
    const { firstOut, nextOut, head, timeDs } = this;
    const search = ++this.#searchNumber;
    heap.clear();
    heap.set(u, 0);
    reached[u] = 0;
    reachedIn[u] = search;
    let settled = 0;
    while (heap.size > 0 && settled < settledLimit) {
      const x = heap.takeMin();
      const xDs = reached[x]!;
      if (xDs > maxDs) break;
      settled++;
      for (let a = firstOut[x]!; a !== NONE; a = nextOut[a]!) {
        const y = head[a]!;
        if (y === v) continue;
        const yDs = xDs + timeDs[a]!;
        if (yDs > maxDs || (reachedIn[y] === search && reached[y]! <= yDs)) continue;
        reached[y] = yDs;
        reachedIn[y] = search;
        heap.set(y, yDs);
      }
    }
  }
}
