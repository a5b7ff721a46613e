import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../apps/api/src/contract/problems.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { operationId?: string; summary?: string; responses?: object }>>;
}

describe('the server’s answers', () => {
  let test: TestApp;
  let nobody: Caller;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
    nobody = await test.as();
  });

  it('describes every operation as OpenAPI 3.1, each with a name of its own', async () => {
    const { body } = await nobody<OpenApi>('GET', '/docs/json');
    expect(body.openapi).toMatch(/^3\.1/);
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(35);
    expect(operations.filter(({ operationId, summary, responses }) => !operationId || !summary || !responses)).toEqual([]);
    const names = operations.map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says at /livez that it is alive and at /readyz that the database answers', async () => {
    expect(await nobody('GET', '/livez')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(await nobody('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  it.each([
    ['a body that is no JSON', '/api/session', '{bad', {}, 'malformed-body'],
    ['an empty body', '/api/session', '', {}, 'malformed-body'],
    ['a body of another kind', '/api/session', '<x/>', { 'content-type': 'text/xml' }, 'unsupported-media-type'],
    ['a body that is too large', '/api/session', `"${'a'.repeat(1_100_000)}"`, {}, 'body-too-large'],
    ['fields that are wrong', '/api/session', '{"login":5}', {}, 'invalid-input'],
    ['an address that is not there', '/api/nothing', '{}', {}, 'not-found'],
    ['no session', '/api/cases/search', '{}', {}, 'sign-in-required'],
    ['another site', '/api/session', '{}', { origin: 'https://elsewhere.example' }, 'foreign-origin'],
  ] as const)('refuses %s as a problem of the table', async (_, url, payload, headers, code) => {
    const response = await test.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    });
    expect(response.headers['content-type']).toContain('application/problem+json');
    expect(response.json()).toMatchObject({
      code,
      status: PROBLEMS[code].status,
      type: `/problems/${code}`,
      title: PROBLEMS[code].title,
    });
    expect(response.statusCode).toBe(PROBLEMS[code].status);
  });

  it('names every wrong field at once, by its pointer', async () => {
    const { body } = await nobody<{ errors: { pointer: string }[] }>('POST', '/api/session', { login: '', password: 7 });
    expect(body.errors.map(({ pointer }) => pointer).sort()).toEqual(['/login', '/password']);
  });

  it('asks a command for its id', async () => {
    const dispatcher = await test.as('dieuphoi');
    const answer = await dispatcher('POST', '/api/runs', {}, { 'idempotency-key': 'not-a-uuid' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'command-id-missing' } });
  });

  it('carries headers that keep a browser from guessing, framing and sending addresses on', async () => {
    const { headers } = await nobody('GET', '/livez');
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });

  it('writes no address into its log', async () => {
    await nobody('GET', '/api/cases/some-secret-thing?name=Nguyen');
    expect(test.log.join('\n')).not.toContain('some-secret-thing');
  });
});

describe('the web app', () => {
  const built = existsSync(new URL('../../apps/web/dist/index.html', import.meta.url));
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
  });

  it.runIf(built).each(['identity', 'gzip', 'br, gzip'])(
    'is answered at every page address to a client that takes %s',
    async (encoding) => {
      for (const url of ['/', '/dieu-phoi/ke-hoach', '/gia-dinh/theo-doi', '/assets']) {
        const response = await test.app.inject({ method: 'GET', url, headers: { 'accept-encoding': encoding } });
        expect([url, response.statusCode]).toEqual([url, 200]);
        expect(response.headers['content-type']).toContain('text/html');
        if (encoding === 'identity') expect(response.body).toContain('<div id="root">');
      }
    },
  );

  it('is not answered where a file or a call is missing', async () => {
    for (const url of ['/assets/missing.js', '/api/missing', '/maps/missing']) {
      expect([url, (await test.app.inject({ method: 'GET', url })).statusCode]).toEqual([url, 404]);
    }
  });
});
