import type { Problem } from '../../../apps/optimizer/src/index.ts';
import { newRandom, randomBelow } from '../../../apps/optimizer/src/random.ts';

const DAY_SEC = 86_400;
const DAYS = 14;

/**
 * A seeded town for measuring growth: homes in clusters on a plane, evenings and weekend days of teams from a few depots over two
 * weeks, several windows a visit, skills, capacities, a lunch break at weekends, three priorities.
 */
export function townOf(visitCount: number, shiftCount: number, seed: number): Problem {
  const random = newRandom(seed);
  const roll = (bound: number): number => randomBelow(random, bound);
  const depotCount = 1 + Math.floor(visitCount / 2_000);
  const clusters = Array.from({ length: 5 + Math.floor(visitCount / 100) }, () => [roll(20_000), roll(20_000)] as const);
  const points: (readonly [number, number])[] = [];
  for (let i = 0; i < visitCount + depotCount; i++) {
    const [x, y] = clusters[roll(clusters.length)]!;
    points.push([x + roll(3_000), y + roll(3_000)]);
  }
  const placeCount = points.length;
  const durationsSec = new Int32Array(placeCount * placeCount);
  for (let a = 0; a < placeCount; a++) {
    // About 20 km/h over a street grid, one direction a little longer than the other.
    for (let b = 0; b < placeCount; b++) {
      const metres = Math.abs(points[a]![0] - points[b]![0]) + Math.abs(points[a]![1] - points[b]![1]);
      durationsSec[a * placeCount + b] = a === b ? 0 : 30 + Math.round(metres / (a < b ? 5.5 : 5.8));
    }
  }
  const hoursOf = (day: number): [number, number] => (day % 7 >= 5 ? [8 * 3600, 17 * 3600] : [18.5 * 3600, 21.5 * 3600]);
  const visits = Array.from({ length: visitCount }, (_, v) => ({
    placeIndex: v,
    serviceSec: 60 * (10 + roll(40)),
    setupSec: 240,
    windows: Array.from({ length: 3 + roll(8) }, () => {
      const day = roll(DAYS);
      const [opens, closes] = hoursOf(day);
      const opensSec = DAY_SEC * day + opens + (roll(2) * (closes - opens)) / 2;
      return { opensSec, closesSec: opensSec + (closes - opens) / 2 };
    }),
    skills: roll(6) === 0 ? [1] : [],
    tier: 0,
    prize: [30, 60, 90][roll(3)]!,
    loads: [1],
  }));
  const shifts = Array.from({ length: shiftCount }, (_, s) => {
    const day = s % DAYS;
    const [opens, closes] = hoursOf(day);
    const depot = visitCount + (Math.floor(s / DAYS) % depotCount);
    const lunch = {
      windows: [{ opensSec: DAY_SEC * day + 11.5 * 3600, closesSec: DAY_SEC * day + 13 * 3600 }],
      durationSec: 3600,
    };
    return {
      startPlaceIndex: depot,
      endPlaceIndex: depot,
      opensSec: DAY_SEC * day + opens,
      closesSec: DAY_SEC * day + closes,
      skills: s % 3 === 0 ? [0, 1] : [0],
      capacity: [day % 7 >= 5 ? 20 : 8],
      breaks: day % 7 >= 5 ? [lunch] : [],
      costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
      speedFactor: 1,
      matrixIndex: 0,
    };
  });
  return { placeCount, visits, shifts, matrices: [{ durationsSec }] };
}
