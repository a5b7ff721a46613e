import { describe, expect, it } from 'vitest';
import type { SpeedBand, SpeedsView, SpeedTable } from '../../apps/api/src/contract/speeds.ts';
import { DEFAULT_BANDS } from '../../apps/api/src/travel/speeds/default-bands.ts';
import { EdgeFactors } from '../../apps/api/src/travel/speeds/edge-factors.ts';
import { type DriveRecord, learnFactors } from '../../apps/api/src/travel/speeds/learn-factors.ts';
import { speedsAt } from '../../apps/api/src/travel/speeds/read-speeds.ts';
import { retimeHierarchy } from '../../apps/api/src/travel/speeds/retime-hierarchy.ts';
import { streetSpeeds } from '../../apps/api/src/travel/speeds/street-speeds.ts';
import { MatrixSolver } from '../../apps/api/src/travel/travel-matrix.ts';
import { loadWardMap } from '../../apps/api/src/travel/ward-map.ts';
import { openTestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { HANOI_DIR, hanoiProfile, randomPlaces } from './hanoi.ts';
import { plainSeconds } from './plain-dijkstra.ts';

const NONE: SpeedsView['learned'] = { driveCount: 0, overallFactor: 1, cells: [] };
const rush = DEFAULT_BANDS.find(({ id }) => id === 'evening-rush')!;

describe('streets at other speeds', () => {
  it('equal plain Dijkstra over the slowed edges, in a band with a slower ward', () => {
    const { streets, hierarchy, finder } = hanoiProfile('motorbike');
    const wards = loadWardMap(HANOI_DIR);
    const ward = wards.findWardAt(105.83, 21.02)!;
    const factors = new EdgeFactors(streets, wards);
    const speeds = streetSpeeds({ groups: rush.factors, areas: [{ unitId: ward, factor: 0.5 }], learned: null });
    const edgeFactor = factors.of(speeds);
    const slowed = [...edgeFactor].filter((_, edge) => factors.wardOf(edge) === ward);
    expect(slowed.length).toBeGreaterThan(20);
    expect(Math.max(...slowed)).toBeLessThan(0.5);
    const retimed = retimeHierarchy(streets, hierarchy, edgeFactor);
    const places = randomPlaces(80, 31);
    const points = places.map((place) => finder.nearest(place)!);
    const table = new MatrixSolver(streets, retimed, finder).solve(places)!;
    const base = new MatrixSolver(streets, hierarchy, finder).solve(places)!;
    const slower = { ...hierarchy, forwardDs: retimed.forwardDs, backwardDs: retimed.backwardDs };
    let different = 0;
    for (let i = 0; i < 5; i++) {
      plainSeconds(streets, slower, points[i]!, points).forEach((sec, j) => {
        const pair = i * places.length + j;
        if (i === j) return;
        if (Math.ceil((table.durationsDs[pair]! + table.originWalkDs[i]! + table.destinationWalkDs[j]!) / 10) !== sec)
          different++;
        expect(table.durationsDs[pair]!).toBeGreaterThanOrEqual(base.durationsDs[pair]!);
      });
    }
    expect(different).toBe(0);
  });

  it('at factor 1 are the streets as assumed', () => {
    const { streets, hierarchy, finder } = hanoiProfile('motorbike');
    const same = retimeHierarchy(streets, hierarchy, new Float32Array(streets.edgeCount).fill(1));
    const places = randomPlaces(40, 32);
    expect(new MatrixSolver(streets, same, finder).solve(places)!.durationsDs).toEqual(
      new MatrixSolver(streets, hierarchy, finder).solve(places)!.durationsDs,
    );
  });
});

describe('learned factors', () => {
  const drives = (count: number, ratio: number, unitId: string, spread = 0.2): DriveRecord[] =>
    Array.from({ length: count }, (_, i) => ({
      bandId: 'evening-rush',
      unitId,
      expectedSec: 600,
      // half above, half below the ratio, so that its geometric mean is the ratio
      actualSec: 600 * ratio * Math.exp(i % 2 === 0 ? spread : -spread),
    }));

  it('follow many drives and hardly a few', () => {
    const { cells, overallFactor } = learnFactors([...drives(400, 1.5, 'A'), ...drives(400, 1.1, 'B'), ...drives(2, 3, 'C')]);
    const factor = (id: string): number => cells.find(({ unitId }) => unitId === id)!.factor;
    expect(factor('A')).toBeCloseTo(1.5, 1);
    expect(factor('B')).toBeCloseTo(1.1, 1);
    // two drives of three times as long: pulled well towards the others
    expect(factor('C')).toBeLessThan(2.9);
    expect(factor('C')).toBeGreaterThan(overallFactor);
  });

  it('with one ward only the overall factor moves: N / (N + s²/0.15²) of the way', () => {
    // s² is estimated from 40 drives at ± 0.2: 40 · 0.04 / 39; Z0 = 40 / (40 + s²/0.0225)
    const s2 = (40 * 0.04) / 39;
    const expected = Math.exp((40 / (40 + s2 / 0.0225)) * Math.log(1.3));
    expect(learnFactors(drives(40, 1.3, 'A')).overallFactor).toBeCloseTo(expected, 3);
  });

  it('of two wards by hand: each cell as far from the mean of all as its drives are worth', () => {
    // A: 40 drives of twice as long, B: 10 as long as the table says; each half e^0.2 above, half e^-0.2 below
    const found = learnFactors([...drives(40, 2, 'A'), ...drives(10, 1, 'B')]);
    // s² = (50 · 0.04) / (50 − 2) = 0.0417; M = 40/50 · ln 2 = 0.5545
    const [s2, M] = [2 / 48, 0.8 * Math.log(2)];
    // a² = (40 · (ln 2 − M)² + 10 · M² − s²) / (50 − (1600 + 100) / 50) = (0.7687 + 3.0749 − 0.0417) / 16 = 0.2376
    const a2 = (40 * (Math.log(2) - M) ** 2 + 10 * M ** 2 - s2) / 16;
    expect(a2).toBeCloseTo(0.2376, 3);
    // Z0 = 50 / (50 + 0.0417 / 0.0225) = 0.9643: all together are believed to 96 %, e^0.5347 = 1.707
    expect(found.overallFactor).toBeCloseTo(1.707, 3);
    // Z(A) = 40 / (40 + 0.0417 / 0.2376) = 0.9956, Z(B) = 10 / 10.1754 = 0.9828
    const [a, b] = ['A', 'B'].map((id) => found.cells.find(({ unitId }) => unitId === id)!);
    expect([a!.ratio, b!.ratio]).toEqual([2, 1]);
    // A: 0.9956 · 0.6931 + 0.0044 · 0.5347 = 0.6924; B: 0.0172 · 0.5347 = 0.0092
    expect([a!.factor, b!.factor]).toEqual([1.999, 1.009]);
  });

  it('are nothing without drives, and leave out what nobody can have driven', () => {
    expect(learnFactors([])).toEqual(NONE);
    const odd = [
      { bandId: null, unitId: 'A', expectedSec: 600, actualSec: 6000 },
      { bandId: null, unitId: 'A', expectedSec: 600, actualSec: 0 },
      { bandId: null, unitId: 'A', expectedSec: 20, actualSec: 25 },
      { bandId: null, unitId: 'A', expectedSec: Number.NaN, actualSec: 25 },
    ];
    expect(learnFactors(odd)).toEqual(NONE);
  });

  it('count only when the switch is on', () => {
    const learned = learnFactors(drives(100, 2, 'A'));
    const table = { unitId: null, version: 0, bands: [...DEFAULT_BANDS], useLearned: false };
    expect(speedsAt({ table, learned }, null)).toBeNull();
    expect(speedsAt({ table, learned }, rush)!.learned).toBeNull();
    expect(speedsAt({ table: { ...table, useLearned: true }, learned }, rush)!.learned!.wards.A).toBeGreaterThan(1.5);
  });
});

describeOnDatabases('speeds of a unit', (open) => {
  it('are assumed, then edited with a version, and belong to whom they belong', { timeout: 120_000 }, async () => {
    const app = await openTestApp(await open());
    const [dispatcher, chief, team] = [await app.as('dieuphoi'), await app.as('truongdonvi'), await app.as('to1')];
    const { body: before } = await chief<SpeedsView>('GET', '/api/speeds');
    expect([before.table.unitId, before.table.version, before.table.bands.length]).toEqual([null, 0, DEFAULT_BANDS.length]);
    const { unitId } = (await dispatcher<{ unitId: string }>('GET', '/api/me')).body;
    const slow: SpeedBand = { ...rush, factors: { ...rush.factors, main: 0.4 }, areas: [{ unitId, factor: 0.9 }] };
    const input = { unitId, baseVersion: 0, bands: [slow], useLearned: true };
    const saved = await dispatcher<SpeedTable>('PUT', '/api/speeds', input);
    expect([saved.status, saved.body]).toEqual([200, { unitId, version: 1, bands: [slow], useLearned: true }]);
    expect((await chief<SpeedsView>('GET', '/api/speeds')).body.table).toEqual(saved.body);
    const refused = async (body: unknown, as = dispatcher) => (await as<{ code: string }>('PUT', '/api/speeds', body)).body.code;
    expect(await refused(input)).toBe('changed-meanwhile');
    expect(await refused({ ...input, baseVersion: 1 }, chief)).toBe('not-allowed');
    expect(await refused({ ...input, baseVersion: 1 }, team)).toBe('not-allowed');
    expect(await refused({ ...input, baseVersion: 1, bands: [slow, { ...slow, id: 'again', from: '19:00', to: '20:00' }] })).toBe(
      'invalid-input',
    );
    expect(await refused({ ...input, baseVersion: 1, bands: [{ ...slow, from: '20:00', to: '18:00' }] })).toBe('invalid-input');
    expect(await refused({ ...input, baseVersion: 1, unitId: 'nowhere' })).toBe('not-found');
    expect((await team('GET', '/api/speeds')).status).toBe(403);
  });
});
