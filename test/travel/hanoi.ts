import { resolve } from 'node:path';
import type { LoadedGraph } from '../../apps/api/src/travel/load-graph.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { openStreets } from '../../apps/api/src/travel/open-streets.ts';
import { StreetFinder } from '../../apps/api/src/travel/snap.ts';
import { middleLatOf, type ProfileHierarchy, type Streets } from '../../apps/api/src/travel/street-graph.ts';

export const HANOI_DIR = resolve(import.meta.dirname, '../../data/hanoi');

let opened: LoadedGraph | undefined;

/** The real streets of the demo, opened once for all tests of a worker (built when they were not yet). */
export function hanoi(): LoadedGraph {
  opened ??= openStreets(HANOI_DIR, () => {});
  return opened;
}

export function hanoiProfile(profileId: string): { streets: Streets; hierarchy: ProfileHierarchy; finder: StreetFinder } {
  const { streets, hierarchies, meta } = hanoi().graph;
  const hierarchy = hierarchies.find((candidate) => candidate.profileId === profileId)!;
  return { streets, hierarchy, finder: new StreetFinder(streets, hierarchy, middleLatOf(meta)) };
}

/** Places in the inner city, the same for the same seed. */
export function randomPlaces(count: number, seed: number): LonLat[] {
  let state = seed >>> 0;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return Array.from({ length: count }, () => [105.76 + next() * 0.13, 20.97 + next() * 0.1] as const);
}
