import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { openTestDatabase } from '../support/database.ts';
import { LiveSocket } from './live-socket.ts';
import { type RunningApp, startApp } from './start-app.ts';
import { at, command, fillWorld, signIn, stampAllTold, tellTeam, tellUnit } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

/** Whatever one client sends: it is refused with a code, the log says so without a name, and the phone beside it hears everything. */
describe('bad input on the live stream', () => {
  let db: Database;
  let app: RunningApp;
  let cookies: Record<string, string>;
  let neighbour: LiveSocket;
  const lines: string[] = [];

  beforeEach(async () => {
    lines.length = 0;
    db = await openTestDatabase();
    await fillWorld(db);
    app = await startApp(db, { log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }) });
    cookies = { to1: await signIn(db, 'to1'), to2: await signIn(db, 'to2'), city: await signIn(db, 'city') };
    neighbour = await LiveSocket.hello(app.url, cookies.to2!, { 'team:to2': null }, 'device-neighbour');
    await neighbour.next('snapshot');
  });

  afterEach(async () => {
    await tellTeam(db, 'to2', 'b1');
    expect((await neighbour.next('message')).event).toMatchObject({ type: 'team.assignment' });
    expect(neighbour.closeCode).toBeNull();
    expect(lines.join('\n')).not.toMatch(/Nguy|Láng|9123|gocua_session=/);
  });

  const open = () => LiveSocket.open(app.url, cookies.to1!);
  const hello = { type: 'hello', version: 1, deviceId: 'device-0001', channels: [{ channel: 'team:to1', after: null }] };
  const refused = async (messages: unknown[], code: number) => {
    const socket = await open();
    for (const message of messages) socket.say(message);
    expect(await socket.closed()).toBe(code);
    await expect.poll(() => lines.some((line) => line.includes(`"code":${code}`) && line.includes('to1'))).toBe(true);
  };

  test('unknown types, wrong fields, another version', async () => {
    await refused([{ type: 'sing' }], 4400);
    await refused([hello, { type: 'ack', channel: 'team:to1', seq: 'many' }], 4400);
    await refused(['{"type":'], 4400);
    await refused([{ ...hello, version: 2 }], 4406);
  });

  test('forged team ids, in the channel and in an acknowledgement', async () => {
    await refused([{ ...hello, channels: [{ channel: 'team:to2', after: 0 }] }], 4403);
    await refused([{ ...hello, channels: [{ channel: 'unit:01', after: 0 }] }], 4403);
    const socket = await open();
    socket.say(hello);
    await socket.next('snapshot');
    socket.say({ type: 'ack', channel: 'team:to2', seq: 0 });
    expect(await socket.closed()).toBe(4400);
    // Nothing of the other team counts as delivered by that.
    expect(await db.client.delivery.count({ where: { channel: 'team:to2', deviceId: 'device-0001' } })).toBe(0);
  });

  test('replays: a hello twice, numbers from the future', async () => {
    await refused([hello, hello], 4400);
    const socket = await open();
    socket.say(hello);
    await socket.next('snapshot');
    socket.say({ type: 'seen', channel: 'team:to1', seq: 1_000_000 });
    expect(await socket.closed()).toBe(4400);
  });

  test('a frame of 10 MB is not even read, a flood is cut off', async () => {
    const large = await open();
    large.socket.send('x'.repeat(10 * 1024 * 1024));
    expect(await large.closed()).toBe(1009);
    const socket = await open();
    for (let count = 0; count < 200; count++) socket.say({ type: 'ping', at: count });
    expect(await socket.closed()).toBe(4429);
  });

  test('a clock that is days off does not move what happened', async () => {
    const send = (deviceAt: string, action: 'acknowledge' | 'travel') =>
      fetch(`${app.url}/api/field/commands`, {
        method: 'POST',
        headers: { cookie: cookies.to1!, 'content-type': 'application/json' },
        body: JSON.stringify({ commands: [command('a1', action, { deviceAt })] }),
      });
    app.clock.advance(3600);
    // So much later the neighbour has come back, as phones do.
    neighbour = await LiveSocket.hello(app.url, cookies.to2!, { 'team:to2': null }, 'device-neighbour');
    await neighbour.next('snapshot');
    await send('2026-12-03T12:00:00.000Z', 'acknowledge');
    await send('2026-11-13T12:00:00.000Z', 'travel');
    const visit = await db.client.assignment.findUniqueOrThrow({ where: { id: 'a1' } });
    expect(visit.acknowledgedAt).toEqual(app.clock.now());
    expect(visit.travellingAt).toEqual(app.clock.now());
    const events = await db.client.visitEvent.findMany({ orderBy: { deviceAt: 'asc' } });
    expect(events.map(({ deviceAt }) => deviceAt.toISOString())).toEqual([
      '2026-11-13T12:00:00.000Z',
      '2026-12-03T12:00:00.000Z',
    ]);
    const positions = await fetch(`${app.url}/api/field/positions`, {
      method: 'POST',
      headers: { cookie: cookies.to1!, 'content-type': 'application/json' },
      body: JSON.stringify({ positions: [{ lat: 21, lon: 105.8, accuracyMetres: 5, at: '2026-12-03T12:00:00.000Z' }] }),
    });
    expect(((await positions.json()) as { code: string }).code).toBe('outside-shift');
    expect(await db.client.teamPosition.count()).toBe(0);
  });
});

