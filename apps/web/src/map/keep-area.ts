import { PMTiles } from 'pmtiles';
import { areaTiles } from './area-tiles.ts';
import { TILES_URL } from './basemap-file.ts';
import { forgetArea, KeptSource } from './KeptSource.ts';

/** However dense the streets: what a cheap phone and its data plan can spare. */
const MOST_BYTES = 6_000_000;

export interface KeptArea {
  tileCount: number;
  /** Tiles of the area that were not kept: no network in between, or too large. */
  missingCount: number;
  byteCount: number;
}

/**
 * Keeps the base map around an evening's places on the device, instead of what was kept before; what is there already is not loaded
 * again. Rejects when there is no base map or no network to read its head.
 */
export async function keepArea(places: readonly { lat: number; lon: number }[]): Promise<KeptArea> {
  const source = new KeptSource(TILES_URL, true);
  const map = new PMTiles(source);
  const { minZoom, maxZoom } = await map.getHeader();
  const tiles = areaTiles(places, { least: minZoom, most: maxZoom });
  let tileCount = 0;
  for (const { z, x, y } of tiles) {
    if (bytesOf(source) > MOST_BYTES) break;
    try {
      await map.getZxy(z, x, y);
      tileCount++;
    } catch {
      break;
    }
  }
  const isWhole = tileCount === tiles.length;
  // Half an area is better than none: the older one goes only when the new one is whole.
  if (isWhole) await forgetArea(new Set(source.kept.keys()));
  return { tileCount, missingCount: tiles.length - tileCount, byteCount: bytesOf(source) };
}

function bytesOf(source: KeptSource): number {
  return [...source.kept.values()].reduce((sum, bytes) => sum + bytes, 0);
}
