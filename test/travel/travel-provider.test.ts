import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CachedProvider } from '../../apps/api/src/travel/cache/cached-provider.ts';
import type { TileStore } from '../../apps/api/src/travel/cache/store.ts';
import type { Tile } from '../../apps/api/src/travel/cache/tile.ts';
import { EmbeddedProvider } from '../../apps/api/src/travel/embedded-provider.ts';
import { MatricesProvider } from '../../apps/api/src/travel/engines/matrices-provider.ts';
import { OsrmProvider } from '../../apps/api/src/travel/engines/osrm-provider.ts';
import { ValhallaProvider } from '../../apps/api/src/travel/engines/valhalla-provider.ts';
import { FallbackProvider } from '../../apps/api/src/travel/fallback-provider.ts';
import type { LonLat } from '../../apps/api/src/travel/lon-lat.ts';
import { streetSpeeds } from '../../apps/api/src/travel/speeds/street-speeds.ts';
import { StraightLineProvider } from '../../apps/api/src/travel/straight-line-provider.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { measureMatrix, TravelError, type TravelProvider, UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { hanoi, randomPlaces } from './hanoi.ts';
import { serveOsrm } from './serve-osrm.ts';
import { serveValhalla } from './serve-valhalla.ts';

const engine = new StreetEngine(hanoi());
const embedded = new EmbeddedProvider(engine);
const osrm = await serveOsrm(engine);
const valhalla = await serveValhalla(engine);
const matricesPath = await writeMatrices(
  [...randomPlaces(30, 4), ...randomPlaces(12, 5), ...randomPlaces(5, 1)],
  ['motorbike', 'foot'],
);
afterAll(async () => {
  await osrm.close();
  await valhalla.close();
  await engine.close();
});
const at = (url: string) => ({ url, timeoutMs: 20_000, tries: 2 });
/** Far out at sea: no street within two kilometres. */
const SEA: LonLat = [108.5, 20.5];

/** What somebody else might have computed for these places, as VROOM's matrices. */
async function writeMatrices(places: LonLat[], profileIds: string[]): Promise<string> {
  const matrices: Record<string, unknown> = {};
  for (const profileId of profileIds) {
    const { durationsSec, distancesMetres } = await measureMatrix(embedded, places, { profileId });
    const square = (values: Int32Array) => places.map((_, i) => [...values.slice(i * places.length, (i + 1) * places.length)]);
    matrices[profileId] = { durations: square(durationsSec), distances: square(distancesMetres) };
  }
  const path = join(mkdtempSync(join(tmpdir(), 'gocua-matrices-')), 'matrices.json');
  writeFileSync(path, JSON.stringify({ locations: places, matrices }));
  return path;
}

/** Tiles in memory; those in the database have tests of their own. */
function tilesInMemory(): TileStore {
  const kept: { id: string; version: string; tile: Tile }[] = [];
  return {
    list: async (version) => kept.filter((one) => one.version === version).map(({ id, tile }) => ({ id, ...tile })),
    load: async (id) => kept.find((one) => one.id === id)?.tile ?? null,
    replace: async (version, tiles) => void kept.push(...tiles.map((tile, i) => ({ id: `${kept.length + i}`, version, tile }))),
    touch: async () => {},
  };
}
const cachedOsrm = new CachedProvider(new OsrmProvider(at(osrm.url)), tilesInMemory(), {
  source: 'osrm',
  versionOf: (profileId, speedsKey) => `${profileId} ${speedsKey}`,
  notBefore: () => new Date(0),
  say: () => {},
});

