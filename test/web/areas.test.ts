import { readFileSync } from 'node:fs';
import type { CaseCount } from '@gocua/api/contract/cases';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaRows, classEnds, classOf } from '../../apps/web/src/planner/areas/areaRows.ts';
import type { UnitFeature } from '../../apps/web/src/planner/data/useBoundaries.ts';

const file = new URL('../../data/hanoi/units.geojson', import.meta.url);
const { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: UnitFeature[] };
const wards = features.filter(({ properties }) => properties.kind === 'ward').map(({ properties }) => properties.id);
const counts: CaseCount[] = wards.flatMap((unitId, i) => [
  { unitId, state: 'waiting', count: i % 7 },
  { unitId, state: 'served', count: i % 3 },
]);
const everything = () => true;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('units and their numbers', () => {
  it('are the same in both structures: what the city has, its districts have, and their wards have', () => {
    const now = areaRows(features, counts, 'now', null, everything);
    const former = areaRows(features, counts, 'former', null, everything);
    expect([now.length, former.length]).toEqual([126, 30]);
    const all = sum(counts.filter(({ state }) => state === 'waiting').map(({ count }) => count));
    expect(sum(now.map(({ remaining }) => remaining))).toBe(all);
    expect(sum(former.map(({ remaining }) => remaining))).toBe(all);
    for (const district of former) {
      const below = areaRows(features, counts, 'former', district.unit.id, everything);
      expect(sum(below.map(({ remaining }) => remaining))).toBe(district.remaining);
      expect(sum(below.map(({ total }) => total))).toBe(district.total);
    }
  });

  it('outside of what a person may see are left out', () => {
    const mine = new Set(wards.slice(0, 4));
    const rows = areaRows(
      features,
      counts.filter(({ unitId }) => mine.has(unitId)),
      'now',
      null,
      (id) => mine.has(id),
    );
    expect(new Set(rows.map(({ unit }) => unit.id))).toEqual(mine);
  });
});

describe('classes', () => {
  it('never put more into a lighter class, nor equal numbers into two; none is a class of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(200), { maxLength: 60 }), (numbers) => {
        const rows = numbers.map((remaining) => ({ remaining })) as never;
        const ends = classEnds(rows);
        expect(ends.length).toBeLessThanOrEqual(5);
        const sorted = [...numbers].sort((a, b) => a - b);
        for (let i = 1; i < sorted.length; i++) {
          expect(classOf(sorted[i]!, ends)).toBeGreaterThanOrEqual(classOf(sorted[i - 1]!, ends));
        }
        for (const number of numbers) expect(classOf(number, ends) === 0).toBe(number === 0);
        const most = Math.max(0, ...numbers);
        if (most > 0) expect(classOf(most, ends)).toBe(5);
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
