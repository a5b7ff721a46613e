import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import type { AreaFeature } from './build/read-areas.ts';
import { metresToSegment } from './metres-to-segment.ts';

export const AREAS_FILE_NAME = 'areas.geojson';

/** Outlines of lakes are thinned: a home this near to a street stands on the shore, whatever the outline says. */
const SHORE_STREET_METRES = 40;
/** Of a river only the middle line is known; this far from it there is water, unless a street says otherwise. */
const RIVER_HALF_WIDTH_METRES: Readonly<Record<string, number>> = { 'Sông Hồng': 100, 'Sông Đuống': 50 };

/** Lakes and the large rivers of a map folder. */
export class WaterMap {
  readonly #lakes: readonly AreaFeature[];
  readonly #rivers: readonly AreaFeature[];

  constructor(areas: readonly AreaFeature[]) {
    this.#lakes = areas.filter((area) => area.properties.kind === 'water');
    this.#rivers = areas.filter((area) => area.properties.name in RIVER_HALF_WIDTH_METRES);
  }

  /** Whether a pin lies in water. `streetMetres` is how far the nearest street is. */
  isInWater(lon: number, lat: number, streetMetres: number): boolean {
    if (streetMetres <= SHORE_STREET_METRES) return false;
    return this.#isInLake(lon, lat) || this.#isInRiver(lon, lat);
  }

  #isInLake(lon: number, lat: number): boolean {
    return this.#lakes.some(
      ({ geometry }) => geometry.type === 'MultiPolygon' && booleanPointInPolygon([lon, lat], geometry as never),
    );
  }

  #isInRiver(lon: number, lat: number): boolean {
    return this.#rivers.some(({ geometry, properties }) => {
      if (geometry.type !== 'LineString') return false;
      const half = RIVER_HALF_WIDTH_METRES[properties.name]!;
      const line = geometry.coordinates;
      return line.some((end, i) => i > 0 && metresToSegment([lon, lat], line[i - 1]!, end) < half);
    });
  }
}

/** Reads `<dir>/areas.geojson`; a folder without one has no known water. */
export function loadWaterMap(dir: string): WaterMap {
  const path = join(dir, AREAS_FILE_NAME);
  if (!existsSync(path)) return new WaterMap([]);
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: AreaFeature[] };
  return new WaterMap(features);
}
