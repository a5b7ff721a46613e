import type { LonLat } from './lon-lat.ts';
import {
  alongSameEdgeDs,
  metresOf,
  type PlaceOnStreet,
  placeOnStreet,
  secondsOf,
  seedArrival,
  seedDeparture,
} from './place-on-street.ts';
import type { StreetFinder } from './snap.ts';
import type { ProfileHierarchy, Streets } from './street-graph.ts';
import { UNREACHABLE } from './travel.ts';
import { UpwardSearch } from './upward-search.ts';

export interface StreetMatrix {
  /** Row by row, [from * n + to]; UNREACHABLE where there is no way, in both. */
  readonly durationsSec: Int32Array;
  readonly distancesMetres: Int32Array;
  /** Straight metres from each place to its street; -1 where no street is near. */
  readonly offStreetMetres: Float64Array;
}

/** Distances on a fastest path stay far below this, so it marks "no path found yet". */
const NOT_FOUND = 0x7fffffff;

/**
 * Seconds and metres between all pairs of places by the bucket method (Knopp, Sanders, Schultes, Schulz, Wagner 2007): one
 * backward climb per place leaves its time in a bucket at every rank it settles, one forward climb per place collects them.
 * Metres are those of the fastest path. Returns null when `isCancelled` said so.
 */
export class MatrixSolver {
  readonly #streets: Streets;
  readonly #hierarchy: ProfileHierarchy;
  readonly #finder: StreetFinder;
  readonly #forward: UpwardSearch;
  readonly #backward: UpwardSearch;

  constructor(streets: Streets, hierarchy: ProfileHierarchy, finder: StreetFinder) {
    this.#streets = streets;
    this.#hierarchy = hierarchy;
    this.#finder = finder;
    this.#forward = new UpwardSearch(hierarchy, 'forward');
    this.#backward = new UpwardSearch(hierarchy, 'backward');
  }

  solve(places: readonly LonLat[], isCancelled: () => boolean = () => false): StreetMatrix | null {
    const n = places.length;
    const durationsSec = new Int32Array(n * n).fill(UNREACHABLE);
    const distancesMetres = new Int32Array(n * n).fill(UNREACHABLE);
    const offStreetMetres = new Float64Array(n).fill(-1);
    const joined: (PlaceOnStreet | null)[] = places.map((place, i) => {
      const point = this.#finder.nearest(place);
      if (point === null) return null;
      offStreetMetres[i] = point.offStreetMetres;
      return placeOnStreet(this.#streets, this.#hierarchy, point);
    });
    const buckets = this.#fillBuckets(joined, isCancelled);
    if (buckets === null) return null;
    const { start, place: bucketPlace, timeDs: bucketDs, lengthDm: bucketDm } = buckets;

    const sameEdge = groupBy(joined, (place) => place?.edge);
    const samePlace = groupBy(places, (place) => `${place[0]} ${place[1]}`);
    const rowDs = new Int32Array(n);
    const rowDm = new Int32Array(n);
    const search = this.#forward;
    for (let i = 0; i < n; i++) {
      if (isCancelled()) return null;
      const row = i * n;
      const from = joined[i];
      if (from) {
        rowDs.fill(NOT_FOUND);
        search.begin();
        seedDeparture(search, from);
        search.run();
        for (let s = 0; s < search.settledCount; s++) {
          const rank = search.settled[s]!;
          const timeDs = search.timeDs[rank]!;
          const lengthDm = search.lengthDm[rank]!;
          for (let b = start[rank]!, end = start[rank + 1]!; b < end; b++) {
            const sumDs = timeDs + bucketDs[b]!;
            const j = bucketPlace[b]!;
            if (sumDs < rowDs[j]!) {
              rowDs[j] = sumDs;
              rowDm[j] = lengthDm + bucketDm[b]!;
            }
          }
        }
        for (const j of sameEdge.get(from.edge) ?? []) {
          const to = joined[j]!;
          const directDs = alongSameEdgeDs(from, to);
          if (directDs < 0 || directDs > rowDs[j]!) continue;
          rowDs[j] = directDs;
          rowDm[j] = Math.abs(to.alongDm - from.alongDm);
        }
        for (let j = 0; j < n; j++) {
          const to = joined[j];
          if (!to || rowDs[j] === NOT_FOUND) continue;
          durationsSec[row + j] = secondsOf(rowDs[j]! + from.walkDs + to.walkDs);
          distancesMetres[row + j] = metresOf(rowDm[j]! + from.walkDm + to.walkDm);
        }
      }
      // two visits at one door: no way to go, not even to the street and back
      for (const j of samePlace.get(`${places[i]![0]} ${places[i]![1]}`) ?? []) {
        durationsSec[row + j] = 0;
        distancesMetres[row + j] = 0;
      }
    }
    return { durationsSec, distancesMetres, offStreetMetres };
  }

  /** The backward half, its entries sorted by rank. */
  #fillBuckets(joined: readonly (PlaceOnStreet | null)[], isCancelled: () => boolean) {
    const { rankCount } = this.#hierarchy;
    const search = this.#backward;
    const start = new Int32Array(rankCount + 2);
    let capacity = 1 << 14;
    let count = 0;
    let ranks = new Int32Array(capacity);
    let found = new Int32Array(capacity * 3);
    for (let j = 0; j < joined.length; j++) {
      const to = joined[j];
      if (!to) continue;
      if (isCancelled()) return null;
      search.begin();
      seedArrival(search, to);
      search.run();
      if (count + search.settledCount > capacity) {
        capacity = Math.max(capacity * 2, count + search.settledCount);
        const moreRanks = new Int32Array(capacity);
        const moreFound = new Int32Array(capacity * 3);
        moreRanks.set(ranks);
        moreFound.set(found);
        ranks = moreRanks;
        found = moreFound;
      }
      for (let s = 0; s < search.settledCount; s++) {
        const rank = search.settled[s]!;
        ranks[count] = rank;
        found[3 * count] = j;
        found[3 * count + 1] = search.timeDs[rank]!;
        found[3 * count + 2] = search.lengthDm[rank]!;
        start[rank + 2]!++;
        count++;
      }
    }
    for (let rank = 0; rank < rankCount; rank++) start[rank + 2]! += start[rank + 1]!;
    const place = new Int32Array(count);
    const timeDs = new Int32Array(count);
    const lengthDm = new Int32Array(count);
    for (let k = 0; k < count; k++) {
      const slot = start[ranks[k]! + 1]!++;
      place[slot] = found[3 * k]!;
      timeDs[slot] = found[3 * k + 1]!;
      lengthDm[slot] = found[3 * k + 2]!;
    }
    return { start, place, timeDs, lengthDm };
  }
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  items.forEach((item, i) => {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(i);
    else groups.set(key, [i]);
  });
  return groups;
}
