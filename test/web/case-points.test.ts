import type { CasePoints } from '@gocua/api/contract/case-points';
import { CASE_STATES, MOBILITIES, NEEDS } from '@gocua/api/contract/codes';
import { PIN_DOUBTS } from '@gocua/api/contract/pin-doubts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PointIndex } from '../../apps/web/src/map/clusterPoints.ts';
import { NO_FILTER, passesFilter } from '../../apps/web/src/planner/cases/caseFilter.ts';
import { readPoints } from '../../apps/web/src/planner/data/casePoints.ts';

const among = <T>(list: readonly T[]) => fc.integer({ min: 0, max: list.length - 1 });
const row = fc.record({
  unit: fc.integer({ min: 0, max: 2 }),
  latE6: fc.integer({ min: 20_900_000, max: 21_100_000 }),
  lonE6: fc.integer({ min: 105_700_000, max: 105_950_000 }),
  state: among(CASE_STATES),
  mobility: among(MOBILITIES),
  needs: fc.integer({ min: 1, max: 2 ** NEEDS.length - 1 }),
  priority: fc.integer({ min: 0, max: 100 }),
  birthYear: fc.integer({ min: 1915, max: 2015 }),
  doubt: fc.integer({ min: 0, max: PIN_DOUBTS.length }),
});
type Row = typeof row extends fc.Arbitrary<infer R> ? R : never;
const UNITS = ['00226', '00229', '00301'];
const pathOf = (id: string) =>
  ({ '00226': '01/q006/00226/', '00229': '01/q006/00229/', '00301': '01/q007/00301/', q006: '01/q006/' })[id];

function columnsOf(rows: Row[]): CasePoints {
  const column = (name: keyof Row) => rows.map((one) => one[name]);
  return {
    ids: rows.map((_, i) => `c${i}`),
    unitIds: UNITS,
    ...{ unit: column('unit'), latE6: column('latE6'), lonE6: column('lonE6'), state: column('state') },
    ...{ mobility: column('mobility'), needs: column('needs'), priority: column('priority') },
    ...{ birthYear: column('birthYear'), doubt: column('doubt') },
    ...{ totalCount: rows.length, truncated: false },
  };
}

it('columns become the points they are made of', () =>
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
      const points = readPoints(columnsOf(rows));
      expect(points.length).toBe(rows.length);
      points.forEach((point, i) => {
        const one = rows[i]!;
        expect(point).toMatchObject({ id: `c${i}`, unitId: UNITS[one.unit], state: CASE_STATES[one.state] });
        expect([Math.round(point.lat * 1e6), Math.round(point.lon * 1e6)]).toEqual([one.latE6, one.lonE6]);
        expect(point.needs.reduce((bits, need) => bits | (1 << NEEDS.indexOf(need)), 0)).toBe(one.needs);
        expect(point.doubt).toBe(one.doubt === 0 ? null : PIN_DOUBTS[one.doubt - 1]);
      });
    }),
    { seed: 7 },
  ));

it('a unit of the filter counts with all below it, and nobody is lost between clusters', () =>
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 200 }), fc.integer({ min: 9, max: 18 }), (rows, zoom) => {
      const points = readPoints(columnsOf(rows));
      const passes = passesFilter({ ...NO_FILTER, states: CASE_STATES, unitId: 'q006' }, { today: '2026-11-26', pathOf });
      const kept = points.filter(passes);
      expect(kept.length).toBe(rows.filter(({ unit }) => unit < 2).length);
      const index = new PointIndex(kept.map((value) => ({ id: value.id, lat: value.lat, lon: value.lon, value })));
      const found = index.within({ west: 105, south: 20, east: 107, north: 22 }, zoom);
      expect(found.reduce((sum, one) => sum + (one.kind === 'cluster' ? one.count : 1), 0)).toBe(kept.length);
    }),
    { seed: 8, numRuns: 50 },
  ));