describe('what is told, and that it is true', () => {
  test('L30 told, sent, delivered, seen: each only when it was so, each with its time', async () => {
    const db = await openTestDatabase();
    await fillWorld(db);
    const { url, clock } = await startApp(db);
    await stampAllTold(db, 'to1', clock.now());
    const visit = () => db.client.assignment.findUniqueOrThrow({ where: { id: 'a1' } });
    expect(await visit()).toMatchObject({ toldAt: at(0), sentAt: null, deliveredAt: null, seenAt: null });
    // A dispatcher who looks at the team's channel is no phone of the team.
    const watcher = await LiveSocket.hello(url, await signIn(db, 'north'), { 'team:to1': null }, 'device-watcher');
    await watcher.next('snapshot');
    clock.advance(60);
    const phone = await LiveSocket.hello(url, await signIn(db, 'to1'), { 'team:to1': null });
    const { seq } = await phone.next('snapshot');
    await expect.poll(async () => (await visit()).sentAt).toEqual(at(1));
    expect(await visit()).toMatchObject({ deliveredAt: null, seenAt: null });
    clock.advance(60);
    phone.say({ type: 'ack', channel: 'team:to1', seq });
    await expect.poll(async () => (await visit()).deliveredAt).toEqual(at(2));
    expect((await visit()).seenAt).toBeNull();
    clock.advance(60);
    phone.say({ type: 'seen', channel: 'team:to1', seq });
    await expect.poll(async () => (await visit()).seenAt).toEqual(at(3));
    expect(await visit()).toMatchObject({ sentAt: at(1), deliveredAt: at(2) });
  });

  test('L28 a server that stops tells its clients to move, each at another moment, and who has moved is not closed', async () => {
    const db = await openTestDatabase();
    await fillWorld(db);
    const cookie = await signIn(db, 'to1');
    const leaving = await startApp(db, { config: readConfig({ DRAIN_MS: '2000' }) });
    const staying = await startApp(db);
    const phones = await Promise.all(
      ['device-0001', 'device-0002', 'device-0003'].map((id) => LiveSocket.hello(leaving.url, cookie, { 'team:to1': null }, id)),
    );
    for (const phone of phones) await phone.next('snapshot');
    const stopped = leaving.close();
    const moves = await Promise.all(phones.map((phone) => phone.next('move')));
    expect(moves.map(({ afterMs }) => afterMs).sort((a, b) => a - b)).toEqual([0, 444, 888]);
    // Two go to the other server and miss nothing; the third does not listen and is closed.
    for (const phone of phones.slice(0, 2)) {
      const again = await LiveSocket.hello(staying.url, cookie, { 'team:to1': 0 }, randomUUID());
      expect((await again.next('welcome')).channels[0]!.mode).toBe('resume');
      phone.socket.close(1000);
    }
    expect(await phones[2]!.closed()).toBe(4503);
    await stopped;
  });

  test('L31 a ward hears of what the city tells of it; a chief hears nothing of where teams are', async () => {
    const db = await openTestDatabase();
    await fillWorld(db);
    const { url } = await startApp(db);
    const boards = new Map<string, LiveSocket>();
    for (const [who, channel] of [
      ['north', 'unit:q006'],
      ['city', 'unit:01'],
      ['chief', 'unit:01'],
    ] as const) {
      const board = await LiveSocket.hello(url, await signIn(db, who), { [channel]: null });
      await board.next('snapshot');
      boards.set(who, board);
    }
    const cookie = await signIn(db, 'to1');
    const post = (path: string, body: object) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    // The visit is the city's (plan1 is of unit 01), its team and its home are the north's.
    await post('/api/field/commands', { commands: [command('a1', 'acknowledge')] });
    for (const [, board] of boards) expect((await board.next('message')).event.type).toBe('unit.assignment');
    await post('/api/field/positions', { positions: [{ lat: 21.01, lon: 105.81, accuracyMetres: 8, at: at(0).toISOString() }] });
    for (const who of ['north', 'city']) {
      const { event } = await boards.get(who)!.next('transient');
      expect(event).toMatchObject({ type: 'team.position', position: { teamId: 'to1', lat: 21.01 } });
    }
    await tellUnit(db, '01/', 'unit.teams', {});
    await boards.get('chief')!.next('message');
    expect(JSON.stringify(boards.get('chief')!.heard)).not.toContain('team.position');
    expect(await db.client.liveMessage.count({ where: { type: 'team.position' } })).toBe(0);
  });
});
