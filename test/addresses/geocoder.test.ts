import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Geocoder, GeocoderPatience } from '../../apps/api/src/addresses/geocoder.ts';
import { nominatim } from '../../apps/api/src/addresses/nominatim.ts';
import { photon } from '../../apps/api/src/addresses/photon.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';

/** Patient enough for a busy machine; only the engine that never answers is waited for less. */
const QUICK: GeocoderPatience = { timeoutMs: 20_000, retries: 1, retryAfterMs: 5, intervalMs: 0 };
const ASK = { text: 'Số 12 phố Huế', limit: 5, near: { lat: 21.01, lon: 105.85 }, language: 'vi' } as const;

interface Engine {
  url: string;
  asked: { url: URL; agent: string; atMs: number }[];
}

/** A server that answers as an engine would; closed after the test. */
async function startEngine(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Engine> {
  const asked: Engine['asked'] = [];
  const server = createServer((request, response) => {
    asked.push({
      url: new URL(request.url!, 'http://engine'),
      agent: request.headers['user-agent'] ?? '',
      atMs: performance.now(),
    });
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  closeAfterwards({
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sub`, asked };
}

const json = (body: unknown) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.setHeader('content-type', 'application/json').end(JSON.stringify(body));

/** As https://nominatim.org/release-docs/latest/api/Output/ describes jsonv2 with addressdetails. */
const NOMINATIM_ANSWER = [
  {
    place_id: 219373,
    licence: 'Data © OpenStreetMap contributors, ODbL 1.0.',
    osm_type: 'node',
    osm_id: 5431,
    lat: '21.0123',
    lon: '105.8512',
    category: 'place',
    type: 'house',
    place_rank: 30,
    importance: 0.00007,
    addresstype: 'place',
    name: '',
    display_name: '12, Phố Huế, Phường Hai Bà Trưng, Hà Nội, 10000, Việt Nam',
    address: { house_number: '12', road: 'Phố Huế', suburb: 'Phường Hai Bà Trưng', city: 'Hà Nội', country_code: 'vn' },
    boundingbox: ['21.0122', '21.0124', '105.8511', '105.8513'],
  },
  {
    place_id: 7,
    lat: '21.02',
    lon: '105.85',
    category: 'highway',
    type: 'secondary',
    place_rank: 26,
    display_name: 'Phố Huế, Hà Nội',
  },
  { place_id: 8, lat: 'north', lon: '105.85', display_name: 'broken' },
];
/** As https://github.com/komoot/photon shows a search result. */
const PHOTON_ANSWER = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [105.8512, 21.0123] },
      properties: {
        ...{
          osm_type: 'N',
          osm_id: 5431,
          osm_key: 'place',
          osm_value: 'house',
          type: 'house',
          housenumber: '12',
          street: 'Phố Huế',
        },
        ...{ district: 'Phường Hai Bà Trưng', city: 'Hà Nội', country: 'Việt Nam', countrycode: 'VN', postcode: '10000' },
      },
    },
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [105.85, 21.02] },
      properties: {
        osm_type: 'W',
        osm_id: 9,
        osm_key: 'highway',
        osm_value: 'secondary',
        type: 'street',
        name: 'Phố Huế',
        city: 'Hà Nội',
      },
    },
    { type: 'Feature', geometry: { type: 'Point', coordinates: [105.85, 21.02] }, properties: { osm_key: 'amenity' } },
  ],
};

const ENGINES: [string, (url: string, patience?: GeocoderPatience) => Geocoder, unknown, string][] = [
  ['Nominatim', (url, patience = QUICK) => nominatim(url, 'ban@example.vn', patience), NOMINATIM_ANSWER, '/sub/search'],
  ['Photon', (url, patience = QUICK) => photon(url, 'ban@example.vn', patience), PHOTON_ANSWER, '/sub/api'],
];

describe.each(ENGINES)('%s', (_name, open, answer, path) => {
  it('is asked as its documentation says, with who asks, and its broken items are left out', async () => {
    const engine = await startEngine(json(answer));
    const hits = await open(engine.url).search(ASK);
    const { url, agent } = engine.asked[0]!;
    expect([url.pathname, url.searchParams.get('q'), url.searchParams.get('limit')]).toEqual([path, ASK.text, '5']);
    expect(agent).toContain('ban@example.vn');
    expect(hits.map(({ lat, lon, confidence }) => [lat, lon, confidence])).toEqual([
      [21.0123, 105.8512, 'exact'],
      [21.02, 105.85, 'street'],
    ]);
    expect(hits[0]!.name).toMatch(/12.*Phố Huế/);
    expect(hits[0]!.area).toContain('Phường Hai Bà Trưng');
  });

  it('is asked again after one failure, and not for ever', async () => {
    let count = 0;
    const engine = await startEngine((request, response) => {
      if (++count === 1) response.writeHead(502).end('<html>bad gateway</html>');
      else json(answer)(request, response);
    });
    expect((await open(engine.url).search(ASK)).length).toBe(2);
    const broken = await startEngine((_request, response) => void response.writeHead(503).end());
    await expect(open(broken.url).search(ASK)).rejects.toMatchObject({ reason: 'unreachable' });
    expect(broken.asked.length).toBe(2);
  });

  it.each([
    ['does not answer in time', () => {}, 'timeout'],
    ['hangs up', (_q: IncomingMessage, response: ServerResponse) => void response.destroy(), 'unreachable'],
    ['answers a page', (_q: IncomingMessage, response: ServerResponse) => void response.end('<html>'), 'malformed'],
    ['answers something else', json({ error: 'no' }), 'malformed'],
    [
      'answers for ever',
      (_q: IncomingMessage, response: ServerResponse) => void response.end(`["${'x'.repeat(3_000_000)}"]`),
      'malformed',
    ],
    ['says 429', (_q: IncomingMessage, response: ServerResponse) => void response.writeHead(429).end(), 'busy'],
    ['says 403', (_q: IncomingMessage, response: ServerResponse) => void response.writeHead(403).end(), 'refused'],
  ])('that %s is an error without the address in it', async (_what, behave, reason) => {
    const engine = await startEngine(behave);
    const patience = { ...QUICK, ...(reason === 'timeout' ? { timeoutMs: 100 } : {}) };
    const error = await open(engine.url, patience)
      .search(ASK)
      .then(
        () => null,
        (thrown: Error) => thrown,
      );
    expect(error).toMatchObject({ name: 'GeocoderError', reason });
    expect(error!.message).not.toContain('Huế');
    // asking again would only be more of the same
    if (reason === 'busy' || reason === 'refused' || reason === 'malformed') expect(engine.asked.length).toBe(1);
  });

  it('is asked at its pace, in turn, and a long line is refused', async () => {
    const engine = await startEngine(json(answer));
    const geocoder = open(engine.url, { ...QUICK, intervalMs: 60 });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => geocoder.search(ASK)));
    expect(results.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
    const times = engine.asked.map(({ atMs }) => atMs);
    expect(times.length).toBeGreaterThanOrEqual(5);
    // timers may fire a little early; never in a bunch
    for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThan(40);
  });
});
