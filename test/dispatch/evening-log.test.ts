import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { hashToken } from '../../apps/api/src/auth/session-token.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Board, EveningLog } from '../../apps/api/src/contract/board.ts';
import type { TeamMessage, TeamMessages, TeamReportResults } from '../../apps/api/src/contract/field.ts';
import type { FamilyView } from '../../apps/api/src/contract/requests.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { watchEvenings } from '../../apps/api/src/dispatch/alarms/watch.ts';
import { describeOnDatabases } from '../support/database.ts';
import { callerOf } from './call-as.ts';
import { LiveSocket } from './live-socket.ts';
import { startApp } from './start-app.ts';
import { at, command, fillWorld, signIn } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

async function start(db: Database) {
  await fillWorld(db);
  const { url, clock } = await startApp(db);
  const call = callerOf(db, url);
  const report = async (who: string, ...reports: object[]) => {
    const all = reports.map((one) => ({ id: randomUUID(), deviceAt: clock.now().toISOString(), ...one }));
    const { body } = await call<z.infer<typeof TeamReportResults>>(who, 'POST', '/api/field/reports', { reports: all });
    return body.results.map(({ status, problem }) => problem ?? status);
  };
  const steps = (...commands: ReturnType<typeof command>[]) => call('to1', 'POST', '/api/field/commands', { commands });
  const board = async (who = 'north') => (await call<Board>(who, 'GET', '/api/board?from=2026-11-23&to=2026-11-23')).body;
  const log = async (who: string) => (await call<EveningLog>(who, 'GET', '/api/board/log?date=2026-11-23')).body;
  const watch = () => watchEvenings({ db, clock, ids: systemIds, config: readConfig({}) });
  return { url, clock, call, report, steps, board, log, watch };
}

const KIT = { kitState: 'ready', batteryPercent: 80, itemsPresent: ['machine', 'charger'], note: '' };
const FOUND = { fullName: 'Lê Văn Tìm', birthYear: 1940, sex: 'male', mobility: 'walks', needs: ['id_card'] };

