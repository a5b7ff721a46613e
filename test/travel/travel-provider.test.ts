import { afterAll, describe, expect, it } from 'vitest';
import { EmbeddedProvider } from '../../apps/api/src/travel/embedded-provider.ts';
import { FallbackProvider } from '../../apps/api/src/travel/fallback-provider.ts';
import { StraightLineProvider } from '../../apps/api/src/travel/straight-line-provider.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { measureMatrix, TravelError, type TravelProvider, UNREACHABLE } from '../../apps/api/src/travel/travel.ts';
import { hanoi, randomPlaces } from './hanoi.ts';

const engine = new StreetEngine(hanoi());
const embedded = new EmbeddedProvider(engine);
afterAll(() => engine.close());

// the contract every provider keeps
describe.each<[string, TravelProvider, string]>([
  ['embedded', embedded, 'roads'],
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

  it('knows its profiles', async () => {
    await expect(measureMatrix(embedded, randomPlaces(2, 1), { profileId: 'helicopter' })).rejects.toThrow(
      /motorbike, car, foot/,
    );
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
