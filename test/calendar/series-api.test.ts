import { beforeAll, expect, it } from 'vitest';
import type { SeriesPreview, ShiftList, ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { limitNothing } from './limit-nothing.ts';
import { makeSeries } from './series.ts';

interface Refusal {
  code: string;
  params?: Record<string, string>;
}

describeOnDatabases('shift series', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
    await limitNothing(dispatcher);
  }, 120_000);

  /** Sunday mornings, when team 1 has no shift. */
  const sundays = makeSeries({
    id: 'to-1-cn',
    teamId: 'to-1',
    startsLocal: '2026-11-29T08:00',
    rule: 'FREQ=WEEKLY;BYDAY=SU',
    skipHolidays: true,
  });

  it('previews, saves, expands, changes and ends a series', async () => {
    const { body: preview } = await dispatcher<SeriesPreview>('POST', '/api/shift-series/preview', sundays);
    expect(preview.shifts).toHaveLength(30);
    expect(preview.shifts[0]).toMatchObject({ date: '2026-11-29', opensAt: '2026-11-29T01:00:00.000Z' });
    // The third day of Tết 2027.
    expect(preview.skipped.map(({ date }) => date)).toEqual(['2027-02-07']);

    const saved = await dispatcher<ShiftSeries>('PUT', `/api/shift-series/${sundays.id}`, sundays);
    expect(saved.body).toEqual({ ...sundays, version: 1, breaches: [] });
    const shifts = async () =>
      (await dispatcher<ShiftList>('GET', '/api/shifts?from=2027-02-01&to=2027-02-28')).body.shifts.filter(
        ({ seriesId }) => seriesId === sundays.id,
      );
    expect((await shifts()).map(({ date }) => date)).toEqual(['2027-02-14', '2027-02-21', '2027-02-28']);
    expect((await dispatcher<Refusal>('PUT', `/api/shift-series/${sundays.id}`, sundays)).body.code).toBe('changed-meanwhile');
    const changed = { ...saved.body, exceptDates: ['2027-02-14'] };
    expect((await dispatcher('PUT', `/api/shift-series/${sundays.id}`, changed)).status).toBe(200);
    expect(await shifts()).toHaveLength(2);
    expect((await dispatcher('DELETE', `/api/shift-series/${sundays.id}`)).status).toBe(204);
    expect(await shifts()).toEqual([]);
    expect((await dispatcher('DELETE', `/api/shift-series/${sundays.id}`)).status).toBe(404);
  });

  it('says holidays of a range, refuses one that is turned round or too long', async () => {
    const { body } = await dispatcher<ShiftList>('GET', '/api/shifts?from=2027-02-01&to=2027-02-28');
    expect(body.holidays.map(({ date }) => date)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09']);
    for (const query of [
      'from=2027-02-02&to=2027-02-01',
      'from=2027-01-01&to=2029-01-01',
      'from=2027-02-30&to=2027-03-01',
      'from=2027-02-01',
    ]) {
      expect((await dispatcher<Refusal>('GET', `/api/shifts?${query}`)).body.code).toBe('invalid-input');
    }
  });

  it('refuses what can never be a shift, and nothing is stored', async () => {
    const put = async (change: Partial<ShiftSeries>) =>
      (await dispatcher<Refusal>('PUT', `/api/shift-series/${sundays.id}`, { ...sundays, ...change })).body;
    expect(await put({ rule: 'FREQ=SECONDLY' })).toMatchObject({ code: 'rule-too-dense', params: { part: 'SECONDLY' } });
    expect((await put({ rule: 'every Sunday' })).code).toBe('rule-invalid');
    expect((await put({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31' })).code).toBe('rule-never-occurs');
    expect((await put({ zone: 'Asia/Hanoi' })).code).toBe('zone-unknown');
    expect((await put({ durationSec: 1800, rest: { from: '08:00', to: '08:00', durationSec: 1800 } })).code).toBe(
      'shift-too-short',
    );
    expect((await put({ rest: { from: '07:00', to: '09:00', durationSec: 900 } })).code).toBe('break-outside-shift');
    // Saturday is team 1's already, 8:00–17:00.
    expect(await put({ rule: 'FREQ=WEEKLY;BYDAY=SA' })).toMatchObject({ code: 'shifts-overlap', params: { date: '2026-12-05' } });
    expect((await put({ teamId: 'nobody' })).code).toBe('not-found');
    const { body } = await dispatcher<{ series: ShiftSeries[] }>('GET', '/api/shift-series');
    expect(body.series.some(({ id }) => id === sundays.id)).toBe(false);
  });

  it('shows a team its own shifts only, and lets nobody write outside the unit', async () => {
    const { body } = await (await test.as('to1'))<ShiftList>('GET', '/api/shifts?from=2026-11-23&to=2026-11-29');
    expect([...new Set(body.shifts.map(({ teamId }) => teamId))]).toEqual(['to-1']);
    const written = await (await test.as('dongda'))<Refusal>('PUT', `/api/shift-series/${sundays.id}`, sundays);
    expect(written.body.code).toBe('outside-your-unit');
  });

  it('takes one extra shift, which happens once, unless it meets another of the team', async () => {
    const extra = { ...sundays, id: 'to-1-them', startsLocal: '2026-12-06T08:00', rule: '' };
    expect((await dispatcher('PUT', `/api/shift-series/${extra.id}`, extra)).status).toBe(200);
    const { body } = await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-12-01&to=2027-06-30');
    expect(body.shifts.filter(({ seriesId }) => seriesId === extra.id).map(({ date, opensAt }) => [date, opensAt])).toEqual([
      ['2026-12-06', '2026-12-06T01:00:00.000Z'],
    ]);
    // Saturday 5 December is team 1's already, 8:00–17:00.
    const meets = { ...extra, id: 'to-1-trung', startsLocal: '2026-12-05T10:00' };
    expect((await dispatcher<Refusal>('PUT', `/api/shift-series/${meets.id}`, meets)).body).toMatchObject({
      code: 'shifts-overlap',
      params: { date: '2026-12-05' },
    });
  });

  it("leaves out the holidays of the unit's country", async () => {
    // 25 and 26 December are holidays in Germany and working days in Vietnam; a Friday and a Saturday in 2026.
    const daily = makeSeries({
      id: 'to-1-hang-ngay',
      teamId: 'to-1',
      startsLocal: '2026-12-24T05:00',
      rule: 'FREQ=DAILY;COUNT=4',
    });
    const preview = async () =>
      (await dispatcher<SeriesPreview>('POST', '/api/shift-series/preview', { ...daily, skipHolidays: true })).body;
    const holidays = async () =>
      (await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-12-20&to=2026-12-31')).body.holidays.map(({ date }) => date);
    expect([(await preview()).skipped, await holidays()]).toEqual([[], []]);
    const { unit } = test.deps.db.client;
    await unit.updateMany({ data: { country: 'DE' } });
    try {
      expect((await preview()).skipped.map(({ date }) => date)).toEqual(['2026-12-25', '2026-12-26']);
      expect(await holidays()).toEqual(['2026-12-25', '2026-12-26']);
    } finally {
      await unit.updateMany({ data: { country: 'VN' } });
    }
  });
});
