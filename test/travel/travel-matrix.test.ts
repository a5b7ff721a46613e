import { describe, expect, it } from 'vitest';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { TRAVEL_PROFILES } from '../../apps/api/src/travel/profiles.ts';
import { UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { addWalks, MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { UNREACHABLE as OPTIMIZERS_UNREACHABLE } from '../../apps/optimizer/src/problem.ts';
import { hanoiProfile, randomPlaces } from './hanoi.ts';
import { plainSeconds } from './plain-dijkstra.ts';

function solverOf(profileId: string): MatrixSolver {
  const { streets, hierarchy, finder } = hanoiProfile(profileId);
  return new MatrixSolver(streets, hierarchy, finder);
}

/** Door to door, as providers give it. */
function doorToDoor(solver: MatrixSolver, places: readonly LonLat[]) {
  const table = solver.solve(places)!;
  addWalks(table, places, places);
  return { durationsSec: table.durationsDs, distancesMetres: table.distancesDm, walkDm: table.destinationWalkDm };
}

describe('travel matrix', () => {
  for (const { id } of TRAVEL_PROFILES) {
    it(`equals plain Dijkstra on the real streets, profile ${id}`, () => {
      const { streets, hierarchy, finder } = hanoiProfile(id);
      const places = randomPlaces(160, 7);
      // some pairs on one edge, in both orders
      for (const [lon, lat] of places.slice(0, 8)) places.push([lon + 0.00004, lat], [lon - 0.00003, lat + 0.00003]);
      const points = places.map((place) => finder.nearest(place)!);
      const { durationsSec } = doorToDoor(new MatrixSolver(streets, hierarchy, finder), places);
      let unequal = 0;
      for (let i = 0; i < 12; i++) {
        const from = i < 6 ? i : places.length - 1 - (i - 6);
        const expected = plainSeconds(streets, hierarchy, points[from]!, points);
        for (let j = 0; j < places.length; j++) {
          if (j !== from && durationsSec[from * places.length + j] !== expected[j]) unequal++;
        }
      }
      expect(unequal).toBe(0);
    });
  }

  it('keeps the triangle inequality', () => {
    const n = 60;
    const { durationsSec: d } = doorToDoor(solverOf('motorbike'), randomPlaces(n, 11));
    let broken = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) if (d[i * n + k]! > d[i * n + j]! + d[j * n + k]!) broken++;
    expect(broken).toBe(0);
  });

  it('is the same there and back where no oneways bind, and is not where they do', () => {
    const n = 60;
    const asymmetric = (profileId: string): number => {
      const { durationsSec: d } = doorToDoor(solverOf(profileId), randomPlaces(n, 13));
      let count = 0;
      for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (d[i * n + j] !== d[j * n + i]) count++;
      return count;
    };
    expect(asymmetric('foot')).toBe(0);
    expect(asymmetric('motorbike')).toBeGreaterThan(n);
  });

  it('says unreachable, in both directions and both arrays, where no street is near, and 0 from a place to itself', () => {
    const sea = [108.5, 20.5] as const;
    const [a, b] = randomPlaces(2, 3);
    const { durationsSec, distancesMetres, walkDm } = doorToDoor(solverOf('motorbike'), [a!, sea, b!, a!]);
    expect([...durationsSec.slice(4, 8)]).toEqual([UNREACHABLE, 0, UNREACHABLE, UNREACHABLE]);
    expect([durationsSec[1], distancesMetres[1], distancesMetres[9]]).toEqual([UNREACHABLE, UNREACHABLE, UNREACHABLE]);
    expect(walkDm[1]).toBe(-1);
    // the same door twice
    expect([durationsSec[3], durationsSec[12], distancesMetres[3]]).toEqual([0, 0, 0]);
    expect(durationsSec[2]).toBeGreaterThan(0);
  });

  it("uses the optimizer's own word for unreachable", () => {
    expect(UNREACHABLE).toBe(OPTIMIZERS_UNREACHABLE);
  });

  it('stops when it is told to', () => {
    let asked = 0;
    expect(solverOf('motorbike').solve(randomPlaces(50, 5), undefined, () => ++asked > 60)).toBeNull();
  });

  it('answers for no place and for one', () => {
    expect(solverOf('motorbike').solve([])!.durationsDs.length).toBe(0);
    expect([...solverOf('motorbike').solve(randomPlaces(1, 1))!.durationsDs]).toEqual([0]);
  });
});
