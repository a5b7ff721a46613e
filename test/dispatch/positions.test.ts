import { expect, test, vi } from 'vitest';
import type { z } from 'zod';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Board, EveningLog } from '../../apps/api/src/contract/board.ts';
import type { PositionsTaken, TeamReportResults } from '../../apps/api/src/contract/field.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { describeOnDatabases } from '../support/database.ts';
import { callerOf } from './call-as.ts';
import { startApp } from './start-app.ts';
import { at, fillWorld } from './world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

type Taken = z.infer<typeof PositionsTaken>;

async function start(db: Database, env: Record<string, string> = {}) {
  await fillWorld(db);
  const { url, clock } = await startApp(db, { config: readConfig({ DRAIN_MS: '0', ...env }) });
  const call = callerOf(db, url);
  /** As the phone of to1 sends them: minutes after the shift opens. */
  const send = (...minutes: number[]) =>
    call<Taken & { code?: string }>('to1', 'POST', '/api/field/positions', {
      positions: minutes.map((minute) => ({ lat: 21.01, lon: 105.81, accuracyMetres: 8, at: at(minute).toISOString() })),
    });
  const stored = async () =>
    (await db.client.teamPosition.findMany({ orderBy: { at: 'asc' } })).map(
      (row) => (row.at.getTime() - at(0).getTime()) / 60_000,
    );
  const board = async (who: string) => (await call<Board>(who, 'GET', '/api/board?from=2026-11-23&to=2026-11-23')).body;
  const track = async (who: string) => (await call<EveningLog>(who, 'GET', '/api/board/log?date=2026-11-23')).body.positions;
  return { clock, call, send, stored, board, track };
}

describeOnDatabases('where teams are', (open) => {
  test('is taken from half an hour before the shift to an hour after it, and at no other time', async () => {
    const db = await open();
    const { clock, send, stored } = await start(db);
    // The shift is open from 0 to 180.
    clock.advance(300 * 60);
    expect((await send(-31)).body.code).toBe('outside-shift');
    expect((await send(241)).body.code).toBe('outside-shift');
    expect(await stored()).toEqual([]);
    expect((await send(-30, 0, 240)).body).toEqual({ storedCount: 3, refusedCount: 0 });
    // Of a queue that reaches beyond the shift, what lies within is taken and the rest is not stored.
    expect((await send(-31, 90, 241, 299)).body).toEqual({ storedCount: 1, refusedCount: 3 });
    expect(await stored()).toEqual([-30, 0, 90, 240]);
  });

  test('a team without a visit that evening has no shift, whatever its phone says', async () => {
    const db = await open();
    const { send, stored } = await start(db);
    await db.client.assignment.deleteMany({ where: { teamId: 'to1' } });
    expect((await send(0)).body.code).toBe('outside-shift');
    expect(await stored()).toEqual([]);
  });

  test('nothing older than what is kept is taken, nothing from the future, and shown until it is too old', async () => {
    const db = await open();
    const { clock, send, stored, track, board } = await start(db, { POSITION_KEPT_HOURS: '1' });
    clock.advance(90 * 60);
    expect((await send(29, 31)).body).toEqual({ storedCount: 1, refusedCount: 1 });
    expect((await send(93)).body.code).toBe('outside-shift');
    // A minute ahead is a clock, not a lie: it counts as now.
    expect((await send(91)).body).toEqual({ storedCount: 1, refusedCount: 0 });
    expect(await stored()).toEqual([31, 90]);
    expect(await track('north')).toHaveLength(2);
    // Half an hour later the first is too old, though housekeeping has not come by yet.
    clock.advance(2 * 60);
    expect(await track('north')).toHaveLength(1);
    expect((await board('north')).settings.positionKeptHours).toBe(1);
  });

  test('is known to the dispatchers above the team and to nobody else', async () => {
    const db = await open();
    const { clock, call, send, board, track } = await start(db);
    clock.advance(60);
    await send(0);
    for (const who of ['north', 'city']) {
      expect((await board(who)).positions).toMatchObject([{ teamId: 'to1', lat: 21.01 }]);
      expect(await track(who)).toHaveLength(1);
    }
    // The chief sees the evening, not where people are.
    expect((await board('chief')).positions).toEqual([]);
    expect(await track('chief')).toEqual([]);
    expect((await call('to2', 'GET', '/api/board/log?date=2026-11-23')).body.code).toBe('not-allowed');
    await db.client.account.update({ where: { id: 'north' }, data: { unitId: 'q007' } });
    expect((await board('north')).positions).toEqual([]);
    expect(await track('north')).toEqual([]);
  });

  test('is sent by teams only, and only of themselves', async () => {
    const db = await open();
    const { call, stored } = await start(db);
    const body = { positions: [{ lat: 21.01, lon: 105.81, accuracyMetres: 8, at: at(0).toISOString(), teamId: 'to2' }] };
    for (const who of ['north', 'city', 'chief'])
      expect((await call(who, 'POST', '/api/field/positions', body)).body.code).toBe('not-allowed');
    expect((await call(null, 'POST', '/api/field/positions', body)).body.code).toBe('sign-in-required');
    await call('to1', 'POST', '/api/field/positions', body);
    // A forged team in the body is nobody's team.
    expect(await db.client.teamPosition.count({ where: { teamId: 'to2' } })).toBe(0);
    expect(await stored()).toEqual([0]);
    const many = { positions: Array.from({ length: 101 }, () => body.positions[0]) };
    expect((await call('to1', 'POST', '/api/field/positions', many)).body.code).toBe('invalid-input');
  });

  test('a panic is taken at any time, with its place, and seen by dispatchers', async () => {
    const db = await open();
    const { clock, call, board } = await start(db);
    clock.advance(600 * 60);
    const report = {
      id: crypto.randomUUID(),
      deviceAt: at(600).toISOString(),
      kind: 'panic',
      place: { lat: 21.02, lon: 105.82 },
    };
    const { body } = await call<z.infer<typeof TeamReportResults>>('to1', 'POST', '/api/field/reports', { reports: [report] });
    expect(body.results).toMatchObject([{ status: 'accepted' }]);
    expect((await board('north')).alarms).toMatchObject([{ kind: 'panic', place: { lat: 21.02 } }]);
  });
});