describeOnDatabases('the log of an evening', (open) => {
  test('holds what happened in its order, without names of the visited; played again it ends where the board is', async () => {
    const db = await open();
    const { clock, call, report, steps, board, log } = await start(db);
    const pass = (minutes: number) => clock.advance(minutes * 60);
    const date = '2026-11-23';
    expect(await report('to1', { kind: 'shift-began', date }, { kind: 'kit-checked', date, ...KIT })).toEqual([
      'accepted',
      'accepted',
    ]);
    pass(5);
    const now = () => clock.now().toISOString();
    await steps(command('a1', 'acknowledge', { deviceAt: now() }), command('a2', 'acknowledge', { deviceAt: now() }));
    pass(5);
    await steps(command('a1', 'travel', { deviceAt: now() }));
    pass(10);
    await steps(command('a1', 'arrive', { deviceAt: now() }));
    pass(5);
    expect(await report('to1', { kind: 'case-found', assignmentId: 'a1', person: FOUND })).toEqual(['accepted']);
    await report('to1', { kind: 'message', code: 'running_late' });
    pass(15);
    await steps(command('a1', 'finish', { outcome: 'served', deviceAt: now() }));
    await report('to1', { kind: 'panic', place: null });
    const [panic] = (await board()).alarms;
    await call('north', 'POST', `/api/alarms/${panic!.id}/take`, {});
    await call('north', 'POST', `/api/alarms/${panic!.id}/close`, {});
    const a2 = (await board()).assignments.find(({ id }) => id === 'a2')!;
    await call('north', 'POST', '/api/assignments/a2/withdraw', { version: a2.version, reason: 'family_asked', note: '' });
    pass(60);
    await report('to1', { kind: 'home-reached', date });

    const { entries } = await log('north');
    const own = entries.filter(({ teamId }) => teamId === 'to1');
    const happened = ['shift-began', 'kit-checked', 'acknowledge', 'acknowledge', 'travel', 'arrive', 'case-found', 'message-in'];
    const later = ['finish', 'alarm-raised', 'alarm-taken', 'alarm-closed', 'withdrawn', 'home-reached'];
    // Those of one instant may stand in either order.
    const ordered = (kinds: readonly string[]) => [...kinds].sort();
    const kinds = own.map(({ kind }) => kind);
    expect(ordered(kinds.slice(0, happened.length))).toEqual(ordered(happened));
    expect(ordered(kinds.slice(happened.length))).toEqual(ordered(later));
    expect(own.map((entry) => entry.at)).toEqual(own.map((entry) => entry.at).sort());
    expect(own.find(({ kind }) => kind === 'alarm-taken')).toMatchObject({ by: 'north', alarmKind: 'panic' });
    expect(JSON.stringify(entries)).not.toMatch(/Nguyễn|Lê Văn|Láng Hạ|9123/);

    // Played again from the beginning.
    const STATES = {
      acknowledge: 'acknowledged',
      travel: 'travelling',
      arrive: 'arrived',
      finish: 'finished',
      withdrawn: 'withdrawn',
    };
    const played = new Map<string, string>((['a1', 'a2', 'a3'] as const).map((id) => [id, 'assigned']));
    for (const { kind, assignmentId } of own) {
      const state = STATES[kind as keyof typeof STATES];
      if (state && assignmentId) played.set(assignmentId, state);
    }
    const truth = await db.client.assignment.findMany({ where: { teamId: 'to1' }, select: { id: true, state: true } });
    expect(played).toEqual(new Map(truth.map(({ id, state }) => [id, state])));

    // By unit and role: the city and its chief see the same, the other team and families nothing.
    expect((await log('chief')).entries.map(({ id }) => id)).toEqual((await log('city')).entries.map(({ id }) => id));
    expect((await call('to1', 'GET', `/api/board/log?date=${date}`)).body.code).toBe('not-allowed');
    await db.client.account.update({ where: { id: 'north' }, data: { unitId: 'q007' } });
    expect((await log('north')).entries.filter(({ teamId }) => teamId === 'to1')).toEqual([]);
  });

  test('a message to a team has receipts that are true: kept on its phone, then read by a person; and back', async () => {
    const db = await open();
    const { url, clock, call, report } = await start(db);
    const phone = await LiveSocket.hello(url, await signIn(db, 'to1'), { 'team:to1': null });
    await phone.next('snapshot');
    const path = '/api/teams/to1/messages';
    const id = randomUUID();
    const send = () => call<TeamMessage>('north', 'POST', path, { code: 'call_office', text: '' }, { 'idempotency-key': id });
    const { body: sent } = await send();
    expect(sent).toMatchObject({ code: 'call_office', fromTeam: false, deliveredAt: null, readAt: null });
    expect((await send()).body).toEqual(sent);
    const listed = async () => (await call<z.infer<typeof TeamMessages>>('city', 'GET', path)).body.messages;
    const heard = await phone.next('message');
    expect(heard.event).toMatchObject({ type: 'team.message', message: { id: sent.id } });
    expect(await listed()).toMatchObject([{ id: sent.id, deliveredAt: null, readAt: null }]);
    phone.say({ type: 'ack', channel: 'team:to1', seq: heard.seq });
    await expect.poll(async () => (await listed())[0]!.deliveredAt, { timeout: 20_000 }).not.toBeNull();
    expect((await listed())[0]!.readAt).toBeNull();
    // Another team's phone cannot say that it was read.
    await report('to2', { kind: 'messages-read', messageIds: [sent.id] });
    expect((await listed())[0]!.readAt).toBeNull();
    await report('to1', { kind: 'messages-read', messageIds: [sent.id] });
    expect((await listed())[0]!.readAt).not.toBeNull();
    clock.advance(60);
    await report('to1', { kind: 'message', code: null, text: 'Không thấy nhà' });
    expect((await listed()).at(-1)).toMatchObject({ fromTeam: true, text: 'Không thấy nhà', author: 'to1' });
    expect(await report('to1', { kind: 'message', code: null, text: ' ' })).toEqual(['invalid-input']);
    for (const who of ['to2', 'chief']) expect((await call(who, 'GET', path)).body.code).toBe('not-allowed');

    // The last word with each team, for the board: of one's own unit's teams only, and of dispatchers only.
    const last = async (who: string) => call<z.infer<typeof TeamMessages> & { code?: string }>(who, 'GET', '/api/board/messages');
    for (const who of ['city', 'north']) {
      expect((await last(who)).body.messages).toMatchObject([{ teamId: 'to1', text: 'Không thấy nhà', fromTeam: true }]);
    }
    for (const who of ['to1', 'to2', 'chief']) expect((await last(who)).body.code).toBe('not-allowed');
    await db.client.account.update({ where: { id: 'north' }, data: { unitId: 'q007' } });
    expect((await last('north')).body.messages).toEqual([]);
  });

  test('the same report twice counts once; its id for something else, and another team’s visit, are refused', async () => {
    const db = await open();
    const { report } = await start(db);
    const id = randomUUID();
    expect(await report('to1', { id, kind: 'shift-began', date: '2026-11-23' })).toEqual(['accepted']);
    expect(await report('to1', { id, kind: 'shift-began', date: '2026-11-23' })).toEqual(['repeated']);
    expect(await report('to1', { id, kind: 'home-reached', date: '2026-11-23' })).toEqual(['command-id-reused']);
    expect(await report('to2', { id, kind: 'shift-began', date: '2026-11-23' })).toEqual(['command-id-reused']);
    const before = await db.client.case.count();
    expect(await report('to1', { kind: 'case-found', assignmentId: 'b1', person: FOUND })).toEqual(['not-found']);
    const found = randomUUID();
    for (let times = 0; times < 3; times++)
      await report('to1', { id: found, kind: 'case-found', assignmentId: 'a1', person: FOUND });
    expect(await db.client.case.count()).toBe(before + 1);
    // At the same home, with what is known of the way in.
    expect(await db.client.case.findFirst({ where: { fullName: FOUND.fullName } })).toMatchObject({
      householdId: 'h-a1',
      foundAtId: 'a1',
      state: 'waiting',
    });
  });

  test('a shift that will be overrun is an alarm, and over when there is air again', async () => {
    const db = await open();
    const { clock, watch, steps, board } = await start(db);
    const overruns = async () => (await board()).alarms.filter(({ kind }) => kind === 'shift_overrun');
    // Nobody has set out: three drives of ten minutes and three visits of twenty end 90 minutes from now; the shift closes at 180.
    clock.advance(99 * 60);
    await watch();
    expect(await overruns()).toEqual([]);
    clock.advance(2 * 60);
    await watch();
    await watch();
    expect(await overruns()).toMatchObject([{ teamId: 'to1', lateSec: 11 * 60, closedAt: null }]);
    // The first is done after a minute: the rest ends at 102 + 60 = 162.
    clock.advance(60);
    await steps(
      command('a1', 'arrive', { deviceAt: at(101).toISOString() }),
      command('a1', 'finish', { outcome: 'no_answer', deviceAt: at(102).toISOString() }),
    );
    expect(await overruns()).toMatchObject([{ closedBecause: 'recovered' }]);
  });

  test('a family is told another time only when it differs by five minutes; plan, estimate and what happened are three things', async () => {
    const db = await open();
    const { clock, call, watch, steps, board } = await start(db);
    const token = randomBytes(32).toString('base64url');
    await db.client.request.create({
      data: {
        ...{ id: randomUUID(), unitId: '00226', tokenHash: hashToken(token), state: 'accepted', caseId: 'c-a1', windows: [] },
        ...{ requesterName: 'Con', relation: 'child', phone: '+84912345678', fullName: 'Nguyễn Thị A1', birthYear: 1930 },
        ...{ sex: 'female', address: '1 ngõ 12', mobility: 'bedbound', needs: ['id_card'], createdAt: at(-600) },
      },
    });
    const eta = async () =>
      (await call<FamilyView>(null, 'GET', '/api/requests/mine', undefined, { 'x-request-token': token })).body.eta;
    await watch();
    // Planned at 30 with a drive of ten minutes.
    expect(await eta()).toMatchObject({ at: at(30).toISOString(), spreadSec: expect.any(Number) });
    clock.advance(24 * 60);
    await watch();
    // 34 by now, but four minutes are no news.
    expect((await eta())!.at).toBe(at(30).toISOString());
    clock.advance(2 * 60);
    await watch();
    expect((await eta())!.at).toBe(at(36).toISOString());
    clock.advance(10 * 60);
    await steps(command('a1', 'arrive', { deviceAt: at(35).toISOString() }));
    const a1 = (await board()).assignments.find(({ id }) => id === 'a1')!;
    expect(a1).toMatchObject({ plannedArriveAt: at(30).toISOString(), arrivedAt: at(35).toISOString() });
    expect(a1.etaAt).not.toBe(a1.plannedArriveAt);
    expect(await eta()).toBeNull();
  });
});
