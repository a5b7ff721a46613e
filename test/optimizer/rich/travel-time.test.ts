import { describe, expect, it } from 'vitest';
import { bandedSec, latestDeparture } from '../../../apps/optimizer/src/travel-time.ts';
import { dice } from '../random-problem.ts';

const bands = {
  startsSec: Int32Array.of(0, 1000, 2000),
  tableOf: Int32Array.of(0, 1, 0),
  tables: [Int32Array.of(600), Int32Array.of(1200)],
};

describe('travel by the time of day', () => {
  it('drives the share that is left at the pace of the next band', () => {
    expect(bandedSec(bands, 0, 1, 0)).toBe(600);
    // Leaves at 700: 300 s at 600 s the way are half of it; the other half at 1,200 s the way takes 600 s.
    expect(bandedSec(bands, 0, 1, 700)).toBe(900);
    // Leaves at 1,700: 300 of 1,200 are a quarter; three quarters of 600 are 450 s.
    expect(bandedSec(bands, 0, 1, 1700)).toBe(750);
    expect(bandedSec(bands, 0, 2, 0)).toBe(300);
  });

  it('keeps first in, first out for every second, and the latest departure is the latest', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const roll = dice(seed);
      const [a, b] = [50 + roll(300), 400 + roll(300)];
      const random = {
        startsSec: Int32Array.of(0, a, b),
        tableOf: Int32Array.of(roll(2), roll(2), roll(2)),
        tables: [Int32Array.of(1 + roll(500)), Int32Array.of(1 + roll(500))],
      };
      const arrivals = Array.from({ length: 900 }, (_, sec) => sec + bandedSec(random, 0, 1, sec));
      for (let sec = 1; sec < arrivals.length; sec++) expect(arrivals[sec]).toBeGreaterThanOrEqual(arrivals[sec - 1]!);
      const by = arrivals[0]! + roll(300);
      const latest = latestDeparture(random, 0, 1, 0, by);
      expect(latest + bandedSec(random, 0, 1, latest)).toBeLessThanOrEqual(by);
      expect(latest + 1 + bandedSec(random, 0, 1, latest + 1)).toBeGreaterThan(by);
    }
  });
});
