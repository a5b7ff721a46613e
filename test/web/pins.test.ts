import type { CaseSummary } from '@gocua/api/contract/cases';
import booleanPointInPolygon from '@turf/boolean-point-in-polygon';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isInside, metresBetween, nudge, readPlace, writePlace } from '../../apps/web/src/planner/pins/pinDraft.ts';
import { pinQueue } from '../../apps/web/src/planner/pins/pinQueue.ts';

const inHanoi = fc.record({
  lat: fc.double({ min: 20.8, max: 21.2, noNaN: true }),
  lon: fc.double({ min: 105.6, max: 106.1, noNaN: true }),
});

describe('reading coordinates', () => {
  test.each([
    ['21.0123, 105.8412', 21.0123, 105.8412],
    ['21.0123 105.8412', 21.0123, 105.8412],
    ['21,0123 105,8412', 21.0123, 105.8412],
    ['21.0123°N, 105.8412°E', 21.0123, 105.8412],
    ['105.8412, 21.0123', 21.0123, 105.8412],
    ['https://www.google.com/maps/@21.0123,105.8412,17z', 21.0123, 105.8412],
    ['https://maps.google.com/?q=21.0123,105.8412', 21.0123, 105.8412],
  ])('%s', (text, lat, lon) => expect(readPlace(text)).toMatchObject({ lat, lon }));
  test.each([[''], ['21.0123'], ['Hà Nội'], ['91 200'], ['1 2 3'], ['NaN Infinity']])('%j is no place', (text) =>
    expect(readPlace(text)).toBeNull(),
  );
  it('what is written is read again', () =>
    fc.assert(
      fc.property(inHanoi, (place) => {
        const read = readPlace(writePlace(place))!;
        expect(metresBetween(read, place)).toBeLessThan(0.2);
      }),
      { seed: 1 },
    ));
});

describe('a nudge', () => {
  it('goes as far as it says, and back', () =>
    fc.assert(
      fc.property(inHanoi, fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }), (place, east, north) => {
        const there = nudge(place, east, north);
        expect(Math.abs(metresBetween(place, there) - Math.hypot(east, north))).toBeLessThan(0.3);
        expect(metresBetween(nudge(there, -east, -north), place)).toBeLessThan(0.3);
      }),
      { seed: 2 },
    ));
});

it('inside and outside are as an independent library sees them', () => {
  // hundredths: an independent library rounds differently where numbers almost vanish
  const degree = fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100);
  const place = fc.tuple(degree, degree);
  const ring = fc.array(place, { minLength: 3, maxLength: 8 }).map((places) => [...places, places[0]!]);
  fc.assert(
    fc.property(ring, place, (outline, [lon, lat]) => {
      const shape = { type: 'Polygon' as const, coordinates: [outline] };
      const inside = booleanPointInPolygon([lon, lat], shape);
      // on the line itself both answers are right
      fc.pre(inside === booleanPointInPolygon([lon, lat], shape, { ignoreBoundary: true }));
      expect(isInside({ lat, lon }, shape)).toBe(inside);
    }),
    { seed: 3, numRuns: 500 },
  );
});

describe('the queue', () => {
  const one = (id: string, part: Partial<CaseSummary>) =>
    ({
      ...{ id, householdId: id, state: 'waiting', priority: 30, lat: 21, lon: 105.8 },
      ...{ confidence: 'exact', coordinateSource: 'given', outsideWard: false },
      ...part,
    }) as CaseSummary;
  it('holds the worst first, then the most urgent; trusted, pinned and finished ones are not in it', () => {
    const queue = pinQueue([
      one('street', { confidence: 'street' }),
      one('urgent street', { confidence: 'street', priority: 90 }),
      one('ward', { confidence: 'ward' }),
      one('nowhere', { lat: null, lon: null, confidence: null, coordinateSource: null }),
      one('outside', { outsideWard: true }),
      one('pinned', { outsideWard: true, coordinateSource: 'pinned' }),
      one('exact', {}),
      one('alley', { confidence: 'alley' }),
      one('done', { confidence: 'ward', state: 'served' }),
      one('same home', { confidence: 'street', householdId: 'street' }),
    ]);
    expect(queue.map(({ one: { id } }) => id)).toEqual(['nowhere', 'outside', 'ward', 'urgent street', 'street']);
  });
});
