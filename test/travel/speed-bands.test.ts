import { afterAll, describe, expect, it } from 'vitest';
import type { SpeedBand } from '../../apps/api/src/contract/speeds.ts';
import { bandAxis } from '../../apps/api/src/planning/band-axis.ts';
import { EmbeddedProvider } from '../../apps/api/src/travel/embedded-provider.ts';
import { DEFAULT_BANDS } from '../../apps/api/src/travel/speeds/default-bands.ts';
import { measureBands } from '../../apps/api/src/travel/speeds/measure-bands.ts';
import { speedsAt } from '../../apps/api/src/travel/speeds/read-speeds.ts';
import { StraightLineProvider } from '../../apps/api/src/travel/straight-line-provider.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { type TravelProvider, UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { bandAt, bandedSec } from '../../apps/optimizer/src/travel-time.ts';
import { hanoi, randomPlaces } from './hanoi.ts';

const ZONE = 'Asia/Ho_Chi_Minh';
const engine = new StreetEngine(hanoi());
const embedded = new EmbeddedProvider(engine);
afterAll(() => engine.close());

const table = { unitId: null, version: 0, bands: [...DEFAULT_BANDS], useLearned: false };
const learned = { driveCount: 0, overallFactor: 1, cells: [] };
const paceOf = (band: number) => speedsAt({ table, learned }, DEFAULT_BANDS[band] ?? null);
const utc = (text: string): number => new Date(text).getTime();

describe('the bands along the axis of a plan', () => {
  const hours = ({ startsSec, bandOf }: { startsSec: Int32Array; bandOf: Int32Array }) =>
    [...startsSec].map((sec, i) => [sec / 3600, bandOf[i]]);

  it('follow the hours of each day, and the weekend has other ones', () => {
    // Friday 2026-11-27 16:00 to Saturday 22:00; 30 hours
    const origin = utc('2026-11-27T16:00+07:00');
    const axis = bandAxis(DEFAULT_BANDS, ZONE, { from: '2026-11-27', to: '2026-11-28' }, origin, 30 * 3600);
    expect(hours(axis)).toEqual([
      [0, -1],
      [1, 1], // 17:00 the evening rush
      [3.5, -1], // 19:30
      [5.5, 3], // 21:30 late …
      [8, -1], // … to midnight
      [25, 2], // Saturday 17:00
      [28, -1], // 20:00
      [29.5, 3], // 21:30 to the end
    ]);
  });

  it('begin in the middle of a band, and join what touches', () => {
    const band = (id: string, from: string, to: SpeedBand['to']): SpeedBand => ({
      ...DEFAULT_BANDS[0]!,
      id,
      days: [1, 2, 3, 4, 5, 6, 7],
      from: from as SpeedBand['from'],
      to,
    });
    const bands = [band('evening', '18:00', '20:00'), band('late', '20:00', '24:00'), band('early', '00:00', '02:00')];
    const axis = bandAxis(bands, ZONE, { from: '2026-11-23', to: '2026-11-24' }, utc('2026-11-23T19:00+07:00'), 8 * 3600);
    expect(hours(axis)).toEqual([
      [0, 0],
      [1, 1],
      [5, 2],
      [7, -1],
    ]);
    const all = bandAxis(
      [band('always', '00:00', '24:00')],
      ZONE,
      { from: '2026-11-23', to: '2026-11-30' },
      utc('2026-11-23T19:00+07:00'),
      7 * 86400,
    );
    expect(hours(all)).toEqual([[0, 0]]);
    expect(hours(bandAxis([], ZONE, { from: '2026-11-23', to: '2026-11-23' }, 0, 60))).toEqual([[0, -1]]);
  });
});

