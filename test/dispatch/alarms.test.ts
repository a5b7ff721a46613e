import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test, vi } from 'vitest';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Alarm, Board } from '../../apps/api/src/contract/board.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { watchEvenings } from '../../apps/api/src/dispatch/alarms/watch.ts';
import { describeOnDatabases } from '../support/database.ts';
import { LiveSocket } from './live-socket.ts';
import { startApp } from './start-app.ts';
import { at, command, fillWorld, signIn, stampAllTold } from './world.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

async function start(db: Database) {
  await fillWorld(db);
  const { url, clock, deps } = await startApp(db);
  const cookies = new Map<string, string>();
  const call = async <Body = { code: string }>(who: string, method: string, path: string, body?: unknown) => {
    if (!cookies.has(who)) cookies.set(who, await signIn(db, who));
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { cookie: cookies.get(who)!, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  const watch = () => watchEvenings({ db, clock, ids: systemIds, config: readConfig({}) });
  const alarms = async (who = 'north') => (await call<Board>(who, 'GET', '/api/board?from=2026-11-23&to=2026-11-23')).body.alarms;
  const report = (who: string, ...reports: object[]) =>
    call<{ results: { status: string; problem: string | null }[] }>(who, 'POST', '/api/field/reports', {
      reports: reports.map((one) => ({ id: randomUUID(), deviceAt: clock.now().toISOString(), ...one })),
    });
  const steps = (...commands: ReturnType<typeof command>[]) => call('to1', 'POST', '/api/field/commands', { commands });
  return { url, clock, deps, call, watch, alarms, report, steps, cookie: (who: string) => signIn(db, who) };
}

describeOnDatabases('alarms', (open) => {
  test('not acknowledged in time: an alarm and a push, then the call list; it is over when the team acknowledges', async () => {
    const db = await open();
    const { clock, watch, alarms, call, steps } = await start(db);
    await stampAllTold(db, 'to1', clock.now());
    clock.advance(9 * 60);
    await watch();
    expect((await alarms()).filter(({ kind }) => kind === 'not_acknowledged')).toEqual([]);
    clock.advance(2 * 60);
    await watch();
    await watch();
    const [alarm, ...others] = (await alarms()).filter(({ kind }) => kind === 'not_acknowledged');
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ teamId: 'to1', count: 3, pushedAt: null, takenAt: null, closedAt: null });
    expect(Date.parse(alarm!.callDueAt!) - clock.now().getTime()).toBe(300_000);
    expect(await db.client.pushJob.findMany()).toMatchObject([{ teamId: 'to1', alarmId: alarm!.id, endedAt: null }]);

    const called = await call<Alarm>('north', 'POST', `/api/alarms/${alarm!.id}/call`, { reached: false });
    expect(called.body).toMatchObject({ reached: false, takenAt: null });
    expect((await call<Alarm>('north', 'POST', `/api/alarms/${alarm!.id}/call`, { reached: true })).body).toMatchObject({
      reached: true,
      takenBy: 'north',
    });
    await steps(command('a1', 'acknowledge'), command('a2', 'acknowledge'));
    expect((await alarms()).find(({ id }) => id === alarm!.id)!.closedAt).toBeNull();
    await steps(command('a3', 'acknowledge'));
    expect((await alarms()).find(({ id }) => id === alarm!.id)).toMatchObject({ closedBecause: 'acknowledged' });
    expect((await call('north', 'POST', `/api/alarms/${alarm!.id}/take`, {})).body.code).toBe('alarm-closed');
  }, 240_000);

  test('a shift that is days away, or over, is not urgent', async () => {
    const db = await open();
    const { clock, watch } = await start(db);
    await stampAllTold(db, 'to1', clock.now());
    clock.set('2026-11-23T10:00+07:00');
    await watch();
    clock.set('2026-11-25T10:00+07:00');
    await watch();
    expect(await db.client.alarm.count({ where: { kind: 'not_acknowledged' } })).toBe(0);
  });

  test('panic: on every board of the unit and above it at once, first of all, until somebody takes it', async () => {
    const db = await open();
    const { url, alarms, report, call, cookie } = await start(db);
    const boards = new Map<string, LiveSocket>();
    for (const [who, channel] of [
      ['north', 'unit:q006'],
      ['city', 'unit:01'],
      ['chief', 'unit:01'],
    ] as const) {
      boards.set(who, await LiveSocket.hello(url, await cookie(who), { [channel]: null }));
      await boards.get(who)!.next('snapshot');
    }
    const phone = await LiveSocket.hello(url, await cookie('to1'), { 'team:to1': null });
    await phone.next('snapshot');
    const pressed = await report('to1', { kind: 'panic', place: { lat: 21.01, lon: 105.81 } });
    expect(pressed.body.results).toMatchObject([{ status: 'accepted' }]);
    for (const [, board] of boards) {
      const { event } = await board.next('message');
      // Chiefs hear the same channel: the place is read by those who may know it.
      expect(event).toMatchObject({ type: 'unit.alarm', alarm: { kind: 'panic', teamId: 'to1', takenAt: null, place: null } });
    }
    expect((await phone.next('message')).event).toMatchObject({ type: 'team.panic', panic: { takenAt: null } });
    const [first] = await alarms();
    expect(first).toMatchObject({ kind: 'panic', place: { lat: 21.01, lon: 105.81 } });
    expect((await alarms('chief'))[0]).toMatchObject({ kind: 'panic', place: null });
    // Pressed again by a shaking hand: still one.
    await report('to1', { kind: 'panic', place: null });
    expect((await alarms()).filter(({ kind }) => kind === 'panic')).toHaveLength(1);

    expect((await call('chief', 'POST', `/api/alarms/${first!.id}/take`, {})).body.code).toBe('not-allowed');
    expect((await call('to1', 'POST', `/api/alarms/${first!.id}/take`, {})).body.code).toBe('not-allowed');
    const taken = await call<Alarm>('north', 'POST', `/api/alarms/${first!.id}/take`, {});
    expect(taken.body).toMatchObject({ takenBy: 'north', closedAt: null });
    expect((await phone.next('message')).event).toMatchObject({ type: 'team.panic', panic: { takenAt: expect.any(String) } });
    expect((await call<Alarm>('city', 'POST', `/api/alarms/${first!.id}/take`, {})).body.takenBy).toBe('north');
    expect((await call<Alarm>('north', 'POST', `/api/alarms/${first!.id}/close`, {})).body.closedBecause).toBe('dispatcher');
    expect((await phone.next('message')).event).toMatchObject({ type: 'team.panic', panic: null });
  });

  test("another unit's alarm is nobody's business", async () => {
    const db = await open();
    const { alarms, report, call } = await start(db);
    await report('to2', { kind: 'panic', place: null });
    expect(await alarms('north')).toEqual([]);
    const [alarm] = await alarms('city');
    expect((await call('north', 'POST', `/api/alarms/${alarm!.id}/take`, {})).body.code).toBe('outside-your-unit');
    expect((await call('north', 'POST', '/api/alarms/none/take', {})).body.code).toBe('not-found');
  });

  test('a promised window in danger is an alarm, and over when the team is at the door or the visit has ended', async () => {
    const db = await open();
    const { clock, watch, alarms, steps } = await start(db);
    // The windows close 120 minutes after the shift opens; a3 is planned at 90. At 115 nobody has set out.
    clock.advance(115 * 60);
    await watch();
    const late = (await alarms()).filter(({ kind }) => kind === 'window_in_danger');
    // a1 at 115 + 10 = 125, a2 + 30 = 155, a3 = 185: 5, 35 and 65 minutes late.
    expect(late.map(({ assignmentId, lateSec }) => [assignmentId, lateSec! / 60]).sort()).toEqual([
      ['a1', 5],
      ['a2', 35],
      ['a3', 65],
    ]);
    await steps(command('a1', 'arrive', { deviceAt: at(110).toISOString() }));
    await watch();
    const alarmOf = async (id: string) => (await alarms()).filter(({ assignmentId }) => assignmentId === id);
    // Nothing is left to repair, and nobody raises it again.
    expect(await alarmOf('a1')).toMatchObject([{ closedBecause: 'arrived' }]);
    // Learnt from afar: nobody was at the door.
    await steps(command('a2', 'finish', { outcome: 'deceased', deviceAt: at(114).toISOString() }));
    expect(await alarmOf('a2')).toMatchObject([{ closedBecause: 'finished' }]);
    await watch();
    expect(await alarmOf('a1')).toHaveLength(1);
    expect(await alarmOf('a3')).toMatchObject([{ closedAt: null }]);
  });

  test('estimates are told past five minutes, not with every minute', async () => {
    const db = await open();
    const { clock, watch } = await start(db);
    const told = () => db.client.liveMessage.count({ where: { channel: 'team:to1' } });
    await watch();
    const before = await told();
    // a1 is planned at 30 with a drive of ten minutes: until 20 nothing is late.
    clock.advance(23 * 60);
    await watch();
    expect(await told()).toBe(before);
    clock.advance(4 * 60);
    await watch();
    const after = await told();
    expect(after).toBeGreaterThan(before);
    await watch();
    expect(await told()).toBe(after);
    const { etaAt, plannedStartAt, etaSpreadSec } = await db.client.assignment.findUniqueOrThrow({ where: { id: 'a1' } });
    // Three fields: the plan stays what was promised.
    expect(plannedStartAt).toEqual(at(30));
    expect(etaAt).toEqual(at(37));
    expect(etaSpreadSec).toBeGreaterThan(60);
  });

  test('a team that is not home an hour after its shift is asked about, once, until it says so', async () => {
    const db = await open();
    const { clock, watch, alarms, report } = await start(db);
    await report('to1', { kind: 'shift-began', date: '2026-11-23' });
    clock.advance(4 * 3600 - 60);
    await watch();
    expect((await alarms()).filter(({ kind }) => kind === 'not_home')).toEqual([]);
    clock.advance(120);
    await watch();
    await watch();
    const [missing, ...others] = (await alarms('city')).filter(({ kind }) => kind === 'not_home');
    // The other team never began: nobody waits for it.
    expect(others).toEqual([]);
    expect(missing).toMatchObject({ teamId: 'to1', closedAt: null });
    await report('to1', { kind: 'home-reached', date: '2026-11-23' });
    expect((await alarms()).find(({ id }) => id === missing!.id)).toMatchObject({ closedBecause: 'home' });
    await watch();
    expect((await alarms()).filter(({ kind }) => kind === 'not_home')).toHaveLength(1);
  });
});

test('a watch whose round fails says so and goes on', async () => {
  const { startWatch } = await import('../../apps/api/src/dispatch/alarms/watch.ts');
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const waiting: (() => void)[] = [];
  const broken = { client: {} } as unknown as Database;
  const deps = { db: broken, clock: { now: () => at(0) }, ids: systemIds, config: readConfig({}), log };
  const after = (_ms: number, run: () => void) => {
    waiting.push(run);
    return () => {};
  };
  const watch = startWatch(deps, { after });
  waiting.shift()!();
  await watch.stop();
  expect(lines.join()).toContain('evenings not looked at');
});
