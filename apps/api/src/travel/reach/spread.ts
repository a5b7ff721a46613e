import { IndexedHeap } from '../indexed-heap.ts';
import { type PlaceOnStreet, seedDeparture } from '../place-on-street.ts';
import type { ProfileHierarchy, StreetEdges } from '../street-graph.ts';

const NOT_REACHED = 0x7fffffff;

/** How soon each directed edge is entered from a place, tenths of a second; beyond the limit not at all. */
export interface Spread {
  /** Calls back for every directed edge that is entered in time: when, and how long the whole edge takes. */
  forEach(visit: (directedEdge: number, enteredDs: number, edgeDs: number) => void): void;
}

/**
 * Everywhere one gets from a place in a given time: Dijkstra's search over the streets themselves, bounded by the limit, at the speeds of
 * an hour (`edgeFactor`, null for the assumed ones). A hierarchy is quicker from place to place, but here every street is wanted.
 */
export class StreetSpread {
  readonly #hierarchy: ProfileHierarchy;
  readonly #edgeCount: number;
  /** From each rank: the entries (see ProfileHierarchy) that leave it, and their directed edges. */
  readonly #start: Int32Array;
  readonly #entry: Int32Array;
  readonly #edge: Int32Array;

  constructor({ edgeCount }: StreetEdges, hierarchy: ProfileHierarchy) {
    const { rankCount, entryStart, entryRank } = hierarchy;
    this.#hierarchy = hierarchy;
    this.#edgeCount = edgeCount;
    this.#start = new Int32Array(rankCount + 2);
    this.#entry = new Int32Array(entryRank.length);
    this.#edge = new Int32Array(entryRank.length);
    for (const rank of entryRank) this.#start[rank + 2]!++;
    for (let rank = 0; rank < rankCount; rank++) this.#start[rank + 2]! += this.#start[rank + 1]!;
    for (let d = 0; d < 2 * edgeCount; d++) {
      for (let k = entryStart[d]!; k < entryStart[d + 1]!; k++) {
        const slot = this.#start[entryRank[k]! + 1]!++;
        this.#entry[slot] = k;
        this.#edge[slot] = d;
      }
    }
  }

  from(place: PlaceOnStreet, limitDs: number, edgeFactor: Float32Array | null): Spread {
    const { rankCount, entryDs, entryHeadRank, forwardDs, backwardDs } = this.#hierarchy;
    const edgeDs = (d: number): number => {
      const assumedDs = (d & 1 ? backwardDs : forwardDs)[d >> 1]!;
      return edgeFactor ? Math.max(1, Math.round(assumedDs / edgeFactor[d >> 1]!)) : assumedDs;
    };
    const reached = new Int32Array(rankCount).fill(NOT_REACHED);
    const entered = new Int32Array(2 * this.#edgeCount).fill(NOT_REACHED);
    const heap = new IndexedHeap(rankCount);
    const reach = (rank: number, timeDs: number): void => {
      if (rank < 0 || timeDs > limitDs || timeDs >= reached[rank]!) return;
      reached[rank] = timeDs;
      heap.set(rank, timeDs);
    };
    const pace = edgeFactor ? edgeFactor[place.edge]! : 1;
    // on its own edge one gets to both ends, and everywhere between: as if it had been entered before setting out
    seedDeparture({ seed: (rank, timeDs) => reach(rank, Math.round(timeDs / pace)) }, this.#hierarchy, place);
    if (place.forwardDs > 0) entered[2 * place.edge] = -Math.round(place.alongForwardDs / pace);
    if (place.backwardDs > 0) entered[2 * place.edge + 1] = -Math.round((place.backwardDs - place.alongBackwardDs) / pace);
    while (heap.size > 0) {
      const rank = heap.takeMin();
      for (let slot = this.#start[rank]!; slot < this.#start[rank + 1]!; slot++) {
        const d = this.#edge[slot]!;
        const k = this.#entry[slot]!;
        const enteredDs = reached[rank]! + entryDs[k]!;
        if (enteredDs > limitDs) continue;
        if (enteredDs < entered[d]!) entered[d] = enteredDs;
        reach(entryHeadRank[k]!, enteredDs + edgeDs(d));
      }
    }
    return {
      forEach(visit) {
        for (let d = 0; d < entered.length; d++) if (entered[d] !== NOT_REACHED) visit(d, entered[d]!, edgeDs(d));
      },
    };
  }
}
