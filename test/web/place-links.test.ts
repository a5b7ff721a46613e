import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { MAP_APPS, placeLink } from '../../apps/web/src/map/place-links.ts';

test.each([
  ['google', 'https://www.google.com/maps/search/?api=1&query=21.007900%2C105.836400'],
  ['apple', 'https://maps.apple.com/?q=21.007900%2C105.836400'],
  ['osmand', 'https://osmand.net/map?pin=21.007900%2C105.836400#18/21.00790/105.83640'],
] as const)('%s is asked as its documentation says', (app, link) => expect(placeLink(app, 21.0079, 105.8364)).toBe(link));

it('nothing but the place is in a link, to about 0.1 m', () =>
  fc.assert(
    fc.property(fc.double({ min: -85, max: 85, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }), (lat, lon) => {
      for (const app of MAP_APPS) {
        const url = new URL(placeLink(app, lat, lon));
        expect(url.protocol).toBe('https:');
        const place = url.searchParams.get('query') ?? url.searchParams.get('q') ?? url.searchParams.get('pin') ?? '';
        const [there = Number.NaN, where = Number.NaN] = place.split(',').map(Number);
        expect(Math.abs(there - lat)).toBeLessThan(1e-6);
        expect(Math.abs(where - lon)).toBeLessThan(1e-6);
        expect([...url.searchParams.keys()].filter((key) => !['api', 'query', 'q', 'pin'].includes(key))).toEqual([]);
      }
    }),
    { seed: 4 },
  ));
