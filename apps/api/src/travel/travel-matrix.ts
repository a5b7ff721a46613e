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

/** Travel along the streets from some places to others, without the walks to the doors. */
export interface StreetTable {
  readonly originCount: number;
  readonly destinationCount: number;
  /** Tenths of a second and decimetres, row by row; UNREACHABLE where there is no way, in both. */
  readonly durationsDs: Int32Array;
  readonly distancesDm: Int32Array;
  /** The walk between each place and its street; -1 where no street is near. */
  readonly originWalkDs: Int32Array;
  readonly originWalkDm: Int32Array;
  readonly destinationWalkDs: Int32Array;
  readonly destinationWalkDm: Int32Array;
}

/**
 * Times and lengths between places by the bucket method (Knopp, Sanders, Schultes, Schulz, Wagner 2007): one backward climb per
 * destination leaves its time in a bucket at every rank it settles, one forward climb per origin collects them. Lengths are
 * those of the fastest path. Returns null when `isCancelled` said so.
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

  solve(
    origins: readonly LonLat[],
    destinations: readonly LonLat[] = origins,
    isCancelled: () => boolean = () => false,
  ): StreetTable | null {
    const [m, n] = [origins.length, destinations.length];
    const durationsDs = new Int32Array(m * n).fill(UNREACHABLE);
    const distancesDm = new Int32Array(m * n).fill(UNREACHABLE);
    const tos = this.#join(destinations);
    const froms = origins === destinations ? tos : this.#join(origins);
    const buckets = this.#fillBuckets(tos, isCancelled);
    if (buckets === null) return null;
    const { start, place: bucketPlace, timeDs: bucketDs, lengthDm: bucketDm } = buckets;
    const sameEdge = groupBy(tos, (place) => place?.edge);
    const samePlace = groupBy(destinations, (place) => `${place[0]} ${place[1]}`);
    const search = this.#forward;
    for (let i = 0; i < m; i++) {
      if (isCancelled()) return null;
      const row = i * n;
      const from = froms[i];
      if (from) {
        search.begin();
        seedDeparture(search, this.#hierarchy, from);
        search.run();
        for (let s = 0; s < search.settledCount; s++) {
          const rank = search.settled[s]!;
          const timeDs = search.timeDs[rank]!;
          const lengthDm = search.lengthDm[rank]!;
          for (let b = start[rank]!, end = start[rank + 1]!; b < end; b++) {
            const sumDs = timeDs + bucketDs[b]!;
            const pair = row + bucketPlace[b]!;
            if (sumDs < durationsDs[pair]!) {
              durationsDs[pair] = sumDs;
              distancesDm[pair] = lengthDm + bucketDm[b]!;
            }
          }
        }
        for (const j of sameEdge.get(from.edge) ?? []) {
          const to = tos[j]!;
          const directDs = alongSameEdgeDs(from, to);
          if (directDs < 0 || directDs > durationsDs[row + j]!) continue;
          durationsDs[row + j] = directDs;
          distancesDm[row + j] = Math.abs(to.alongDm - from.alongDm);
        }
      }
      // two visits at one door: no way to go
      for (const j of samePlace.get(`${origins[i]![0]} ${origins[i]![1]}`) ?? []) {
        durationsDs[row + j] = 0;
        distancesDm[row + j] = 0;
      }
    }
    return {
      originCount: m,
      destinationCount: n,
      durationsDs,
      distancesDm,
      originWalkDs: Int32Array.from(froms, (place) => place?.walkDs ?? -1),
      originWalkDm: Int32Array.from(froms, (place) => place?.walkDm ?? -1),
      destinationWalkDs: Int32Array.from(tos, (place) => place?.walkDs ?? -1),
      destinationWalkDm: Int32Array.from(tos, (place) => place?.walkDm ?? -1),
    };
  }

  #join(places: readonly LonLat[]): (PlaceOnStreet | null)[] {
    return places.map((place) => {
      const point = this.#finder.nearest(place);
      return point && placeOnStreet(this.#streets, this.#hierarchy, point);
    });
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
      seedArrival(search, this.#hierarchy, to);
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

/**
 * Makes a street table a door-to-door one, in place: seconds and metres with both walks in them, and nothing at all from a door to
 * itself.
 */
export function addWalks(table: StreetTable, origins: readonly LonLat[], destinations: readonly LonLat[]): void {
  const { durationsDs, distancesDm, originWalkDs, originWalkDm, destinationWalkDs, destinationWalkDm } = table;
  const n = destinations.length;
  for (let i = 0; i < origins.length; i++) {
    const [lon, lat] = origins[i]!;
    for (let j = 0, pair = i * n; j < n; j++, pair++) {
      if (durationsDs[pair] === UNREACHABLE) continue;
      const to = destinations[j]!;
      if (to[0] === lon && to[1] === lat) continue;
      durationsDs[pair] = secondsOf(durationsDs[pair]! + originWalkDs[i]! + destinationWalkDs[j]!);
      distancesDm[pair] = metresOf(distancesDm[pair]! + originWalkDm[i]! + destinationWalkDm[j]!);
    }
  }
}
