import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { systemIds } from '../../apps/api/src/clock.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { missingParts } from '../../apps/api/src/travel/cache/missing-parts.ts';
import { databaseTiles } from '../../apps/api/src/travel/cache/store.ts';
import { packTile, placeKey, unpackTile } from '../../apps/api/src/travel/cache/tile.ts';
import { OsrmProvider } from '../../apps/api/src/travel/engines/osrm-provider.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { openTravel } from '../../apps/api/src/travel/open-travel.ts';
import { streetSpeeds } from '../../apps/api/src/travel/speeds/street-speeds.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { measureMatrix, type TravelMatrix, type TravelProvider } from '../../apps/api/src/travel/travel.ts';
import { ManualClock } from '../support/clock.ts';
import { describeOnDatabases } from '../support/database.ts';
import { hanoi, randomPlaces } from './hanoi.ts';
import { serveOsrm } from './serve-osrm.ts';

const streets = new StreetEngine(hanoi());
const osrm = await serveOsrm(streets);
const counter = await serveCounting(osrm.url);
afterAll(async () => {
  counter.close();
  await osrm.close();
  await streets.close();
});

/** A real OSRM server behind a door that counts the pairs it is asked for. */
async function serveCounting(url: string) {
  const asked = { questions: 0, pairs: 0 };
  const server = createServer(async (request, response) => {
    const question = new URL(request.url!, url);
    const count = (name: string): number => (question.searchParams.get(name) ?? '').split(';').length;
    if (question.pathname.startsWith('/table')) {
      asked.questions++;
      asked.pairs += count('sources') * count('destinations');
    }
    const answer = await fetch(`${url}${request.url}`);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Since the last time. */
    take() {
      const { questions, pairs } = asked;
      asked.questions = 0;
      asked.pairs = 0;
      return { questions, pairs };
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const uncached = new OsrmProvider({ url: osrm.url, timeoutMs: 20_000, tries: 2 });
const figures = ({ placeCount, source, durationsSec, distancesMetres, walkMetres }: TravelMatrix) => ({
  placeCount,
  source,
  durationsSec,
  distancesMetres,
  walkMetres,
});

describeOnDatabases('what an outside engine answered', (open) => {
  const said: string[] = [];
  const at = (db: Database, clock: ManualClock, mostBytes?: number): TravelProvider =>
    openTravel({ kind: 'osrm', url: counter.url }, streets, (sentence) => said.push(sentence), {
      tiles: databaseTiles(db, clock, systemIds, mostBytes),
      clock,
    });
  const setUp = async (mostBytes?: number) => {
    const db = await open();
    const clock = new ManualClock('2026-11-23T09:00+07:00');
    said.length = 0;
    counter.take();
    return { db, clock, travel: at(db, clock, mostBytes) };
  };

  it('is not asked again: only pairs with new places are, by another process too', { timeout: 60_000 }, async () => {
    const { db, clock, travel } = await setUp();
    const places = randomPlaces(44, 6);
    const first = await measureMatrix(travel, places.slice(0, 40));
    expect(counter.take().pairs).toBe(40 * 40);
    expect(figures(first)).toEqual(figures(await measureMatrix(uncached, places.slice(0, 40))));
    // the same again, in another order, from another process with the same database: nothing is asked
    const shuffled = [...places.slice(20, 40), ...places.slice(0, 20)];
    const other = at(db, clock);
    expect(figures(await measureMatrix(other, shuffled))).toEqual(figures(await measureMatrix(uncached, shuffled)));
    expect(counter.take()).toEqual({ questions: 0, pairs: 0 });
    // four new homes, six are done: 4 rows of 38 and 4 columns of the 34 old rows
    const next = places.slice(6);
    expect(figures(await measureMatrix(other, next))).toEqual(figures(await measureMatrix(uncached, next)));
    expect(counter.take().pairs).toBe(4 * 38 + 34 * 4);
    expect(said).toEqual([]);
  });

  it('is kept for its profile and its speeds alone, and asked once for two people at one door', { timeout: 60_000 }, async () => {
    const { travel } = await setUp();
    const [a, b, sea] = [...randomPlaces(2, 8), [108.5, 20.5] as const];
    const places: LonLat[] = [a!, b!, a!, sea!];
    const table = await measureMatrix(travel, places);
    expect(figures(table)).toEqual(figures(await measureMatrix(uncached, places)));
    counter.take();
    expect(figures(await measureMatrix(travel, places))).toEqual(figures(table));
    expect(counter.take().pairs).toBe(0);
    const speeds = streetSpeeds({ groups: { main: 0.5, collector: 0.5, local: 0.5, alley: 0.5 }, areas: [], learned: null });
    const slow = await measureMatrix(travel, places, { speeds });
    expect(slow.durationsSec[1]).toBeGreaterThan(table.durationsSec[1]!);
    expect(counter.take().questions).toBeGreaterThan(0);
    await measureMatrix(travel, places, { profileId: 'foot' });
    expect(counter.take().questions).toBeGreaterThan(0);
    await measureMatrix(travel, places, { speeds });
    expect(counter.take().questions).toBe(0);
  });

  it('is not believed when it is damaged or old', { timeout: 60_000 }, async () => {
    const { db, clock, travel } = await setUp();
    const places = randomPlaces(12, 9);
    const whole = figures(await measureMatrix(travel, places));
    const [tile] = await db.client.travelTile.findMany();
    const figuresOf = Uint8Array.from(tile!.figures);
    figuresOf[figuresOf.length >> 1]! ^= 0x10;
    await db.client.travelTile.update({ where: { id: tile!.id }, data: { figures: figuresOf } });
    counter.take();
    expect(figures(await measureMatrix(travel, places))).toEqual(whole);
    expect(counter.take().pairs).toBe(144);
    // the damaged one is gone, a sound one is there
    expect((await db.client.travelTile.findMany({ select: { id: true } })).map(({ id }) => id)).not.toContain(tile!.id);
    await measureMatrix(travel, places);
    expect(counter.take().pairs).toBe(0);
    // a week later the engine may have other streets
    clock.advance(8 * 24 * 3600);
    await measureMatrix(travel, places);
    expect(counter.take().pairs).toBe(144);
    // another version of the figures
    await db.client.travelTile.updateMany({ data: { version: 'of yesterday' } });
    await measureMatrix(travel, places);
    expect(counter.take().pairs).toBe(144);
  });

  it('stays within its bytes: what was used longest ago goes first', { timeout: 60_000 }, async () => {
    const probe = await setUp();
    await measureMatrix(probe.travel, randomPlaces(20, 1));
    const { byteCount } = (await probe.db.client.travelTile.findFirst())!;
    const { db, clock, travel } = await setUp(Math.round(2.5 * byteCount));
    const [a, b, c] = [randomPlaces(20, 1), randomPlaces(20, 2), randomPlaces(20, 3)];
    for (const places of [a, b, a, c]) {
      await measureMatrix(travel, places);
      clock.advance(60);
    }
    counter.take();
    expect((await db.client.travelTile.aggregate({ _sum: { byteCount: true } }))._sum.byteCount).toBeLessThanOrEqual(
      2.5 * byteCount,
    );
    await measureMatrix(travel, a);
    expect(counter.take().pairs).toBe(0);
    await measureMatrix(travel, b);
    expect(counter.take().pairs).toBe(400);
  });

  it('grows into one piece where it was asked piece by piece', { timeout: 60_000 }, async () => {
    const { db, travel } = await setUp();
    const places = randomPlaces(24, 5);
    for (let count = 2; count <= 24; count += 2) await measureMatrix(travel, places.slice(0, count));
    // every pair was asked once
    expect(counter.take().pairs).toBe(24 * 24);
    expect(await db.client.travelTile.count()).toBeLessThan(12);
    expect(figures(await measureMatrix(travel, places))).toEqual(figures(await measureMatrix(uncached, places)));
  });

  it('is done without where the database cannot be used', { timeout: 60_000 }, async () => {
    const { db, clock } = await setUp();
    const failing = () => Promise.reject(new Error('no connection'));
    const tiles = { ...databaseTiles(db, clock, systemIds), list: failing, replace: failing };
    const travel = openTravel({ kind: 'osrm', url: counter.url }, streets, (sentence) => said.push(sentence), { tiles, clock });
    expect((await measureMatrix(travel, randomPlaces(4, 5))).source).toBe('osrm');
    expect(said).toEqual(['the travel cache could not be read: Error', 'the travel cache could not be written: Error']);
  });
});

describe('a tile', () => {
  it('comes back as it was, and holds no coordinate', () => {
    const places = randomPlaces(3, 4);
    const tile = {
      originKeys: places.map(placeKey),
      destinationKeys: places.slice(1).map(placeKey),
      durationsSec: Int32Array.of(1, 2, 3, 0, 0x7fffffff, 6),
      distancesMetres: Int32Array.of(10, 20, 30, 0, 0x7fffffff, 60),
      walkMetres: Int32Array.of(-1, 40),
    };
    const stored = packTile(tile);
    expect(unpackTile(stored)).toEqual(tile);
    for (const part of ['originKeys', 'destinationKeys', 'figures'] as const) {
      const bytes = Uint8Array.from(stored[part]);
      bytes[3]! ^= 1;
      expect(unpackTile({ ...stored, [part]: bytes })).toBeNull();
    }
    // a tenth of a metre is the same door, ten metres are not
    expect(placeKey([105.8, 21])).toBe(placeKey([105.8000003, 21]));
    expect(placeKey([105.8, 21])).not.toBe(placeKey([105.8001, 21]));
  });
});

describe('what is missing of a table', () => {
  const covered = (known: readonly string[]) => {
    const figuresOf = Int32Array.from(known.join('').replaceAll(' ', ''), (mark) => (mark === '?' ? -1 : 1));
    return missingParts(figuresOf, known.length, figuresOf.length / known.length);
  };
  it('is asked in rectangles that hold each unknown pair once and no known one', () => {
    expect(covered(['...', '...'])).toEqual([]);
    expect(covered(['???', '???'])).toEqual([{ rows: [0, 1], columns: [0, 1, 2] }]);
    expect(covered(['..?', '???', '..?'])).toEqual([
      { rows: [0, 2], columns: [2] },
      { rows: [1], columns: [0, 1, 2] },
    ]);
  });
  it('is asked as one larger rectangle where it lies scattered', () => {
    const diagonal = Array.from({ length: 10 }, (_, i) => `${'.'.repeat(i)}?${'.'.repeat(9 - i)}`);
    expect(covered(diagonal)).toEqual([{ rows: [...Array(10).keys()], columns: [...Array(10).keys()] }]);
  });
});
