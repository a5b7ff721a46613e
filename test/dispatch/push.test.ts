import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Board, EveningLog } from '../../apps/api/src/contract/board.ts';
import { watchEvenings } from '../../apps/api/src/dispatch/alarms/watch.ts';
import { isKnownPushService } from '../../apps/api/src/notify/push-service.ts';
import { sendDuePushes } from '../../apps/api/src/notify/push-worker.ts';
import { queuePush } from '../../apps/api/src/notify/queue-push.ts';
import { readVapidKeys } from '../../apps/api/src/notify/vapid-keys.ts';
import { openTestApp } from '../support/app.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { describeOnDatabases } from '../support/database.ts';
import { callerOf } from './call-as.ts';
import { startApp } from './start-app.ts';
import { at, fillWorld, stampAllTold } from './world.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** A browser's side of Web Push: its keys, and how it reads what arrives (RFC 8291, aes128gcm of RFC 8188). */
class Browser {
  readonly #ecdh = createECDH('prime256v1');
  readonly #auth = randomBytes(16);
  readonly keys: { p256dh: string; auth: string };

  constructor() {
    this.#ecdh.generateKeys();
    this.keys = { p256dh: this.#ecdh.getPublicKey('base64url'), auth: this.#auth.toString('base64url') };
  }

  read(body: Buffer): unknown {
    const salt = body.subarray(0, 16);
    const idLength = body[20]!;
    const senderKey = body.subarray(21, 21 + idLength);
    const sealed = body.subarray(21 + idLength);
    const shared = this.#ecdh.computeSecret(senderKey);
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), this.#ecdh.getPublicKey(), senderKey]);
    const secret = Buffer.from(hkdfSync('sha256', shared, this.#auth, info, 32));
    const key = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16));
    const nonce = Buffer.from(hkdfSync('sha256', secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
    const decipher = createDecipheriv('aes-128-gcm', key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // The last record ends with the delimiter 2 and padding.
    return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString());
  }
}

/** Whether an Authorization header proves the key of a subscription (RFC 8292), for this origin and not for ever. */
function proves(authorization: string, publicKey: string, origin: string): boolean {
  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  if (!token || key !== publicKey) return false;
  const [header, claims, signature] = token.split('.') as [string, string, string];
  const raw = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: raw.subarray(1, 33).toString('base64url'),
    y: raw.subarray(33).toString('base64url'),
  };
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; exp: number; sub: string };
  const leftSec = exp - Date.now() / 1000;
  return isSigned && aud === origin && leftSec > 0 && leftSec <= 24 * 3600 && sub.startsWith('mailto:');
}

interface Arrival {
  path: string;
  authorization: string;
  headers: Record<string, unknown>;
  body: Buffer;
}

