import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { SeriesEdit, SeriesEdited } from '../../apps/api/src/contract/calendar.ts';
import type { ProblemItem } from '../../apps/api/src/contract/problems.ts';
import type { DepotClosure, Shift, ShiftList, ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { limitNothing } from './limit-nothing.ts';

interface Refusal {
  code: string;
  errors?: ProblemItem[];
}

/** The demo: team 1 goes out Monday to Friday 18:30–21:30 (ca-1-toi) and on Saturdays, team 6 on Tuesdays and Thursdays at 18:00. */
describeOnDatabases('edits of a series', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
    await limitNothing(dispatcher);
  }, 120_000);

  const series = async (id: string) =>
    (await dispatcher<{ series: ShiftSeries[] }>('GET', '/api/shift-series')).body.series.find((one) => one.id === id);
  const shifts = async (from: string, to: string, teamId?: string) =>
    (await dispatcher<ShiftList>('GET', `/api/shifts?from=${from}&to=${to}`)).body.shifts.filter(
      (shift) => teamId === undefined || shift.teamId === teamId,
    );
  const words = ({ date, opensAt, seriesId }: Shift) => `${date} ${opensAt.slice(11, 16)} ${seriesId}`;
  const edit = <Body = SeriesEdited>(id: string, body: SeriesEdit, headers?: Record<string, string>) =>
    dispatcher<Body>('POST', `/api/shift-series/${id}/edit`, body, headers);
  const whole = {
    teamId: 'to-1',
    durationSec: 3 * 3600,
    rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
    skipHolidays: true,
    rest: null,
  };

  it('moves one shift, tells the same answer twice, and takes it back', async () => {
    const before = (await series('ca-1-toi'))!;
    const change = { startsLocal: '2026-11-29T09:00', durationSec: 7200, teamId: 'to-1', rest: null, note: 'họp phường' };
    const command = { 'idempotency-key': randomUUID() };
    const body: SeriesEdit = { scope: 'one', version: before.version, date: '2026-11-26', change };
    const done = await edit('ca-1-toi', body, command);
    expect(done.status).toBe(200);
    expect((await edit('ca-1-toi', body, command)).body).toEqual(done.body);
    const week = await shifts('2026-11-26', '2026-11-29', 'to-1');
    expect(week.map(words)).toEqual(['2026-11-27 11:30 ca-1-toi', '2026-11-28 02:30 ca-1-t7', '2026-11-29 02:00 ca-1-toi']);
    expect(week[2]).toMatchObject({ id: 'ca-1-toi_2026-11-26', originalDate: '2026-11-26', change: 'changed' });
    const undone = await dispatcher<SeriesEdited>('POST', '/api/shift-series/restore', done.body.undo);
    expect(undone.body.series[0]).toEqual({ ...before, version: before.version + 2 });
  });

  it('tells the second of two editors what the first changed', async () => {
    const { version } = (await series('ca-2-toi'))!;
    const later: SeriesEdit = { scope: 'all', version, date: '2026-11-26', change: { ...whole, teamId: 'to-2', time: '19:00' } };
    expect((await edit('ca-2-toi', later)).status).toBe(200);
    const second = await edit<Refusal>('ca-2-toi', { scope: 'one', version, date: '2026-11-26', change: null });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('changed-meanwhile');
    expect(second.body.errors?.map(({ pointer, params }) => [pointer, params])).toEqual([
      ['/startsLocal', { was: '2026-10-12T18:30', now: '2026-10-12T19:00' }],
    ]);
    // Two at the very same time: one wins, the other is told.
    const now = (await series('ca-2-toi'))!.version;
    const answers = await Promise.all(
      ['2026-12-01', '2026-12-02'].map((date) => edit<Refusal>('ca-2-toi', { scope: 'one', version: now, date, change: null })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.errors?.[0]?.pointer).toBe('/exceptDates');
  });

  it('ends this and the following, keeps the crews that were named, and takes it back', async () => {
    const before = (await series('ca-3-toi'))!;
    const named = {
      personIds: ['to-3-1', 'to-3-2'],
      teamId: 'to-3',
      unitId: '01',
      hasPeople: true,
      hasKit: false,
      hasVehicle: false,
    };
    const crew = { ...named, shiftId: 'ca-3-toi_2026-12-10', date: '2026-12-10' };
    await test.deps.db.transaction((tx) => tx.shiftCrew.create({ data: crew }));
    const crewOf = () =>
      test.deps.db.transaction((tx) => tx.shiftCrew.findMany({ where: { date: '2026-12-10' }, select: { shiftId: true } }));
    const newId = randomUUID();
    const change = { ...whole, teamId: 'to-3', time: '19:00', rule: 'FREQ=WEEKLY;BYDAY=TH,FR' };
    const done = await edit('ca-3-toi', { scope: 'following', version: before.version, date: '2026-12-08', newId, change });
    expect(done.body.series.map(({ id }) => id)).toEqual(['ca-3-toi', newId]);
    expect((await shifts('2026-12-07', '2026-12-11', 'to-3')).map(words)).toEqual([
      '2026-12-07 11:30 ca-3-toi',
      `2026-12-10 12:00 ${newId}`,
      `2026-12-11 12:00 ${newId}`,
    ]);
    expect(await crewOf()).toEqual([{ shiftId: `${newId}_2026-12-10` }]);
    const undone = await dispatcher<SeriesEdited>('POST', '/api/shift-series/restore', done.body.undo);
    expect(undone.status).toBe(200);
    expect([await crewOf(), await series(newId)]).toEqual([[{ shiftId: crew.shiftId }], undefined]);
    expect(await series('ca-3-toi')).toEqual({ ...before, version: before.version + 2 });
  });

  it('takes away all and brings it back under a higher version', async () => {
    const before = (await series('ca-6-cn'))!;
    const done = await edit('ca-6-cn', { scope: 'all', version: before.version, date: '2026-11-29', change: null });
    expect([await series('ca-6-cn'), done.body.undo.put]).toEqual([undefined, [{ ...before, version: 0 }]]);
    const late = await edit<Refusal>('ca-6-cn', { scope: 'one', version: before.version, date: '2026-11-29', change: null });
    expect([late.body.code, late.body.errors?.[0]?.code]).toEqual(['changed-meanwhile', 'removed']);
    await dispatcher('POST', '/api/shift-series/restore', done.body.undo);
    expect(await series('ca-6-cn')).toEqual({ ...before, version: before.version + 2 });
  });

  it('swaps two shifts between their teams, and refuses one that would lie over another', async () => {
    const [four, six] = [(await series('ca-4-toi'))!, (await series('ca-6-toi'))!];
    const side = (one: ShiftSeries, date: string) => ({ seriesId: one.id, date, version: one.version });
    // Team 4 goes out on Thursday too: team 6's Thursday 18:00–21:30 would lie over its own 18:30.
    const over = { one: side(four, '2026-11-25'), other: side(six, '2026-11-26') };
    expect((await dispatcher<Refusal>('POST', '/api/shifts/swap', over)).body.code).toBe('shifts-overlap');
    const swap = { one: side(four, '2026-11-26'), other: side(six, '2026-11-26') };
    const done = await dispatcher<SeriesEdited>('POST', '/api/shifts/swap', swap);
    expect(done.status).toBe(200);
    const thursday = await shifts('2026-11-26', '2026-11-26');
    expect(thursday.find(({ teamId }) => teamId === 'to-6')).toMatchObject({ id: 'ca-4-toi_2026-11-26', change: 'changed' });
    expect(thursday.find(({ teamId }) => teamId === 'to-4')).toMatchObject({ id: 'ca-6-toi_2026-11-26' });
    // Each team sees what it has now.
    const team6 = await (await test.as('to6'))<ShiftList>('GET', '/api/shifts?from=2026-11-26&to=2026-11-26');
    expect(team6.body.shifts.map(({ id }) => id)).toEqual(['ca-4-toi_2026-11-26']);
    await dispatcher('POST', '/api/shift-series/restore', done.body.undo);
  });

  it('closes a depot: its shifts do not take place, and are named; then opens it again', async () => {
    const closure: DepotClosure = {
      ...{ id: randomUUID(), depotId: 'tru-so-5', fromDate: '2026-12-15', toDate: '2026-12-16', reason: 'sửa điện', version: 0 },
    };
    const put = (body: DepotClosure) => dispatcher<DepotClosure & Refusal>('PUT', `/api/depot-closures/${closure.id}`, body);
    expect((await put(closure)).body).toEqual({ ...closure, version: 1 });
    const { body } = await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-12-14&to=2026-12-17');
    expect(body.shifts.filter(({ teamId }) => teamId === 'to-5').map(({ date }) => date)).toEqual(['2026-12-14', '2026-12-17']);
    expect(body.lost.map(({ id, because }) => `${id} ${because}`)).toEqual([
      'ca-5-toi_2026-12-15 closure',
      'ca-5-toi_2026-12-16 closure',
    ]);
    expect(body.closures).toEqual([{ ...closure, version: 1 }]);
    expect((await put(closure)).body.code).toBe('changed-meanwhile');
    expect((await put({ ...closure, version: 1, toDate: '2026-12-01' })).body.code).toBe('invalid-input');
    expect((await dispatcher('DELETE', `/api/depot-closures/${closure.id}`)).status).toBe(204);
    expect(await shifts('2026-12-15', '2026-12-16', 'to-5')).toHaveLength(2);
  });

  it('lets only dispatchers of the unit edit', async () => {
    const { version } = (await series('ca-1-toi'))!;
    const body: SeriesEdit = { scope: 'one', version, date: '2026-11-26', change: null };
    const states = { put: [], remove: [{ id: 'ca-1-toi', version }], heirs: [] };
    const closure = { id: 'x', depotId: 'tru-so-1', fromDate: '2026-12-15', toDate: '2026-12-16', reason: 'x', version: 0 };
    const swap = {
      one: { seriesId: 'ca-1-toi', date: '2026-11-26', version },
      other: { seriesId: 'ca-6-toi', date: '2026-11-26', version: 1 },
    };
    for (const [login, code] of [
      ['truongdonvi', 'not-allowed'],
      ['to1', 'not-allowed'],
      ['dongda', 'outside-your-unit'],
    ] as const) {
      const call = await test.as(login);
      expect((await call<Refusal>('POST', '/api/shift-series/ca-1-toi/edit', body)).body.code).toBe(code);
      expect((await call<Refusal>('POST', '/api/shift-series/restore', states)).body.code).toBe(code);
      expect((await call<Refusal>('POST', '/api/shifts/swap', swap)).body.code).toBe(code);
      expect((await call<Refusal>('PUT', '/api/depot-closures/x', closure)).body.code).toBe(code);
    }
    expect((await (await test.as())<Refusal>('POST', '/api/shift-series/restore', states)).body.code).toBe('sign-in-required');
  });
});
