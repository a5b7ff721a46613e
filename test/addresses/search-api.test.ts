import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../apps/api/src/config.ts';
import type { MapSettings, PlaceSearchResult } from '../../apps/api/src/contract/places.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { openTestDatabase } from '../support/database.ts';

const TILES = { TILES_URL: 'https://{s}.tiles.example.vn/{z}/{x}/{y}.png', TILES_ATTRIBUTION: '© Example' };

describe('searching places through the API', () => {
  let test: TestApp;
  let engineAnswer = '[]';
  const asked: string[] = [];
  beforeAll(async () => {
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end(engineAnswer);
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    closeAfterwards({ close: () => new Promise((resolve) => server.close(resolve)) });
    const engine = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    test = await openTestApp(await openTestDatabase(), undefined, {
      ...TILES,
      GEOCODER: 'nominatim',
      GEOCODER_URL: engine,
      GEOCODER_CONTACT: 'ban@example.vn',
    });
  });

  it('answers anybody out of the map, and asks nobody outside', async () => {
    const stranger = await test.as();
    const { status, body } = await stranger<PlaceSearchResult>('POST', '/api/places/search', { text: 'luong dinh cua' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'map', hits: [{ name: 'Phố Lương Định Của' }] });
    expect(asked).toEqual([]);
  });

  it.each([[{}], [{ text: 'x'.repeat(241) }], [{ text: 'x', limit: 0 }], [{ text: 'x', near: { lat: 91, lon: 0 } }]])(
    'refuses %j',
    async (body) => {
      expect((await (await test.as())('POST', '/api/places/search', body)).status).toBe(400);
    },
  );

  it('asks outside only for a dispatcher, and puts no address into the log', async () => {
    const dispatcher = await test.as('dieuphoi');
    engineAnswer = JSON.stringify([
      { place_id: 1, lat: '21.0079', lon: '105.8364', place_rank: 30, display_name: '5, Bí Mật, Hà Nội' },
    ]);
    const body = { text: 'số 5 phố Bí Mật' };
    const answer = await dispatcher<PlaceSearchResult>('POST', '/api/places/search-outside', body);
    expect(answer.body).toMatchObject({
      source: 'nominatim',
      hits: [{ kind: 'foreign', name: '5, Bí Mật', confidence: 'exact' }],
    });
    // the ward is found on our own map
    expect(answer.body.hits[0]!.unitId).toMatch(/^\d{5}$/);
    engineAnswer = 'nonsense';
    expect(await dispatcher('POST', '/api/places/search-outside', body)).toMatchObject({
      status: 503,
      body: { code: 'search-engine-unavailable', params: { reason: 'malformed' } },
    });
    expect((await (await test.as('truongdonvi'))('POST', '/api/places/search-outside', body)).status).toBe(403);
    expect((await (await test.as())('POST', '/api/places/search-outside', body)).status).toBe(401);
    expect(test.log.join('\n')).not.toContain('Bí Mật');
  });

  it('says which tiles to show and lets the page load pictures from there, only', async () => {
    const settings = await (await test.as())<MapSettings>('GET', '/api/map-settings');
    expect(settings.body).toEqual({
      tiles: { url: TILES.TILES_URL, attribution: '© Example', maxZoom: 19 },
      outsideSearch: 'nominatim',
    });
    expect(String(settings.headers['content-security-policy'])).toContain(
      "img-src 'self' data: blob: https://*.tiles.example.vn;",
    );
  });
});

describe('without settings', () => {
  it('there is no tile server and no outside engine', async () => {
    const test = await openTestApp(await openTestDatabase());
    const dispatcher = await test.as('dieuphoi');
    const { body, headers } = await dispatcher<MapSettings>('GET', '/api/map-settings');
    expect(body).toEqual({ tiles: null, outsideSearch: null });
    expect(String(headers['content-security-policy'])).toContain("img-src 'self' data: blob:;");
    expect(await dispatcher('POST', '/api/places/search-outside', { text: 'x' })).toMatchObject({
      status: 409,
      body: { code: 'search-engine-off' },
    });
  });

  it.each([
    [{ TILES_URL: 'https://tiles.example.vn/map.png', TILES_ATTRIBUTION: 'x' }, 'TILES_URL'],
    [{ TILES_URL: 'javascript:{z}{x}{y}', TILES_ATTRIBUTION: 'x' }, 'TILES_URL'],
    [{ TILES_URL: TILES.TILES_URL }, 'TILES_ATTRIBUTION'],
    [{ GEOCODER: 'google' }, 'GEOCODER'],
    [{ GEOCODER: 'photon' }, 'GEOCODER_URL'],
    [{ GEOCODER: 'photon', GEOCODER_URL: 'photon.example.vn' }, 'GEOCODER_CONTACT'],
    [{ GEOCODER: 'photon', GEOCODER_URL: 'photon.example.vn', GEOCODER_CONTACT: 'x' }, 'GEOCODER_URL'],
  ])('settings that cannot be used are refused by name: %j', (env, name) => {
    expect(() => readConfig(env)).toThrow(name);
  });
});
