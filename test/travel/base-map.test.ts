import { openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import type { LineString } from 'geojson';
import { PbfReader } from 'pbf';
import { PMTiles, type RangeResponse, type Source } from 'pmtiles';
import { describe, expect, it } from 'vitest';
import { unitLayers } from '../../apps/api/src/travel/build/base-map-layers.ts';
import { mergeLines } from '../../apps/api/src/travel/build/merge-lines.ts';
import { simplifyLine } from '../../apps/api/src/travel/build/simplify-line.ts';
import { HANOI_DIR } from './hanoi.ts';

/** Reads a file the way a browser does: by byte ranges. */
class FileSource implements Source {
  readonly #file = openSync(join(HANOI_DIR, 'basemap.pmtiles'), 'r');

  getKey(): string {
    return 'basemap';
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    const data = new Uint8Array(length);
    const count = readSync(this.#file, data, 0, length, offset);
    return { data: data.slice(0, count).buffer };
  }
}

const map = new PMTiles(new FileSource(), undefined, async (data) => {
  const bytes = new Uint8Array(data);
  return new Uint8Array(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).buffer;
});

async function tileAt(lon: number, lat: number, z: number): Promise<VectorTile | null> {
  const count = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  const x = Math.floor((lon / 360 + 0.5) * count);
  const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * count);
  const tile = await map.getZxy(z, x, y);
  return tile ? new VectorTile(new PbfReader(tile.data) as never) : null;
}

function names(tile: VectorTile, layer: string): string[] {
  const found = tile.layers[layer];
  return Array.from({ length: found?.length ?? 0 }, (_, i) => String(found!.feature(i).properties.name));
}

describe('the base map', () => {
  it('is a PMTiles archive of zooms 9 to 14 that says whom it is from', async () => {
    const header = await map.getHeader();
    expect([header.minZoom, header.maxZoom, header.specVersion]).toEqual([9, 14, 3]);
    expect(JSON.stringify(await map.getMetadata())).toContain('© OpenStreetMap contributors');
  });

  it('names streets, alleys, wards and lakes of Kim Liên in Vietnamese', async () => {
    const tile = (await tileAt(105.8364, 21.0079, 14))!;
    expect(Object.keys(tile.layers).sort()).toEqual(['areas', 'bounds', 'buildings', 'names', 'places', 'streets']);
    expect(names(tile, 'names')).toEqual(expect.arrayContaining(['Phạm Ngọc Thạch', 'Lương Định Của']));
    expect(names(tile, 'names').some((name) => name.startsWith('Ngõ '))).toBe(true);
    expect(names(tile, 'places')).toEqual(expect.arrayContaining(['Kim Liên', 'Hồ Kim Liên']));
  });

  it('shows districts and large streets from afar, and nothing where nothing is known', async () => {
    const far = (await tileAt(105.83, 21.02, 9))!;
    expect(names(far, 'places')).toContain('Đống Đa');
    expect(far.layers.streets!.length).toBeGreaterThan(0);
    expect(far.layers.names).toBeUndefined();
    expect(await tileAt(108, 16, 12)).toBeNull();
  });
});

it('helps to find a door: buildings, house numbers and the places people name, each once', async () => {
  const tile = (await tileAt(105.8364, 21.0079, 14))!;
  const places = tile.layers.places!;
  const all = Array.from({ length: places.length }, (_, i) => places.feature(i).properties);
  expect(tile.layers.buildings!.length).toBeGreaterThan(500);
  expect(all.filter(({ k }) => k === 'number').length).toBeGreaterThan(50);
  expect(all).toContainEqual({ k: 'market', name: 'Chợ Kim Liên' });
  expect(all.some(({ name }) => /^nhà thuốc/iu.test(String(name)))).toBe(false);
});

it('draws the boundary of two neighbours once, or the dashes of one would fill the gaps of the other', () => {
  const square = (west: number) => ({
    properties: { kind: 'ward', name: `Phường ${west}` },
    geometry: { type: 'Polygon' as const, coordinates: [[west, 0, west + 1, 0, west + 1, 1, west, 1, west, 0]].map(inPairs) },
  });
  const lines = unitLayers([square(0), square(1)])
    .filter(({ layer }) => layer === 'bounds')
    .flatMap(({ features }) => features.map(({ geometry }) => (geometry as LineString).coordinates));
  const segments = lines.flatMap((line) => line.slice(1).map((to, i) => [line[i]!.join(), to.join()].sort().join(' ')));
  // two squares side by side: 4 + 4 sides, one of them shared
  expect([segments.length, new Set(segments).size]).toEqual([7, 7]);
});

const inPairs = (flat: number[]) => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i]!, flat[2 * i + 1]!]);

describe('lines for tiles', () => {
  it('joins ways end to end, in whatever direction they run, but not across a junction', () => {
    const merged = mergeLines([
      [1, 2],
      [3, 2],
      [3, 4, 5],
      [5, 6],
      [5, 7],
    ]);
    expect(merged.map((line) => (line[0]! < line.at(-1)! ? line : line.reverse()).join('-')).sort()).toEqual([
      '1-2-3-4-5',
      '5-6',
      '5-7',
    ]);
  });

  it('closes a ring without losing or repeating a stretch', () => {
    const [ring, ...rest] = mergeLines([
      [1, 2],
      [2, 3],
      [3, 1],
    ]);
    expect(rest).toEqual([]);
    expect(ring!.length).toBe(4);
    expect(ring![0]).toBe(ring![3]);
  });

  it('keeps ends and corners, leaves out what is nearly straight', () => {
    const line = [
      [105.8, 21],
      [105.801, 21.00001],
      [105.802, 21],
      [105.802, 21.002],
    ] as const;
    expect(simplifyLine(line, 5)).toEqual([line[0], line[2], line[3]]);
    expect(simplifyLine(line, 0.1)).toEqual(line);
  });
});
