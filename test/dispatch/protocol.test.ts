import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { pino } from 'pino';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../apps/api/src/auth/actor.ts';
import { hashToken } from '../../apps/api/src/auth/session-token.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { ServerMessage } from '../../apps/api/src/contract/live.ts';
import { LIVE_CLOSE, MAX_BUFFERED_BYTES, MAX_CONNECTIONS, MAX_REPLAY } from '../../apps/api/src/contract/live-codes.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { Hub } from '../../apps/api/src/dispatch/hub.ts';
import { liveStore } from '../../apps/api/src/dispatch/live-store.ts';
import { ManualClock } from '../support/clock.ts';
import { openTestDatabase } from '../support/database.ts';
import { HandSocket, HandTimers, say } from './hand-driven.ts';
import { LiveSocket } from './live-socket.ts';
import { type RunningApp, startApp } from './start-app.ts';
import { at, command, EVENING, fillWorld, signIn, tellTeam, tellUnit, UNITS, withdraw } from './world.ts';

const PROTOCOL = new URL('../../apps/api/src/dispatch/PROTOCOL.md', import.meta.url);

describe('the live protocol over real sockets', () => {
  let db: Database;
  let server: RunningApp;
  const cookies: Record<string, string> = {};

  beforeAll(async () => {
    db = await openTestDatabase();
    await fillWorld(db);
    server = await startApp(db);
    for (const account of ['to1', 'to2', 'city', 'north', 'chief']) cookies[account] = await signIn(db, account);
  });

  const open = (account = 'to1', headers: Record<string, string> = {}) => LiveSocket.open(server.url, cookies[account]!, headers);
  const hello = (account: string, after: Record<string, number | null>) => LiveSocket.hello(server.url, cookies[account]!, after);
  const headOf = async (channel: string) => (await db.client.liveChannel.findUnique({ where: { channel } }))?.lastSeq ?? 0;

  test('L1 an upgrade without a session is answered 401', async () => {
    await expect(LiveSocket.open(server.url, '')).rejects.toThrow('401');
    await expect(LiveSocket.open(server.url, 'gocua_session=made-up')).rejects.toThrow('401');
  });

  test('L2 an upgrade that another site sent is answered 403', async () => {
    await expect(open('to1', { origin: 'https://elsewhere.example' })).rejects.toThrow('403');
    await expect(open('to1', { origin: 'null' })).rejects.toThrow('403');
    await open('to1', { origin: server.url });
  });

  test('L3 an upgrade without the subprotocol is answered 400, with it the server names it', async () => {
    await expect(LiveSocket.open(server.url, cookies.to1!, {}, ['gocua.live.v0'])).rejects.toThrow('400');
    await expect(LiveSocket.open(server.url, cookies.to1!, {}, [])).rejects.toThrow('400');
    const both = await LiveSocket.open(server.url, cookies.to1!, {}, ['other', 'gocua.live.v1']);
    expect(both.socket.protocol).toBe('gocua.live.v1');
  });

  /** An upgrade by hand: what is answered until the server closes the line. */
  async function upgradeByHand(path: string, headers: string): Promise<string> {
    const { port } = new URL(server.url);
    const line = connect(Number(port), '127.0.0.1');
    let answer = '';
    line.setEncoding('utf8').on('data', (text: string) => {
      answer += text;
    });
    line.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n${headers}\r\n\r\n`,
    );
    await once(line, 'close');
    return answer;
  }

  test.each([
    ['L1', '/live', '', 401],
    ['L2', '/live', 'Origin: https://elsewhere.example', 403],
    ['L3', '/live', 'COOKIE', 400],
    ['L3', '/nowhere', 'COOKIE', 404],
  ])('%s a refused upgrade of %s is answered and its connection closed (%s)', async (_rule, path, headers, status) => {
    expect(await upgradeByHand(path, headers.replace('COOKIE', `Cookie: ${cookies.to1}`))).toMatch(`HTTP/1.1 ${status} `);
  });

  test('L3 an upgrade of any other address opens nothing', async () => {
    expect(await upgradeByHand('/api/field', `Cookie: ${cookies.to1}`)).toMatch(/^HTTP\/1.1 200 /);
  });

  test('L4 anything before hello, or a second hello, closes with 4400', async () => {
    const early = await open();
    early.say({ type: 'ack', channel: 'team:to1', seq: 0 });
    expect(await early.closed()).toBe(4400);
    const twice = await hello('to1', { 'team:to1': null });
    await twice.next('welcome');
    twice.hello({ 'team:to1': null });
    expect(await twice.closed()).toBe(4400);
  });

  test('L5 another version closes with 4406, whatever else it says', async () => {
    const old = await open();
    old.say({ type: 'hello', version: 0, subscribe: 'everything' });
    expect(await old.closed()).toBe(4406);
  });

  test.each([
    ['to1', 'team:to1', true],
    ['to1', 'team:to2', false],
    ['to1', 'unit:q006', false],
    ['city', 'unit:01', true],
    ['city', 'unit:00226', true],
    ['city', 'team:to2', true],
    ['north', 'unit:00226', true],
    ['north', 'unit:q007', false],
    ['north', 'unit:01', false],
    ['north', 'team:to1', true],
    ['north', 'team:to2', false],
    ['chief', 'unit:q007', true],
    ['chief', 'team:to1', false],
    ['city', 'unit:nowhere', false],
    ['city', 'team:nobody', false],
  ])('L6 %s asks for %s: %s', async (account, channel, isAllowed) => {
    const live = await hello(account, { [channel]: null });
    if (isAllowed) expect((await live.next('snapshot')).channel).toBe(channel);
    else expect(await live.closed()).toBe(4403);
  });

  test('L6 one channel that is not allowed closes all, and nothing was sent', async () => {
    const live = await hello('to1', { 'team:to1': null, 'team:to2': null });
    expect(await live.closed()).toBe(4403);
    expect(live.heard).toEqual([]);
  });

  test('L9 after: null is answered with a snapshot: a team gets all its visits, a unit is told to read again', async () => {
    const phone = await hello('to1', { 'team:to1': null });
    expect((await phone.next('welcome')).channels[0]).toMatchObject({ mode: 'snapshot' });
    const snapshot = await phone.next('snapshot');
    expect(snapshot.team?.assignments.map(({ id }) => id)).toEqual(['a1', 'a2', 'a3']);
    expect(snapshot.team?.assignments[0]).toMatchObject({
      fullName: 'Nguyễn Thị A1',
      phone: '+84912345678',
      skills: ['intake'],
      promise: { opensAt: at(0).toISOString(), closesAt: at(120).toISOString() },
    });
    const board = await hello('city', { 'unit:01': null });
    expect((await board.next('snapshot')).team).toBeNull();
  });

  test('L10 after: n is answered with what follows n, and no snapshot', async () => {
    for (const id of ['a1', 'a2', 'a3']) await tellTeam(db, 'to1', id);
    const head = await headOf('team:to1');
    const phone = await hello('to1', { 'team:to1': head - 2 });
    expect((await phone.next('welcome')).channels).toEqual([{ channel: 'team:to1', mode: 'resume', headSeq: head }]);
    expect((await phone.next('message')).seq).toBe(head - 1);
    expect((await phone.next('message')).seq).toBe(head);
    expect(phone.heard.some(({ type }) => type === 'snapshot')).toBe(false);
  });

  test('L11 a number the channel never reached is answered with a snapshot', async () => {
    const phone = await hello('to1', { 'team:to1': 1_000_000 });
    expect((await phone.next('welcome')).channels[0]).toMatchObject({ mode: 'snapshot' });
    expect((await phone.next('snapshot')).seq).toBe(await headOf('team:to1'));
  });

  test('L14 personal data is on a team channel only', async () => {
    const [board, phone] = [await hello('city', { 'unit:01': null }), await hello('to1', { 'team:to1': null })];
    await board.next('snapshot');
    await phone.next('snapshot');
    await fetch(`${server.url}/api/field/commands`, {
      method: 'POST',
      headers: { cookie: cookies.to1!, 'content-type': 'application/json' },
      body: JSON.stringify({ commands: [command('a1', 'acknowledge')] }),
    });
    expect((await phone.next('message')).event).toMatchObject({
      type: 'team.assignment',
      assignment: { fullName: 'Nguyễn Thị A1' },
    });
    const { event } = await board.next('message');
    expect(event).toMatchObject({ type: 'unit.assignment', assignment: { id: 'a1', caseId: 'c-a1', state: 'acknowledged' } });
    expect(JSON.stringify(board.heard)).not.toMatch(/Nguyễn|9123|Láng/);
  });

  test('L14 a message that names another team’s visit shows nothing of it', async () => {
    const phone = await hello('to1', { 'team:to1': null });
    await phone.next('snapshot');
    await tellTeam(db, 'to1', 'b1');
    expect((await phone.next('message')).event).toEqual({ type: 'nothing' });
  });

  test('L13 a message that is replayed shows its subject as it stands', async () => {
    await tellTeam(db, 'to1', 'a2');
    const head = await headOf('team:to1');
    await withdraw(db, 'to1', ['a3'], 2);
    await db.client.assignment.update({ where: { id: 'a2' }, data: { state: 'acknowledged', version: { increment: 1 } } });
    const phone = await hello('to1', { 'team:to1': head - 1 });
    expect((await phone.next('message')).event).toMatchObject({ assignment: { id: 'a2', state: 'acknowledged', version: 2 } });
    const published = (await phone.next('message')).event;
    expect(published).toMatchObject({ type: 'team.published', revision: 2, withdrawnIds: ['a3'] });
    expect(published.type === 'team.published' && published.assignments.map(({ id }) => id)).toEqual(['a1', 'a2']);
  });

  test('L16 a client of another process on the same database misses nothing', async () => {
    const other = await startApp(db);
    const head = await headOf('unit:q006');
    const here = await hello('city', { 'unit:q006': head });
    const there = await LiveSocket.hello(other.url, cookies.north!, { 'unit:q006': head });
    await there.next('welcome');
    await here.next('welcome');
    await tellUnit(db, UNITS.north.path, 'unit.teams', {});
    expect((await here.next('message')).event).toEqual({ type: 'unit.teams' });
    expect((await there.next('message')).event).toEqual({ type: 'unit.teams' });
  });

  test('L18 an ack of what was never sent, or of a channel that was not asked for, closes with 4400', async () => {
    for (const ack of [
      { channel: 'team:to1', seq: 1_000_000 },
      { channel: 'unit:01', seq: 0 },
    ]) {
      const phone = await hello('to1', { 'team:to1': null });
      await phone.next('snapshot');
      phone.say({ type: 'ack', ...ack });
      expect(await phone.closed()).toBe(4400);
    }
  });

  test('L21 a ping is answered, also before hello', async () => {
    const phone = await open();
    phone.say({ type: 'ping', at: 123.5 });
    expect(await phone.next('pong')).toEqual({ type: 'pong', at: 123.5, serverTime: server.clock.now().toISOString() });
  });

  test('L23 over 16 KiB closes with 4413, over 64 KiB or 10 MB the socket with 1009', async () => {
    const large = await open();
    large.say({ type: 'ping', at: 1, padding: 'x'.repeat(17 * 1024) });
    expect(await large.closed()).toBe(4413);
    for (const bytes of [65 * 1024, 10 * 1024 * 1024]) {
      const huge = await open();
      huge.say('x'.repeat(bytes));
      expect([1009, 1006]).toContain(await huge.closed());
    }
  });

  test('L26 what is not of this protocol closes with 4400 and disturbs nobody', async () => {
    const head = await headOf('team:to1');
    const good = await hello('to1', { 'team:to1': head });
    await good.next('welcome');
    const wrong: unknown[] = [
      '{',
      '[]',
      'null',
      '"hello"',
      { type: 'shutdown' },
      { type: 'hello', version: 1 },
      { type: 'ping', at: 'now' },
    ];
    for (const message of wrong) {
      const bad = await open();
      bad.say(message);
      expect(await bad.closed()).toBe(4400);
    }
    const binary = await open();
    binary.socket.send(Buffer.from('{"type":"ping","at":1}'), { binary: true });
    expect(await binary.closed()).toBe(4400);
    await tellTeam(db, 'to1', 'a1');
    expect((await good.next('message')).seq).toBe(head + 1);
  });

  test('L27 more than 16 channels, none, or one twice, closes with 4400', async () => {
    const channel = (index: number) => ({ channel: `unit:u${index}`, after: null });
    const lists = [Array.from({ length: 17 }, (_, index) => channel(index)), [], [channel(1), channel(1)]];
    for (const channels of lists) {
      const live = await open('city');
      live.say({ type: 'hello', version: 1, deviceId: 'device-0001', channels });
      expect(await live.closed()).toBe(4400);
    }
  });

  test('L28 before a server stops everybody is closed with 4503 and may come back', async () => {
    const other = await startApp(db);
    const phones = await Promise.all(
      ['to1', 'to2', 'city'].map((account) =>
        LiveSocket.hello(other.url, cookies[account]!, account === 'city' ? { 'unit:01': null } : { [`team:${account}`]: null }),
      ),
    );
    for (const phone of phones) await phone.next('snapshot');
    const stopped = other.close();
    for (const phone of phones) expect(await phone.closed()).toBe(4503);
    await stopped;
    expect(LIVE_CLOSE[4503].retry).toBe(true);
    await expect(LiveSocket.open(other.url, cookies.to1!)).rejects.toThrow();
  });
});

describe('the live protocol by hand', () => {
  let db: Database;
  const clock = new ManualClock(EVENING);
  let timers: HandTimers;
  let hub: Hub;
  let isDatabaseDown = false;
  let isWritingRefused = false;

  beforeAll(async () => {
    db = await openTestDatabase();
    await fillWorld(db);
  });

  beforeEach(() => {
    timers = new HandTimers(clock);
    hub = newHub();
    return async () => {
      isDatabaseDown = false;
      await hub.drain();
    };
  });

  function newHub(): Hub {
    const store = liveStore({ db, clock, config: readConfig({}), streets: null });
    const readAfter: typeof store.readAfter = (...args) =>
      isDatabaseDown ? Promise.reject(new Error('the database is away')) : store.readAfter(...args);
    const saveDeliveries: typeof store.saveDeliveries = (deliveries) =>
      isWritingRefused ? Promise.reject(new Error('the database is away')) : store.saveDeliveries(deliveries);
    return new Hub({ store: { ...store, readAfter, saveDeliveries }, clock, timers, log: pino({ level: 'silent' }) });
  }

  const TEAM: Actor = {
    accountId: 'to1',
    displayName: 'to1',
    role: 'team',
    unitId: 'q006',
    unitPath: '01/q006/',
    zone: 'Asia/Ho_Chi_Minh',
    teamId: 'to1',
  };
  const DISPATCHER: Actor = { ...TEAM, accountId: 'city', role: 'dispatcher', unitId: '01', unitPath: '01/', teamId: null };

  function connectOne(actor = TEAM, sessionKey = 'session'): HandSocket {
    const socket = new HandSocket();
    socket.client = hub.connect(socket, actor, sessionKey);
    return socket;
  }

  /** Connected and greeted; everything that was sent has arrived. */
  async function greet(after: Record<string, number | null>, actor = TEAM, deviceId = 'device-0001', sessionKey = 'session') {
    const socket = connectOne(actor, sessionKey);
    const channels = Object.entries(after).map(([channel, seq]) => ({ channel, after: seq }));
    say(hub, socket, { type: 'hello', version: 1, deviceId, channels });
    await settle(socket);
    return socket;
  }

  async function settle(...sockets: HandSocket[]): Promise<void> {
    await hub.settled();
    for (const socket of sockets) socket.flush();
  }

  async function tell(...ids: string[]): Promise<void> {
    for (const id of ids) await tellTeam(db, 'to1', id);
    hub.wake('team:to1');
  }

  const seqsOf = (messages: ServerMessage[]) => messages.flatMap((message) => (message.type === 'message' ? [message.seq] : []));
  const head = async (channel = 'team:to1') => (await db.client.liveChannel.findUnique({ where: { channel } }))?.lastSeq ?? 0;
  const delivery = () => db.client.delivery.findMany({ where: { channel: 'team:to1' }, orderBy: { deviceId: 'asc' } });

  test('L4 who does not say hello within 10 s is closed with 4408', async () => {
    const socket = connectOne();
    await timers.advance(10);
    expect(socket.closeCode).toBeNull();
    await timers.advance(2);
    expect(socket.closeCode).toBe(4408);
  });

  test('L7 a session that ended is closed with 4401, an account that changed with 4403, within a minute', async () => {
    const key = async (account: string) => hashToken((await signIn(db, account)).split('=')[1]!);
    const [staying, ending, moving] = [await key('to1'), await key('to1'), await key('city')];
    const sockets = [
      await greet({ 'team:to1': null }, TEAM, 'device-0001', staying),
      await greet({ 'team:to1': null }, TEAM, 'device-0002', ending),
      await greet({ 'unit:01': null }, DISPATCHER, 'device-0003', moving),
    ];
    await db.client.session.delete({ where: { tokenHash: ending } });
    await db.client.account.update({ where: { id: 'city' }, data: { unitId: 'q006' } });
    await pass(61, sockets);
    expect(sockets.map(({ closeCode }) => closeCode)).toEqual([null, 4401, 4403]);
    await db.client.account.update({ where: { id: 'city' }, data: { unitId: '01' } });
  });

  /** Time passes while these clients stay alive. */
  async function pass(seconds: number, alive: HandSocket[]): Promise<void> {
    for (let passed = 0; passed < seconds; passed += 10) {
      await timers.advance(Math.min(10, seconds - passed), () => hub.settled());
      for (const socket of alive) say(hub, socket, { type: 'ping', at: 0 });
    }
    await hub.settled();
  }

  test('L8 one account has 32 connections at most', () => {
    const sockets = Array.from({ length: MAX_CONNECTIONS + 1 }, () => connectOne());
    expect(sockets.map(({ closeCode }) => closeCode).filter((code) => code !== null)).toEqual([4429]);
    expect(connectOne(DISPATCHER).closeCode).toBeNull();
    hub.disconnected(sockets[0]!.client!);
    expect(connectOne().closeCode).toBeNull();
  });

  test('L11 who missed more than 500 gets a snapshot, who missed 500 gets them', async () => {
    const before = await head();
    const messages = Array.from({ length: MAX_REPLAY + 1 }, (_, index) => ({
      channel: 'team:to1',
      seq: before + 1 + index,
      type: 'team.assignment',
      payload: { assignmentId: 'a1' },
      createdAt: at(0),
    }));
    await db.client.liveChannel.upsert({
      where: { channel: 'team:to1' },
      create: { channel: 'team:to1', lastSeq: before + messages.length },
      update: { lastSeq: before + messages.length },
    });
    await db.client.liveMessage.createMany({ data: messages });
    const far = await greet({ 'team:to1': before });
    expect(far.heard.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
    const near = await greet({ 'team:to1': before + 1 }, TEAM, 'device-0002');
    expect(seqsOf(near.heard)).toEqual(messages.slice(1).map(({ seq }) => seq));
  });

  test('L11 what is no longer kept is answered with a snapshot', async () => {
    await tell('a1', 'a2', 'a3');
    const last = await head();
    await db.client.liveMessage.deleteMany({ where: { channel: 'team:to1', seq: { lt: last } } });
    const away = await greet({ 'team:to1': last - 2 });
    expect(away.heard.map(({ type }) => type)).toEqual(['welcome', 'snapshot']);
    const kept = await greet({ 'team:to1': last - 1 }, TEAM, 'device-0002');
    expect(seqsOf(kept.heard)).toEqual([last]);
  });

  test('L11 who falls behind what is kept gets a snapshot in the middle', async () => {
    const slow = await greet({ 'team:to1': null });
    slow.stuckBytes = MAX_BUFFERED_BYTES + 1;
    await tell('a1', 'a2');
    await settle(slow);
    await db.client.liveMessage.deleteMany({ where: { channel: 'team:to1' } });
    slow.stuckBytes = 0;
    await timers.advance(1);
    await settle(slow);
    await tell('a3');
    await settle(slow);
    const last = await head();
    expect(slow.heard.map((message) => ('seq' in message ? [message.type, message.seq] : [message.type]))).toEqual([
      ['welcome'],
      ['snapshot', last - 3],
      ['snapshot', last - 1],
      ['message', last],
    ]);
  });

  test('L12 numbers rise by one, also for who joins while others are served', async () => {
    const start = await head();
    const first = await greet({ 'team:to1': start });
    await tell('a1', 'a2');
    const channels = [{ channel: 'team:to1', after: start }];
    const second = connectOne();
    say(hub, second, { type: 'hello', version: 1, deviceId: 'device-0002', channels });
    await tell('a3');
    await settle(first, second);
    await tell('a1');
    await settle(first, second);
    const expected = [1, 2, 3, 4].map((step) => start + step);
    expect(seqsOf(first.heard)).toEqual(expected);
    expect(seqsOf(second.heard)).toEqual(expected);
  });

  test('L12 wake-ups may be lost or come twice: within 30 s everything is sent, once', async () => {
    const socket = await greet({ 'team:to1': await head() });
    await tellTeam(db, 'to1', 'a1');
    const last = await head();
    await pass(31, [socket]);
    socket.flush();
    expect(seqsOf(socket.heard)).toEqual([last]);
    for (let times = 0; times < 5; times++) hub.wake('team:to1');
    hub.wake('');
    await settle(socket);
    expect(seqsOf(socket.heard)).toEqual([last]);
  });

  test('L15 transient messages have no number and are not repeated', async () => {
    const board = await greet({ 'unit:01': null }, DISPATCHER);
    const seq = board.heardOf('snapshot')[0]!.seq;
    hub.tell({ kind: 'team.delivery', id: 'to1' });
    hub.tell({ kind: 'team.delivery', id: 'to1' });
    hub.tell({ kind: 'nonsense', id: 'x' });
    await settle(board);
    const transients = board.heardOf('transient').filter(({ event }) => event.type === 'team.delivery');
    expect(transients).toHaveLength(1);
    expect(transients[0]!.event).toMatchObject({ delivery: { teamId: 'to1', headSeq: await head() } });
    const again = await greet({ 'unit:01': seq }, DISPATCHER);
    expect(again.heard.map(({ type }) => type)).toEqual(['welcome']);
  });

  test('L17 delivered is what the device acknowledged, never what was sent', async () => {
    await db.client.delivery.deleteMany();
    const start = await head();
    const socket = await greet({ 'team:to1': null });
    await tell('a1', 'a2', 'a3');
    await settle(socket);
    expect(await delivery()).toMatchObject([{ deliveredSeq: 0, deliveredAt: null, heardAt: clock.now() }]);
    say(hub, socket, { type: 'ack', channel: 'team:to1', seq: start + 2 });
    await hub.settled();
    expect(await delivery()).toMatchObject([{ deliveredSeq: start + 2, deliveredAt: clock.now() }]);
    hub.disconnected(socket.client!);
    await hub.settled();
    expect(await delivery()).toMatchObject([{ deliveredSeq: start + 2, heardAt: null }]);
  });

  test('L17 what could not be written is written a second later', async () => {
    await db.client.delivery.deleteMany();
    const socket = await greet({ 'team:to1': null });
    await tell('a1');
    await settle(socket);
    isWritingRefused = true;
    say(hub, socket, { type: 'ack', channel: 'team:to1', seq: await head() });
    await hub.settled();
    isWritingRefused = false;
    expect(await delivery()).toMatchObject([{ deliveredAt: null }]);
    await timers.advance(1.1);
    await hub.settled();
    expect(await delivery()).toMatchObject([{ deliveredSeq: await head() }]);
  });

  test('L18 an ack below the last one changes nothing', async () => {
    await db.client.delivery.deleteMany();
    const socket = await greet({ 'team:to1': null });
    await tell('a1', 'a2');
    await settle(socket);
    const last = await head();
    for (const seq of [last, last - 1, 0, last]) say(hub, socket, { type: 'ack', channel: 'team:to1', seq });
    await hub.settled();
    expect(socket.closeCode).toBeNull();
    expect(await delivery()).toMatchObject([{ deliveredSeq: last }]);
  });

  test('L19 hello with after acknowledges it, if the channel has reached it', async () => {
    await db.client.delivery.deleteMany();
    await tell('a1', 'a2');
    const last = await head();
    await greet({ 'team:to1': last - 1 });
    expect(await delivery()).toMatchObject([{ deliveredSeq: last - 1 }]);
    await greet({ 'team:to1': last + 100 }, TEAM, 'device-0002');
    expect(await delivery()).toMatchObject([{ deliveredSeq: last - 1 }, { deliveredSeq: 0, deliveredAt: null }]);
  });

  test('L20 a dispatcher who watches does not count', async () => {
    await db.client.delivery.deleteMany();
    const watcher = await greet({ 'team:to1': null }, DISPATCHER);
    say(hub, watcher, { type: 'ack', channel: 'team:to1', seq: await head() });
    await hub.settled();
    expect(watcher.closeCode).toBeNull();
    expect(await delivery()).toEqual([]);
  });

  test('L21 who is silent for 37.5 s is closed with 4408; a ping keeps a connection', async () => {
    const silent = await greet({ 'team:to1': null });
    const alive = await greet({ 'team:to1': null }, TEAM, 'device-0002');
    await pass(37, [alive]);
    expect(silent.closeCode).toBeNull();
    await pass(3, [alive]);
    expect([silent.closeCode, alive.closeCode]).toEqual([4408, null]);
    await pass(120, [alive]);
    expect(alive.closeCode).not.toBe(4408);
  });

  test('L22 the codes say who comes back by itself', () => {
    const back = Object.entries(LIVE_CLOSE).filter(([, { retry }]) => retry);
    expect(back.map(([code]) => Number(code))).toEqual([4408, 4429, 4490, 4503]);
    const table = readFileSync(PROTOCOL, 'utf8');
    for (const [code, { name, retry }] of Object.entries(LIVE_CLOSE))
      expect(table).toContain(`| ${code} | ${name} | ${retry ? 'yes' : 'no'} |`);
  });

  test('L24 60 messages at once, 10 a second; an ack of something new does not count', async () => {
    const flood = await greet({ 'team:to1': null });
    for (let count = 0; count < 60; count++) say(hub, flood, { type: 'ping', at: count });
    expect(flood.closeCode).toBe(4429);
    const steady = await greet({ 'team:to1': null }, TEAM, 'device-0002');
    for (let second = 0; second < 30; second++) {
      for (let count = 0; count < 9; count++) say(hub, steady, { type: 'ping', at: count });
      await timers.advance(1);
    }
    expect(steady.closeCode).toBeNull();
    const acknowledging = await greet({ 'team:to1': await head() }, TEAM, 'device-0003');
    const start = await head();
    await tell(...Array.from({ length: 80 }, () => 'a1'));
    await settle(acknowledging);
    for (let step = 1; step <= 80; step++) say(hub, acknowledging, { type: 'ack', channel: 'team:to1', seq: start + step });
    expect(acknowledging.closeCode).toBeNull();
    for (let times = 0; times < 70; times++) say(hub, acknowledging, { type: 'ack', channel: 'team:to1', seq: start });
    expect(acknowledging.closeCode).toBe(4429);
  });

  test('L25 behind 1 MiB nothing more is put, after 15 s it is closed with 4490; nobody waits for it', async () => {
    const start = await head();
    const stuck = await greet({ 'team:to1': start });
    const free = await greet({ 'team:to1': start }, TEAM, 'device-0002');
    stuck.stuckBytes = MAX_BUFFERED_BYTES + 1;
    await tell('a1', 'a2');
    await settle(stuck, free);
    expect([seqsOf(stuck.heard), seqsOf(free.heard)]).toEqual([[], [start + 1, start + 2]]);
    await timers.advance(14, () => hub.settled());
    expect(stuck.closeCode).toBeNull();
    stuck.stuckBytes = 0;
    await timers.advance(1, () => hub.settled());
    stuck.flush();
    expect(seqsOf(stuck.heard)).toEqual([start + 1, start + 2]);
    stuck.stuckBytes = MAX_BUFFERED_BYTES + 1;
    await tell('a3');
    await settle(free);
    await timers.advance(17, () => hub.settled());
    expect([stuck.closeCode, free.closeCode]).toEqual([4490, null]);
  });

  test('L28 a hub that drains takes no new connection', async () => {
    const socket = await greet({ 'team:to1': null });
    await hub.drain();
    expect(socket.closeCode).toBe(4503);
    expect(connectOne().closeCode).toBe(4503);
    expect(hub.connectionCount).toBe(0);
  });

  test('L29 while the database is away connections stay; afterwards everything missed is sent, in order', async () => {
    const start = await head();
    const socket = await greet({ 'team:to1': start });
    isDatabaseDown = true;
    await tell('a1', 'a2');
    await settle(socket);
    await pass(20, [socket]);
    expect([socket.closeCode, seqsOf(socket.heard)]).toEqual([null, []]);
    const asking = await greet({ 'team:to1': null }, TEAM, 'device-0002');
    expect(asking.closeCode).toBe(4503);
    isDatabaseDown = false;
    await pass(10, [socket]);
    socket.flush();
    expect(seqsOf(socket.heard)).toEqual([start + 1, start + 2]);
  });

  test('restarting loses nothing: a new hub goes on where the old one was', async () => {
    const start = await head();
    const before = await greet({ 'team:to1': start });
    await tell('a1');
    await settle(before);
    await hub.drain();
    await tell('a2');
    hub = newHub();
    const after = await greet({ 'team:to1': seqsOf(before.heard).at(-1)! });
    expect([...seqsOf(before.heard), ...seqsOf(after.heard)]).toEqual([start + 1, start + 2]);
  });
});

test('every rule of the protocol is tested by its number', () => {
  const rules = [...readFileSync(PROTOCOL, 'utf8').matchAll(/^- \*\*(L\d+)\*\*/gm)].map(([, rule]) => rule!);
  const files = [import.meta.url, new URL('live-faults.test.ts', import.meta.url)];
  const text = files.map((file) => readFileSync(new URL(file), 'utf8')).join('\n');
  const titles = text.match(/'L\d+ /g) ?? [];
  const tested = new Set(titles.map((title) => title.slice(1, -1)));
  expect(rules).toEqual(rules.map((_, index) => `L${index + 1}`));
  expect(rules.filter((rule) => !tested.has(rule))).toEqual([]);
});
