import { describe, expect, it } from 'vitest';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { RouteTracer } from '../../apps/api/src/travel/route-geometry.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { hanoiProfile, randomPlaces } from './hanoi.ts';

describe('route geometry', () => {
  for (const profileId of ['motorbike', 'foot']) {
    it(`gives the matrix's own times and lengths, a line as long as it says, and stretches that add up (${profileId})`, () => {
      const { streets, hierarchy, finder } = hanoiProfile(profileId);
      const places = randomPlaces(120, 21);
      for (const [lon, lat] of places.slice(0, 20)) places.push([lon, lat], [lon + 0.0002, lat], [lon, lat]);
      const legs = new RouteTracer(streets, hierarchy, finder).trace(places);
      const { durationsDs, distancesDm } = new MatrixSolver(streets, hierarchy, finder).solve(places)!;
      expect(legs.length).toBe(places.length - 1);
      legs.forEach((leg, i) => {
        const pair = i * places.length + i + 1;
        const [from, to] = [places[i]!, places[i + 1]!];
        if (from[0] === to[0] && from[1] === to[1]) return;
        expect([leg!.timeDs, leg!.lengthDm]).toEqual([durationsDs[pair], distancesDm[pair]]);
        expect(straightMetres(...leg!.line[0]!, leg!.from.lon, leg!.from.lat)).toBeLessThan(0.5);
        expect(straightMetres(...leg!.line.at(-1)!, leg!.to.lon, leg!.to.lat)).toBeLessThan(0.5);
        const drawn = leg!.line.reduce(
          (sum, point, k) => (k === 0 ? 0 : sum + straightMetres(...leg!.line[k - 1]!, ...point)),
          0,
        );
        expect(Math.abs(drawn - leg!.lengthDm / 10)).toBeLessThan(3 + leg!.line.length * 0.1);
        const sum = (field: 'timeDs' | 'lengthDm'): number => leg!.stretches.reduce((total, part) => total + part[field], 0);
        expect([sum('timeDs'), sum('lengthDm')]).toEqual([leg!.timeDs, leg!.lengthDm]);
        expect(leg!.stretches.every(({ firstPoint }, k) => k === 0 || firstPoint >= leg!.stretches[k - 1]!.firstPoint)).toBe(
          true,
        );
      });
    });
  }

  it('says that there is no way where there is no street', () => {
    const { streets, hierarchy, finder } = hanoiProfile('motorbike');
    const [a] = randomPlaces(1, 2);
    expect(new RouteTracer(streets, hierarchy, finder).trace([a!, [108.5, 20.5]])).toEqual([null]);
  });
});
