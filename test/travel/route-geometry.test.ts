import { describe, expect, it } from 'vitest';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { RouteTracer } from '../../apps/api/src/travel/route-geometry.ts';
import { UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { hanoiProfile, randomPlaces } from './hanoi.ts';

describe('route geometry', () => {
  for (const profileId of ['motorbike', 'foot']) {
    it(`gives the matrix's own seconds and metres, and a line as long as it says (${profileId})`, () => {
      const { streets, hierarchy, finder } = hanoiProfile(profileId);
      const places = randomPlaces(120, 21);
      for (const [lon, lat] of places.slice(0, 20)) places.push([lon, lat], [lon + 0.0002, lat], [lon, lat]);
      const legs = new RouteTracer(streets, hierarchy, finder).trace(places);
      const { durationsSec, distancesMetres } = new MatrixSolver(streets, hierarchy, finder).solve(places)!;
      expect(legs.length).toBe(places.length - 1);
      legs.forEach((leg, i) => {
        const pair = i * places.length + i + 1;
        expect(leg.durationSec).toBe(durationsSec[pair]);
        expect(leg.distanceMetres).toBe(distancesMetres[pair]);
        const from = finder.nearest(places[i]!)!;
        const to = finder.nearest(places[i + 1]!)!;
        if (leg.distanceMetres === 0) return;
        expect(straightMetres(...leg.line[0]!, from.lon, from.lat)).toBeLessThan(0.5);
        expect(straightMetres(...leg.line.at(-1)!, to.lon, to.lat)).toBeLessThan(0.5);
        const drawn = leg.line.reduce((sum, point, k) => (k === 0 ? 0 : sum + straightMetres(...leg.line[k - 1]!, ...point)), 0);
        expect(Math.abs(drawn + from.offStreetMetres + to.offStreetMetres - leg.distanceMetres)).toBeLessThan(
          3 + leg.line.length * 0.1,
        );
      });
    });
  }

  it('draws a straight line and says unreachable where there is no street', () => {
    const { streets, hierarchy, finder } = hanoiProfile('motorbike');
    const [a] = randomPlaces(1, 2);
    const [leg] = new RouteTracer(streets, hierarchy, finder).trace([a!, [108.5, 20.5]]);
    expect(leg).toEqual({ line: [a, [108.5, 20.5]], durationSec: UNREACHABLE, distanceMetres: UNREACHABLE });
  });
});
