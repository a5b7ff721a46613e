import { openSearch, type SearchPlaces } from '../../apps/api/src/travel/search/open-search.ts';
import { indexDoors, indexStreets } from '../../apps/api/src/travel/street-index.ts';
import { loadWardMap } from '../../apps/api/src/travel/ward-map.ts';
import { HANOI_DIR, hanoi } from './hanoi.ts';

let opened: SearchPlaces | undefined;

/** The address search of the demo's map, made once in a worker: it never changes. */
export function searchHanoi(): SearchPlaces {
  const { streets } = hanoi().graph;
  opened ??= openSearch(HANOI_DIR, {
    streets,
    index: indexStreets(streets),
    doors: indexDoors(streets),
    wards: loadWardMap(HANOI_DIR),
  });
  return opened;
}
