import { fromGeojsonVt } from '@maplibre/vt-pbf';
import GeoJSONVT from 'geojson-vt';
import type { LayerPart } from './base-map-layers.ts';

export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly bytes: Uint8Array;
}

export const BASE_MAP_ZOOMS = { least: 9, most: 14 } as const;
const EXTENT = 4096;

/** Order of drawing inside a tile does not matter to the painter; a fixed order makes the same bytes. */
const LAYERS = ['areas', 'buildings', 'bounds', 'streets', 'names', 'places'] as const;

/** Cuts layers into vector tiles of all zooms; empty tiles are left out. */
export function cutTiles(parts: readonly LayerPart[], bbox: readonly [number, number, number, number]): Tile[] {
  const indexes = [];
  for (const layer of LAYERS) {
    for (let fromZoom = 0; fromZoom <= BASE_MAP_ZOOMS.most; fromZoom++) {
      const features = parts
        .filter((part) => part.layer === layer && part.fromZoom === fromZoom)
        .flatMap((part) => part.features);
      if (features.length === 0) continue;
      const index = new GeoJSONVT(
        { type: 'FeatureCollection', features },
        {
          maxZoom: BASE_MAP_ZOOMS.most,
          indexMaxZoom: BASE_MAP_ZOOMS.most,
          indexMaxPoints: 0,
          extent: EXTENT,
          buffer: layer === 'places' ? 256 : 80,
        },
      );
      indexes.push({ layer, fromZoom, index });
    }
  }
  const tiles: Tile[] = [];
  const [west, south, east, north] = bbox;
  for (let z = BASE_MAP_ZOOMS.least; z <= BASE_MAP_ZOOMS.most; z++) {
    const [x0, y0] = tileAt(west, north, z);
    const [x1, y1] = tileAt(east, south, z);
    for (let x = x0; x <= x1; x++) {
      for (let y = y0; y <= y1; y++) {
        const layers: Record<string, { features: unknown[] }> = {};
        for (const { layer, fromZoom, index } of indexes) {
          if (z < fromZoom) continue;
          const tile = index.getTile(z, x, y);
          if (!tile || tile.features.length === 0) continue;
          layers[layer] ??= { features: [] };
          layers[layer].features.push(...tile.features);
        }
        if (Object.keys(layers).length === 0) continue;
        // the two libraries describe the same tile with types of their own
        const bytes = fromGeojsonVt(layers as never, { version: 2, extent: EXTENT });
        tiles.push({ z, x, y, bytes });
      }
    }
  }
  return tiles;
}

function tileAt(lon: number, lat: number, z: number): [number, number] {
  const count = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const clamp = (value: number): number => Math.max(0, Math.min(count - 1, Math.floor(value * count)));
  return [clamp(lon / 360 + 0.5), clamp(y)];
}