/** A push service of our own; answers what the test says, by path. */
async function openPushService(answers: Record<string, number[]>) {
  const arrivals: Arrival[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      arrivals.push({
        path,
        authorization: request.headers.authorization ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      const status = answers[path]?.shift() ?? 201;
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeAfterwards({ close: async () => void server.close() });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { host, origin: `http://${host}`, arrivals };
}

describeOnDatabases('web push', (open) => {
  test('a team is woken by a message that only its browser can read, signed by this installation; nothing personal is in it', async () => {
    const db = await open();
    const service = await openPushService({ '/gone': [410], '/slow': [503] });
    const server = await openTestApp(db, undefined, { PUSH_HOSTS: service.host });
    const team = await server.as('to1');
    const { publicKey } = (await team<{ publicKey: string }>('GET', '/api/push/key')).body;
    expect((await (await server.as('to2'))<{ publicKey: string }>('GET', '/api/push/key')).body.publicKey).toBe(publicKey);
    const phones = new Map(['/fine', '/gone', '/slow'].map((path) => [path, new Browser()]));
    for (const [path, browser] of phones) {
      const deviceId = `device-${path.slice(1)}-1`;
      const input = { deviceId, endpoint: `${service.origin}${path}`, keys: browser.keys };
      expect((await team('PUT', '/api/push/subscription', input)).status).toBe(204);
    }
    const { deps } = server;
    await db.transaction((tx) =>
      queuePush(tx, deps, { teamId: 'to-1', payload: { kind: 'assignments', count: 3 }, alarmId: null }),
    );
    // The worker of the app may be first: together they send each once.
    await sendDuePushes(deps);
    await expect.poll(() => service.arrivals.length, { timeout: 10_000 }).toBe(3);
    for (const { path, authorization, headers, body } of service.arrivals) {
      expect(phones.get(path)!.read(body)).toEqual({ kind: 'assignments', count: 3 });
      expect(proves(authorization, publicKey, service.origin)).toBe(true);
      expect(proves(authorization, publicKey, 'http://elsewhere')).toBe(false);
      expect(headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high', ttl: '3600', topic: 'assignments' });
    }
    // One of the team's phones was reached: that is enough, and the browser that is gone is forgotten.
    await expect.poll(async () => (await db.client.pushJob.findFirst())!.endedAt !== null, { timeout: 10_000 }).toBe(true);
    expect(await db.client.pushJob.findMany()).toMatchObject([{ sentCount: 1, attempt: 1 }]);
    expect((await db.client.pushSubscription.findMany()).map(({ endpoint }) => endpoint).sort()).toEqual([
      `${service.origin}/fine`,
      `${service.origin}/slow`,
    ]);

    expect((await team('DELETE', '/api/push/subscription/device-fine-1')).status).toBe(204);
    expect(await db.client.pushSubscription.count()).toBe(1);
    expect(server.log.join('\n')).not.toContain(phones.get('/slow')!.keys.auth);
  }, 240_000);

  test('a push service that fails is tried again, and gives up at the fifth time without calling it sent', async () => {
    const db = await open();
    const service = await openPushService({ '/down': Array.from({ length: 20 }, () => 500) });
    const server = await openTestApp(db, undefined, { PUSH_HOSTS: service.host });
    const team = await server.as('to1');
    const keys = new Browser().keys;
    await team('PUT', '/api/push/subscription', { deviceId: 'device-down-1', endpoint: `${service.origin}/down`, keys });
    const push = { teamId: 'to-1', payload: { kind: 'assignments', count: 1 } as const, alarmId: null };
    await db.transaction((tx) => queuePush(tx, server.deps, push));
    for (let attempt = 1; attempt <= 5; attempt++) {
      await sendDuePushes(server.deps);
      await expect.poll(() => service.arrivals.length, { timeout: 10_000 }).toBe(attempt);
      server.clock.advance(600);
    }
    await expect.poll(async () => (await db.client.pushJob.findFirst())!.endedAt !== null, { timeout: 10_000 }).toBe(true);
    expect(await db.client.pushJob.findMany()).toMatchObject([{ sentCount: 0, attempt: 5 }]);
  }, 240_000);

  test('not acknowledged: an alarm, a push that a push service takes, then the call list, until somebody reaches the team', async () => {
    const db = await open();
    await fillWorld(db);
    const service = await openPushService({});
    const config = readConfig({ DRAIN_MS: '0', PUSH_HOSTS: service.host });
    const { url, clock, deps } = await startApp(db, { config });
    const call = callerOf(db, url);
    const browser = new Browser();
    await db.client.pushSubscription.create({
      data: {
        endpoint: `${service.origin}/phone`,
        accountId: 'to1',
        teamId: 'to1',
        deviceId: 'device-0001',
        ...browser.keys,
        createdAt: at(0),
      },
    });
    await stampAllTold(db, 'to1', clock.now());
    const alarm = async () =>
      (await call<Board>('north', 'GET', '/api/board?from=2026-11-23&to=2026-11-23')).body.alarms.find(
        ({ kind }) => kind === 'not_acknowledged',
      )!;
    clock.advance(11 * 60);
    await watchEvenings(deps);
    expect(await alarm()).toMatchObject({ count: 3, calledAt: null });
    clock.advance(60);
    await sendDuePushes(deps);
    await expect.poll(() => service.arrivals.length, { timeout: 20_000 }).toBe(1);
    expect(browser.read(service.arrivals[0]!.body)).toEqual({ kind: 'assignments', count: 3 });
    await expect.poll(async () => (await alarm()).pushedAt, { timeout: 20_000 }).toBe(clock.now().toISOString());
    // Five minutes later the team is on the call list; a try that reaches nobody leaves it there.
    clock.advance(4 * 60);
    expect((await alarm()).callDueAt).toBe(clock.now().toISOString());
    await call('north', 'POST', `/api/alarms/${(await alarm()).id}/call`, { reached: false });
    expect(await alarm()).toMatchObject({ reached: false, takenAt: null, closedAt: null });
    await call('north', 'POST', `/api/alarms/${(await alarm()).id}/call`, { reached: true });
    expect(await alarm()).toMatchObject({ reached: true, takenBy: 'north' });
    const { body: log } = await call<EveningLog>('north', 'GET', '/api/board/log?date=2026-11-23');
    expect(log.entries.map(({ kind }) => kind)).toEqual(['alarm-raised', 'alarm-pushed', 'alarm-called', 'alarm-called']);
  }, 240_000);

  test('a subscription may not make this server call anybody else', async () => {
    const server = await openTestApp(await open());
    const team = await server.as('to1');
    const keys = new Browser().keys;
    for (const endpoint of [
      'http://127.0.0.1:9/x',
      'https://169.254.169.254/latest',
      'https://fcm.googleapis.com.evil.example/x',
    ]) {
      const answer = await team<{ code: string }>('PUT', '/api/push/subscription', { deviceId: 'device-0001', endpoint, keys });
      expect(answer).toMatchObject({ status: 422, body: { code: 'push-service-unknown' } });
    }
    expect((await (await server.as())('GET', '/api/push/key')).status).toBe(401);
  });

  test('the keys are made once, whoever asks first', async () => {
    const db = await open();
    const deps = { db, clock: { now: () => new Date() } };
    const all = await Promise.all(Array.from({ length: 5 }, () => readVapidKeys(deps)));
    expect(new Set(all.map(({ publicKey }) => publicKey)).size).toBe(1);
  });
});

test('the makers of browsers are known by host', () => {
  expect(isKnownPushService('https://fcm.googleapis.com/fcm/send/x', [])).toBe(true);
  expect(isKnownPushService('https://updates.push.services.mozilla.com/wpush/v2/x', [])).toBe(true);
  expect(isKnownPushService('https://web.push.apple.com/x', [])).toBe(true);
  expect(isKnownPushService('http://fcm.googleapis.com/x', [])).toBe(false);
  expect(isKnownPushService('https://user@fcm.googleapis.com/x', [])).toBe(false);
  expect(isKnownPushService('nonsense', [])).toBe(false);
});
