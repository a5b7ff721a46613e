import { IndexedHeap } from './indexed-heap.ts';
import type { ProfileHierarchy } from './street-graph.ts';

const NONE = -1;

/**
 * One half of a search in a contraction hierarchy: climbs from its seeds to ever higher ranks. `settled` then holds the ranks
 * that may lie on a fastest path (the others were stalled: a detour over a higher rank reaches them sooner).
 * One instance is reused for many searches; nothing is allocated between them.
 */
export class UpwardSearch {
  settledCount = 0;
  readonly settled: Int32Array;
  readonly timeDs: Int32Array;
  readonly lengthDm: Int32Array;
  /** Arc that reached a rank and the rank below it; for a seed -1 and the directed edge by which its place is left or reached. */
  readonly parentArc: Int32Array;
  readonly parentRank: Int32Array;
  readonly #reachedIn: Int32Array;
  readonly #heap: IndexedHeap;
  readonly #start: Int32Array;
  readonly #to: Int32Array;
  readonly #arcDs: Int32Array;
  readonly #arcDm: Int32Array;
  readonly #stallStart: Int32Array;
  readonly #stallFrom: Int32Array;
  readonly #stallDs: Int32Array;
  #searchNumber = 0;

  constructor(hierarchy: ProfileHierarchy, direction: 'forward' | 'backward') {
    const { rankCount } = hierarchy;
    this.settled = new Int32Array(rankCount);
    this.timeDs = new Int32Array(rankCount);
    this.lengthDm = new Int32Array(rankCount);
    this.parentArc = new Int32Array(rankCount);
    this.parentRank = new Int32Array(rankCount);
    this.#reachedIn = new Int32Array(rankCount);
    this.#heap = new IndexedHeap(rankCount);
    const forward = direction === 'forward';
    this.#start = forward ? hierarchy.upStart : hierarchy.downStart;
    this.#to = forward ? hierarchy.upTo : hierarchy.downFrom;
    this.#arcDs = forward ? hierarchy.upDs : hierarchy.downDs;
    this.#arcDm = forward ? hierarchy.upDm : hierarchy.downDm;
    this.#stallStart = forward ? hierarchy.downStart : hierarchy.upStart;
    this.#stallFrom = forward ? hierarchy.downFrom : hierarchy.upTo;
    this.#stallDs = forward ? hierarchy.downDs : hierarchy.upDs;
  }

  begin(): void {
    this.#searchNumber++;
    this.settledCount = 0;
    this.#heap.clear();
  }

  seed(rank: number, timeDs: number, lengthDm: number, directedEdge: number): void {
    if (this.#reachedIn[rank] === this.#searchNumber && this.timeDs[rank]! <= timeDs) return;
    this.#reachedIn[rank] = this.#searchNumber;
    this.timeDs[rank] = timeDs;
    this.lengthDm[rank] = lengthDm;
    this.parentArc[rank] = NONE;
    this.parentRank[rank] = directedEdge;
    this.#heap.set(rank, timeDs);
  }

  /** Whether the search settled or at least reached a rank. */
  reached(rank: number): boolean {
    return this.#reachedIn[rank] === this.#searchNumber;
  }

  run(): void {
    const heap = this.#heap;
    const search = this.#searchNumber;
    const reachedIn = this.#reachedIn;
    const timeDs = this.timeDs;
    const start = this.#start;
    const to = this.#to;
    const arcDs = this.#arcDs;
    const stallStart = this.#stallStart;
    const stallFrom = this.#stallFrom;
    const stallDs = this.#stallDs;
    let settledCount = 0;
    while (heap.size > 0) {
      const rank = heap.takeMin();
      const rankDs = timeDs[rank]!;
      let stalled = false;
      for (let a = stallStart[rank]!, end = stallStart[rank + 1]!; a < end; a++) {
        const above = stallFrom[a]!;
        if (reachedIn[above] === search && timeDs[above]! + stallDs[a]! < rankDs) {
          stalled = true;
          break;
        }
      }
      if (stalled) continue;
      this.settled[settledCount++] = rank;
      for (let a = start[rank]!, end = start[rank + 1]!; a < end; a++) {
        const above = to[a]!;
        const aboveDs = rankDs + arcDs[a]!;
        if (reachedIn[above] === search && timeDs[above]! <= aboveDs) continue;
        reachedIn[above] = search;
        timeDs[above] = aboveDs;
        this.lengthDm[above] = this.lengthDm[rank]! + this.#arcDm[a]!;
        this.parentArc[above] = a;
        this.parentRank[above] = rank;
        heap.set(above, aboveDs);
      }
    }
    this.settledCount = settledCount;
  }
}
