import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UNITS_FILE_NAME } from '../ward-map.ts';
import { AREAS_FILE_NAME } from '../water-map.ts';
import { areaLayers, doorLayers, type LayerPart, streetLayers, unitLayers } from './base-map-layers.ts';
import { OSM_ATTRIBUTION } from './build-streets.ts';
import { cutTiles } from './cut-tiles.ts';
import { encodePmtiles } from './pmtiles-file.ts';
import { readAddresses } from './read-addresses.ts';
import { type AreaFeature, readAreas } from './read-areas.ts';
import { readBuildings } from './read-buildings.ts';
import { readPois } from './read-pois.ts';
import { readStreetWays } from './read-ways.ts';

export const BASE_MAP_FILE_NAME = 'basemap.pmtiles';

/**
 * The base map of some extracts as one file of vector tiles: streets, water, green, buildings, house numbers, names; with the boundaries of `<dir>/units.geojson` and the
 * water of `<dir>/areas.geojson` where those exist (the latter instead of the extracts' own).
 */
export function buildBaseMap(paths: readonly string[], dir: string, say: (sentence: string) => void): Uint8Array {
  const ways = readStreetWays(paths);
  const areas = readFeatures<AreaFeature>(join(dir, AREAS_FILE_NAME)) ?? readAreas(paths);
  const units = readFeatures<Parameters<typeof unitLayers>[0][number]>(join(dir, UNITS_FILE_NAME)) ?? [];
  const doors = doorLayers(readBuildings(paths), readAddresses(paths), readPois(paths));
  const parts: LayerPart[] = [...streetLayers(ways), ...areaLayers(areas), ...unitLayers(units), ...doors];
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const { features } of parts) {
    for (const { geometry } of features) {
      if (geometry.type !== 'LineString') continue;
      for (const [lon, lat] of geometry.coordinates as [number, number][]) {
        west = Math.min(west, lon);
        east = Math.max(east, lon);
        south = Math.min(south, lat);
        north = Math.max(north, lat);
      }
    }
  }
  const bbox = [west, south, east, north] as const;
  const tiles = cutTiles(parts, bbox);
  say(`base map: ${tiles.length} tiles`);
  return encodePmtiles(tiles, bbox, OSM_ATTRIBUTION);
}

function readFeatures<Item>(path: string): Item[] | null {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { features: Item[] }).features : null;
}
