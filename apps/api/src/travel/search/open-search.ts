import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlaceHit, PlaceSearch } from '../../contract/places.ts';
import type { PoiFeature } from '../build/read-pois.ts';
import type { AddressGround } from '../locate-address.ts';
import { ContextIndex } from './context-index.ts';
import { NameIndex } from './name-index.ts';
import { searchEntries } from './search-entries.ts';
import { searchPlaces } from './search-places.ts';

export const POIS_FILE_NAME = 'pois.geojson';

export type SearchPlaces = (search: PlaceSearch) => PlaceHit[];

/** The address search of a map folder, with the named places of `<dir>/pois.geojson` where there is one. */
export function openSearch(dir: string, ground: AddressGround): SearchPlaces {
  const path = join(dir, POIS_FILE_NAME);
  const pois = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { features: PoiFeature[] }).features : [];
  const on = { ground, names: new NameIndex(searchEntries(ground, pois)), context: new ContextIndex(ground.wards) };
  return (search) => searchPlaces(on, search);
}
