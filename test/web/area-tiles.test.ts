import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaTiles, MOST_TILES, tileAt } from '../../apps/web/src/map/area-tiles.ts';

const ZOOMS = { least: 9, most: 14 };
const inHanoi = fc.record({
  lat: fc.double({ min: 20.9, max: 21.1, noNaN: true }),
  lon: fc.double({ min: 105.7, max: 105.95, noNaN: true }),
});

describe('the kept area of the map', () => {
  it('Hồ Hoàn Kiếm lies in the tile that a sum by hand gives', () => {
    // x = (105.8524 + 180) / 360 · 16384 = 13009.46
    // tan 21.0288° = 0.38449, sec = 1.07137; ln 1.45586 = 0.37560; y = (1 − 0.37560 / π) / 2 · 16384 = 7212.6
    expect(tileAt({ lat: 21.0288, lon: 105.8524 }, 14)).toEqual({ z: 14, x: 13009, y: 7212 });
    expect(tileAt({ lat: 0, lon: 0 }, 1)).toEqual({ z: 1, x: 1, y: 1 });
  });

  it('holds every place at every depth, each tile once, and never more than its limit', () => {
    fc.assert(
      fc.property(fc.array(inHanoi, { minLength: 1, maxLength: 40 }), (places) => {
        const tiles = areaTiles(places, ZOOMS);
        const names = tiles.map(({ z, x, y }) => `${z}/${x}/${y}`);
        expect(new Set(names).size).toBe(names.length);
        expect(names.length).toBeLessThanOrEqual(MOST_TILES);
        if (names.length === MOST_TILES) return;
        for (const place of places) {
          for (let z = ZOOMS.least; z <= ZOOMS.most; z++) {
            const { x, y } = tileAt(place, z);
            expect(names).toContain(`${z}/${x}/${y}`);
          }
        }
      }),
      { seed: 26_11_2026, numRuns: 100 },
    );
  });

  it('follows the way between two homes without a gap', () => {
    const tiles = areaTiles(
      [
        { lat: 21.0, lon: 105.8 },
        { lat: 21.04, lon: 105.9 },
      ],
      { least: 14, most: 14 },
    );
    const xs = new Set(tiles.map(({ x }) => x));
    const least = tileAt({ lat: 21, lon: 105.8 }, 14).x;
    const most = tileAt({ lat: 21, lon: 105.9 }, 14).x;
    for (let x = least; x <= most; x++) expect(xs.has(x)).toBe(true);
  });
});