// the contract every provider keeps
describe.each<[string, TravelProvider, string]>([
  ['embedded', embedded, 'roads'],
  ['OSRM', new OsrmProvider(at(osrm.url)), 'osrm'],
  ['OSRM behind the cache', cachedOsrm, 'osrm'],
  ['Valhalla', new ValhallaProvider(at(valhalla.url)), 'valhalla'],
  ['matrices', new MatricesProvider(matricesPath), 'matrices'],
  ['straight line', new StraightLineProvider(), 'straight-line'],
])('the %s provider', (_name, provider, source) => {
  it('answers a matrix with its source, its profile and 0 on the diagonal', async () => {
    const places = randomPlaces(30, 4);
    const matrix = await measureMatrix(provider, places, { profileId: 'foot' });
    expect([matrix.placeCount, matrix.source, matrix.profileId]).toEqual([30, source, 'foot']);
    expect([matrix.durationsSec.length, matrix.distancesMetres.length, matrix.walkMetres.length]).toEqual([900, 900, 30]);
    for (let i = 0; i < 30; i++) expect(matrix.durationsSec[i * 31]).toBe(0);
    expect(Math.min(...matrix.durationsSec)).toBe(0);
    expect(matrix.durationsSec).not.toContain(UNREACHABLE);
  });

  it('answers a route whose legs are the pairs of the matrix', async () => {
    const places = randomPlaces(12, 5);
    const [matrix, route] = await Promise.all([measureMatrix(provider, places), provider.route(places)]);
    expect(route.source).toBe(source);
    route.legs.forEach((leg, i) => {
      expect([leg.durationSec, leg.distanceMetres]).toEqual([
        matrix.durationsSec[i * 12 + i + 1],
        matrix.distancesMetres[i * 12 + i + 1],
      ]);
      expect(leg.line.length).toBeGreaterThan(1);
    });
  });

  it('answers a route at the speeds of an hour with the figures of that hour’s table', async () => {
    const places = randomPlaces(12, 5);
    const speeds = streetSpeeds({ groups: { main: 0.5, collector: 0.6, local: 0.9, alley: 1 }, areas: [], learned: null });
    const [quiet, matrix, route] = await Promise.all([
      provider.route(places),
      measureMatrix(provider, places, { speeds }),
      provider.route(places, { speeds }),
    ]);
    route.legs.forEach(({ durationSec, distanceMetres }, i) => {
      expect(durationSec).toBe(matrix.durationsSec[i * 12 + i + 1]);
      // outside engines know no hours of ours: their way stays, only the clock is another
      if (source === 'roads') expect(distanceMetres).toBe(matrix.distancesMetres[i * 12 + i + 1]);
      expect(durationSec).toBeGreaterThan(quiet.legs[i]!.durationSec);
    });
  });

  it('answers a table with other rows than columns, the same figures', async () => {
    const places = randomPlaces(30, 4);
    const [matrix, table] = await Promise.all([
      measureMatrix(provider, places),
      provider.table(places.slice(3, 5), [...places.slice(10, 20), places[3]!]),
    ]);
    expect([table.originCount, table.destinationCount, table.walkMetres.length]).toEqual([2, 11, 11]);
    for (let j = 0; j < 10; j++) expect(table.durationsSec[11 + j]).toBe(matrix.durationsSec[4 * 30 + 10 + j]);
    expect(table.durationsSec[10]).toBe(0);
  });

  it('knows its profiles', async () => {
    if (source === 'straight-line' || source === 'osrm') return;
    await expect(measureMatrix(provider, randomPlaces(5, 1), { profileId: 'helicopter' })).rejects.toMatchObject({
      code: 'question',
    });
  });

  it('answers for nothing', async () => {
    expect((await measureMatrix(provider, [])).placeCount).toBe(0);
    expect((await provider.route([])).legs).toEqual([]);
    expect(await provider.nearest([])).toEqual([]);
  });

  it('refuses coordinates that are none, naming the place and not the coordinate', async () => {
    const wrong = [[105.8, 21] as const, [Number.NaN, 21] as const];
    await expect(measureMatrix(provider, wrong)).rejects.toThrow('Place 1 has no usable coordinate.');
    await expect(provider.route([[105.8, 91]])).rejects.toThrow('Place 0 has no usable coordinate.');
  });

  it('refuses too many places', async () => {
    await expect(
      measureMatrix(
        provider,
        Array.from({ length: 10_001 }, () => [105.8, 21] as const),
      ),
    ).rejects.toThrow(/at most 10000/);
  });

  it('does not begin when it is aborted already', async () => {
    const reason = new Error('enough');
    await expect(measureMatrix(provider, randomPlaces(5, 1), { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe.each<[string, TravelProvider]>([
  ['OSRM', new OsrmProvider(at(osrm.url), 20)],
  ['Valhalla', new ValhallaProvider(at(valhalla.url))],
])('%s over the same streets', (_name, provider) => {
  it('gives the figures of the embedded streets, put together from parts, and unreachable where no street is near', async () => {
    const places = [...randomPlaces(70, 6), SEA];
    const [own, other] = await Promise.all([measureMatrix(embedded, places), measureMatrix(provider, places)]);
    let different = 0;
    own.durationsSec.forEach((sec, pair) => {
      const there = other.durationsSec[pair]!;
      // a walk is measured on the globe there and on the map's plane here
      if (sec === UNREACHABLE ? there !== UNREACHABLE : Math.abs(there - sec) > 1) different++;
    });
    expect(different).toBe(0);
    expect([other.walkMetres[70], other.durationsSec[70], other.durationsSec[71 * 71 - 1]]).toEqual([-1, UNREACHABLE, 0]);
    const [route, there] = await Promise.all([embedded.route(places.slice(65)), provider.route(places.slice(65))]);
    expect(there.legs.map(({ line }) => line.length)).toEqual(route.legs.map(({ line }) => line.length));
    expect(there.legs.at(-1)!.durationSec).toBe(UNREACHABLE);
    const nearest = await provider.nearest(places.slice(68));
    expect(nearest.map((street) => street === null)).toEqual([false, false, true]);
  });
});

describe('falling back', () => {
  class Broken extends StraightLineProvider {
    readonly error: Error;
    constructor(error: Error) {
      super();
      this.error = error;
    }
    override table(): Promise<never> {
      return Promise.reject(this.error);
    }
  }
  const heard: string[] = [];
  const over = (error: Error): TravelProvider =>
    new FallbackProvider(new Broken(error), new StraightLineProvider(), (reason) => heard.push(reason));

  it('answers with straight lines when the streets are unavailable, says so in the answer and to the operator', async () => {
    const answer = await measureMatrix(over(new TravelError('unavailable', 'the thread ended')), randomPlaces(3, 1));
    expect(answer.source).toBe('straight-line');
    expect(heard).toEqual(['the thread ended']);
  });

  it('does not hide a wrong question, an abort or a mistake in the program', async () => {
    for (const error of [new TravelError('question', 'too many'), new Error('aborted'), new TypeError('a bug')])
      await expect(measureMatrix(over(error), randomPlaces(3, 1))).rejects.toBe(error);
  });

  it('is what a closed provider answers with', async () => {
    const closing = new StreetEngine(hanoi());
    await closing.close();
    const closed = new EmbeddedProvider(closing);
    await expect(measureMatrix(closed, randomPlaces(2, 1))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('the embedded provider', () => {
  it('gives up a large matrix within moments of the abort, and answers the next question', async () => {
    const abort = new AbortController();
    const large = measureMatrix(embedded, randomPlaces(4000, 8), { signal: abort.signal });
    const begun = performance.now();
    setTimeout(() => abort.abort(new Error('stopped by hand')), 50);
    await expect(large).rejects.toThrow('stopped by hand');
    expect(performance.now() - begun).toBeLessThan(6000);
    expect((await measureMatrix(embedded, randomPlaces(3, 9))).placeCount).toBe(3);
  });

  it('leaves the event loop free while it computes', async () => {
    let longestMs = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      longestMs = Math.max(longestMs, performance.now() - last);
      last = performance.now();
    }, 5);
    const begun = performance.now();
    await measureMatrix(embedded, randomPlaces(1500, 10));
    clearInterval(timer);
    // on a busy machine everything is slower, the thread too
    expect(longestMs).toBeLessThan(Math.max(150, (performance.now() - begun) / 2));
  });

  it('names the street under a pin and warns where none is near', async () => {
    const [near, far, none] = await embedded.nearest([
      [105.83419, 21.02779],
      [105.822, 21.053],
      [108.5, 20.5],
    ]);
    expect(near!.streetName).toBe('Phố Cát Linh');
    expect([near!.farFromStreet, far!.farFromStreet, none]).toEqual([false, true, null]);
  });
});
