import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, it } from 'vitest';
import { OsrmProvider } from '../../apps/api/src/travel/engines/osrm-provider.ts';
import { ValhallaProvider } from '../../apps/api/src/travel/engines/valhalla-provider.ts';
import { openTravel } from '../../apps/api/src/travel/open-travel.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { measureMatrix, type TravelProvider } from '../../apps/api/src/travel/travel.ts';
import { hanoi, randomPlaces } from './hanoi.ts';

const streets = new StreetEngine(hanoi());
const closers: (() => void)[] = [];
afterAll(async () => {
  for (const close of closers) close();
  await streets.close();
});

/** A server that answers as the test says; counts its questions. */
async function serve(handle: RequestListener): Promise<{ url: string; asked(): number }> {
  let count = 0;
  const server = createServer((request, response) => {
    count++;
    request.resume();
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => count };
}
const json =
  (body: unknown, status = 200): RequestListener =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const engines = (url: string, timeoutMs = 2000, tries = 2): [string, TravelProvider][] => [
  ['OSRM', new OsrmProvider({ url, timeoutMs, tries })],
  ['Valhalla', new ValhallaProvider({ url, timeoutMs, tries })],
];
const places = randomPlaces(3, 1);
const waypoint = { location: [105.8, 21], name: '' };
const square = [
  [0, 1, 2],
  [1, 0, 2],
  [2, 2, 0],
];
const okTable = {
  code: 'Ok',
  durations: square,
  distances: square,
  sources: [waypoint, waypoint, waypoint],
  destinations: [waypoint, waypoint, waypoint],
};

describe('an engine that answers badly is unavailable, and is never believed', () => {
  it.each([
    [
      'a page instead of JSON',
      (_: unknown, response: Parameters<RequestListener>[1]) => void response.end('<html>hello</html>'),
      /not JSON/,
    ],
    ['JSON of another kind', json([1, 2, 3]), /wrongly/],
    ['an error of its own', json({ code: 'InvalidQuery', error_code: 150, error: 'Exceeded' }, 400), /refused the question/],
    ['status 500', json({}, 500), /asked 2 times: it answered 500/],
  ] as [string, RequestListener, RegExp][])('%s', async (_what, handle, message) => {
    const server = await serve(handle);
    for (const [name, provider] of engines(server.url)) {
      const failure = await measureMatrix(provider, places).catch((error: unknown) => error);
      expect([name, failure]).toMatchObject([name, { name: 'TravelError', code: 'unavailable' }]);
      expect((failure as Error).message).toMatch(message);
      // no coordinate in what goes to the log
      expect((failure as Error).message).not.toMatch(/105\.|20\.9|21\.0/);
    }
  });

  it.each([
    ['too few rows', { ...okTable, durations: square.slice(1) }],
    ['a short row', { ...okTable, distances: [[0], [1, 0, 2], [2, 2, 0]] }],
    ['a negative time', { ...okTable, durations: [[0, -5, 2], square[1], square[2]] }],
    ['words for numbers', { ...okTable, durations: [['0', '1', '2'], square[1], square[2]] }],
    ['no places', { ...okTable, sources: [] }],
    ['places off the Earth', { ...okTable, sources: [{ location: [1058, 21] }, waypoint, waypoint] }],
  ])('an OSRM table with %s', async (_what, body) => {
    const server = await serve(json(body));
    const provider = new OsrmProvider({ url: server.url, timeoutMs: 2000, tries: 2 });
    await expect(measureMatrix(provider, places)).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.asked()).toBe(1);
  });

  it('silence is given up after the time-out and tried again', async () => {
    const server = await serve(() => {});
    for (const [, provider] of engines(server.url, 120))
      await expect(measureMatrix(provider, places)).rejects.toThrow(/asked 2 times: no answer within 120 ms/);
    expect(server.asked()).toBe(4);
  });

  it('a stutter is survived: the second try counts', async () => {
    let first = true;
    const server = await serve((request, response) => {
      if (first) response.destroy();
      else json(okTable)(request, response);
      first = false;
    });
    const provider = new OsrmProvider({ url: server.url, timeoutMs: 2000, tries: 3 });
    expect((await measureMatrix(provider, places)).source).toBe('osrm');
    expect(server.asked()).toBe(2);
  });

  it('one part that cannot be had makes the whole table unavailable, and the message says how far it came', async () => {
    let count = 0;
    const server = await serve((request, response) => {
      if (++count > 2) json({}, 503)(request, response);
      else {
        const [sources, destinations] = /sources=([^&]*)&destinations=(.*)$/
          .exec(request.url ?? '')!
          .slice(1)
          .map((list) => list!.split(';'));
        const rows = sources!.map(() => destinations!.map(() => 7));
        json({
          ...okTable,
          durations: rows,
          distances: rows,
          sources: sources!.map(() => waypoint),
          destinations: destinations!.map(() => waypoint),
        })(request, response);
      }
    });
    const provider = new OsrmProvider({ url: server.url, timeoutMs: 2000, tries: 1 }, 4);
    await expect(measureMatrix(provider, randomPlaces(9, 2))).rejects.toThrow(/\d of 25 parts of the table were there/);
  });

  it('stops at once when it is aborted', async () => {
    const server = await serve(() => {});
    const abort = new AbortController();
    setTimeout(() => abort.abort(new Error('enough')), 50);
    await expect(measureMatrix(engines(server.url, 60_000)[0]![1], places, { signal: abort.signal })).rejects.toThrow('enough');
  });
});

describe('the chain of engines', () => {
  it('goes from an absent engine to the embedded streets, and says so', async () => {
    const heard: string[] = [];
    const gone = await serve(json({}, 500));
    const provider = openTravel({ kind: 'osrm', url: gone.url }, streets, (sentence) => heard.push(sentence));
    const matrix = await measureMatrix(provider, places);
    expect(matrix.source).toBe('roads');
    expect(heard).toEqual([expect.stringMatching(/^the embedded streets instead of osrm: 127\.0\.0\.1:\d+ was asked 3 times/)]);
  });

  it('ends at straight lines only when the streets fail too, and marks them', async () => {
    const closing = new StreetEngine(hanoi());
    await closing.close();
    const heard: string[] = [];
    const provider = openTravel({ kind: 'embedded' }, closing, (sentence) => heard.push(sentence));
    expect((await measureMatrix(provider, places)).source).toBe('straight-line');
    expect(heard).toHaveLength(1);
  });
});