describe('travel by bands', () => {
  it('has one table for each pace that differs, each the table of that pace', async () => {
    const places = randomPlaces(25, 3);
    const rush = paceOf(1);
    const banded = await measureBands(embedded, places, [null, rush, paceOf(7), rush]);
    expect([banded.source, banded.tables.length, [...banded.tableOfPace]]).toEqual(['roads', 2, [0, 1, 0, 1]]);
    const alone = await embedded.table(places, places, { speeds: rush });
    expect(banded.tables[1]).toEqual(alone.durationsSec);
    expect(banded.durationsSec).toBe(banded.tables[0]);
    let slower = 0;
    banded.tables[1]!.forEach((sec, pair) => {
      expect(sec).toBeGreaterThanOrEqual(banded.durationsSec[pair]!);
      if (sec > banded.durationsSec[pair]!) slower++;
    });
    expect(slower).toBeGreaterThan(500);
  });

  it('lets nobody who leaves later arrive earlier, at any minute of a week', async () => {
    const n = 14;
    const origin = utc('2026-11-23T00:00+07:00');
    const axis = bandAxis(DEFAULT_BANDS, ZONE, { from: '2026-11-23', to: '2026-11-29' }, origin, 7 * 86400);
    const { tables, tableOfPace } = await measureBands(embedded, randomPlaces(n, 9), [-1, 0, 1, 2, 3].map(paceOf));
    const bands = { startsSec: axis.startsSec, tableOf: axis.bandOf.map((band) => tableOfPace[band + 1]!), tables };
    expect(new Set(bands.tableOf).size).toBe(5);
    let overtaken = 0;
    let changed = 0;
    for (let cell = 0; cell < n * n; cell++) {
      if (cell % (n + 1) === 0) continue;
      let before = 0;
      // every minute around each border, and every 20 minutes else
      for (let at = 0; at < 7 * 86400; at += 1200) {
        const arrive = at + bandedSec(bands, cell, 1, at);
        if (arrive < before) overtaken++;
        before = arrive;
      }
      for (const border of axis.startsSec) {
        before = 0;
        for (let at = Math.max(0, border - 2400); at < border + 300; at += 60) {
          const sec = bandedSec(bands, cell, 1, at);
          if (at + sec < before) overtaken++;
          before = at + sec;
          // a drive over the border is neither band's own
          if (sec !== tables[bands.tableOf[bandAt(bands, at)]!]![cell]) changed++;
        }
      }
    }
    expect(overtaken).toBe(0);
    expect(changed).toBeGreaterThan(1000);
  });

  it('is of one source: an engine that goes away between two tables is asked again, and then the worst one names all', async () => {
    const lines = new StraightLineProvider();
    const places = [...randomPlaces(4, 2), [108.5, 20.5] as const];
    const failing = (answersOfRoads: number): TravelProvider & { asked: number } => ({
      asked: 0,
      async table(origins, destinations, options) {
        return (this.asked++ < answersOfRoads ? embedded : lines).table(origins, destinations, options);
      },
      route: lines.route.bind(lines),
      nearest: lines.nearest.bind(lines),
    });
    const once = failing(1);
    const answer = await measureBands(once, places, [null, paceOf(1)]);
    expect([answer.source, once.asked]).toEqual(['straight-line', 4]);
    expect(answer.tables[0]).not.toContain(UNREACHABLE);
    // away again between the two tables of the second try: the place in the sea is reached in no table
    const twice = failing(3);
    twice.asked = 0;
    const flapping: TravelProvider = {
      ...twice,
      table: (o, d, options) => (twice.asked++ % 2 === 0 ? embedded : lines).table(o, d, options),
    };
    const worst = await measureBands(flapping, places, [null, paceOf(1)]);
    expect(worst.source).toBe('straight-line');
    for (const one of worst.tables) expect([one[4], one[20]]).toEqual([UNREACHABLE, UNREACHABLE]);
  });

  it('tells hours no longer apart where the tables would not fit into memory', async () => {
    const many: TravelProvider = {
      async table(origins) {
        const none = new Int32Array(0);
        return {
          originCount: origins.length,
          destinationCount: origins.length,
          durationsSec: none,
          distancesMetres: none,
          walkMetres: none,
          source: 'roads',
          profileId: 'motorbike',
        };
      },
      route: () => Promise.reject(new Error('not asked')),
      nearest: () => Promise.reject(new Error('not asked')),
    };
    const places = Array.from({ length: 9000 }, () => [105.8, 21] as const);
    const banded = await measureBands(many, places, [null, paceOf(1), paceOf(2)]);
    expect([banded.tables.length, [...banded.tableOfPace]]).toEqual([1, [0, 0, 0]]);
  });
});
