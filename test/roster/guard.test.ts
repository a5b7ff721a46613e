import { beforeAll, beforeEach, expect, it as vitestIt } from 'vitest';
import type { SeriesEdited } from '../../apps/api/src/contract/calendar.ts';
import type { OverrideView, PeopleList, PersonView, PolicyView } from '../../apps/api/src/contract/people.ts';
import type { SeriesSaved, ShiftSeries, TeamList, TeamSaved } from '../../apps/api/src/contract/teams.ts';
import type { WorkingTimeRule } from '../../apps/api/src/contract/working-time-codes.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';

interface Refusal {
  code: string;
  params?: Record<string, string | number>;
  errors?: { pointer: string; code: string; message: string; params: Record<string, string | number> }[];
}

/** Each judges the year twice: a busy machine takes its time. */
const it = (name: string, run: () => Promise<void>): void => vitestIt(name, run, 180_000);

/**
 * Monday 23 November 2026. Team 5: Hà and Hùng, in the office on workday afternoons 13:30–17:30 (4 h a day), on evenings Monday to
 * Friday 18:30–21:30. To be sure of who has which hours, each test gives team "thu" two people of its own without an office.
 */
describeOnDatabases('working time guards every change of the calendar', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
  }, 120_000);
  beforeEach(async () => {
    const { client } = test.deps.db;
    await client.ruleOverride.deleteMany();
    await client.workingTimePolicy.deleteMany();
    await client.shiftSeries.deleteMany({ where: { team: { name: { startsWith: 'Thử' } } } });
    await client.member.deleteMany({ where: { team: { name: { startsWith: 'Thử' } } } });
    await client.person.deleteMany({ where: { id: { startsWith: 'thu-' } } });
    await client.team.deleteMany({ where: { name: { startsWith: 'Thử' } } });
    await putTeam('thu', ['thu-an', 'thu-ba']);
  });

  async function putTeam<Body = TeamSaved>(id: string, personIds: string[], more: object = {}) {
    const { depots } = (await dispatcher<TeamList>('GET', '/api/teams')).body;
    const members = personIds.map((one) => ({ id: one, name: one, phone: '', duty: 'officer' }));
    return dispatcher<Body>('PUT', `/api/teams/${id}`, {
      ...{ id, name: `Thử ${id}`, color: 5, depotId: depots[0]!.id, kitId: null, vehicleId: null, skills: [], crewSize: 1 },
      ...{ members, active: true, version: 0, ...more },
    });
  }
  /** A series of team "thu" that happens once, or by a rule. */
  const series = (id: string, startsLocal: string, hours: number, rule = '', more: Partial<ShiftSeries> = {}) => ({
    ...{ id, teamId: 'thu', startsLocal, zone: 'Asia/Ho_Chi_Minh', durationSec: hours * 3600, rule, exceptDates: [] as string[] },
    ...{ extraStarts: [], overrides: [], skipHolidays: false, rest: null, version: 0, ...more },
  });
  const put = <Body = Refusal>(one: ReturnType<typeof series>, overrideReason: string | null = null) =>
    dispatcher<Body>('PUT', `/api/shift-series/${one.id}`, { ...one, overrideReason });
  /** Nothing is limited but one rule. */
  async function only(rule: WorkingTimeRule, limit: number | null, warnAt: number | null = null) {
    const { policy } = (await dispatcher<PolicyView>('GET', '/api/working-time-policy')).body;
    const none = Object.fromEntries(Object.keys(policy.rules.limits).map((name) => [name, { limit: null, warnAt: null }]));
    const rules = { ...policy.rules, limits: { ...none, [rule]: { limit, warnAt } } };
    const { status } = await dispatcher('PUT', '/api/working-time-policy', { version: 0, rules, note: '' });
    expect(status).toBe(200);
  }
  const found = (body: Refusal) =>
    [...new Set(body.errors?.map(({ code, params }) => `${code} ${params.date} ${params.value}/${params.limit}`))].sort();
  const stored = async (id: string) =>
    (await dispatcher<{ series: ShiftSeries[] }>('GET', '/api/shift-series')).body.series.find((one) => one.id === id);

  it('hours a day: a series on top of another, refused with the sum; nothing is stored', async () => {
    await only('hours_day', 12);
    // Tuesday 1 December 06:00–14:00 (8 h) and 15:00–19:30 (4.5 h): 12.5 h of 12.
    expect((await put(series('a', '2026-12-01T06:00', 8))).status).toBe(200);
    const { body } = await put(series('b', '2026-12-01T15:00', 4.5));
    expect(body).toMatchObject({ code: 'working-time-broken', params: { count: 2 } });
    expect(found(body)).toEqual(['hours_day 2026-12-01 12.5/12']);
    expect(body.errors!.map(({ params }) => params.personId).sort()).toEqual(['thu-an', 'thu-ba']);
    expect(await stored('b')).toBeUndefined();
    // Half an hour less is 12 h: allowed.
    expect((await put(series('b', '2026-12-01T15:00', 4))).status).toBe(200);
  });

  it('hours a week: a seventh long day is refused, a sixth only warned', async () => {
    await only('hours_week', 66, 55);
    // Monday 30 November to Friday 4 December, 10 h each: 50 h. Saturday 10 h: 60 h, warned from 55. Sunday 7 h: 67 h of 66.
    expect((await put<SeriesSaved>(series('a', '2026-11-30T08:00', 10, 'FREQ=DAILY;COUNT=5'))).body.breaches).toEqual([]);
    const saturday = await put<SeriesSaved>(series('b', '2026-12-05T08:00', 10));
    expect(saturday.body.breaches).toMatchObject([
      { personId: 'thu-an', rule: 'hours_week', severity: 'warned', value: 60, limit: 55 },
      { personId: 'thu-ba', rule: 'hours_week', severity: 'warned', value: 60, limit: 55 },
    ]);
    expect(found((await put(series('c', '2026-12-06T08:00', 7))).body)).toEqual(['hours_week 2026-12-06 67/66']);
  });

  it('overtime a month and a year', async () => {
    // 11 h on Mondays: 3 h beyond the ordinary 8. December has four (7, 14, 21, 28): 12 h. With 30 November: 15 h in the year.
    const mondays = series('a', '2026-11-30T08:00', 11, 'FREQ=WEEKLY;COUNT=5');
    await only('overtime_month', 11);
    expect(found((await put(mondays)).body)).toEqual(['overtime_month 2026-12-28 12/11']);
    await test.deps.db.client.workingTimePolicy.deleteMany();
    await only('overtime_year', 14);
    expect(found((await put(mondays)).body)).toEqual(['overtime_year 2026-12-28 15/14']);
    expect((await put(series('a', '2026-11-30T08:00', 11, 'FREQ=WEEKLY;COUNT=4'))).status).toBe(200);
  });

  it('rest between shifts: "only this one" moved to the evening before an early shift', async () => {
    await only('rest_between_shifts', 12);
    await put(series('evening', '2026-12-01T15:00', 3));
    await put(series('early', '2026-12-02T06:30', 3));
    // Moved to 19:00–22:00 it leaves 2 h + 6.5 h = 8.5 h until 06:30.
    const edit = (startsLocal: string, overrideReason: string | null) => ({
      ...{ scope: 'one', version: 1, date: '2026-12-01', overrideReason },
      change: { startsLocal, durationSec: 3 * 3600, teamId: 'thu', rest: null, note: '' },
    });
    const late = edit('2026-12-01T19:00', null);
    const { body } = await dispatcher<Refusal>('POST', '/api/shift-series/evening/edit', late);
    expect(found(body)).toEqual(['rest_between_shifts 2026-12-02 8.5/12']);
    expect(body.errors![0]!.message).toBe('Not on 2026-12-02: 8.5 h since the end of the shift of 2026-12-01, 12 h required.');
    expect((await stored('evening'))!.version).toBe(1);

    const reason = 'Chỉ tối nay, đã thống nhất';
    const letBe = (await dispatcher<SeriesEdited>('POST', '/api/shift-series/evening/edit', edit('2026-12-01T19:00', reason)))
      .body;
    expect(letBe.breaches.map(({ personId, rule, override }) => [personId, rule, override]).sort()).toEqual([
      ['thu-an', 'rest_between_shifts', { byName: 'Nguyễn Thu Trang', reason }],
      ['thu-ba', 'rest_between_shifts', { byName: 'Nguyễn Thu Trang', reason }],
    ]);
    const { overrides } = (await dispatcher<{ overrides: OverrideView[] }>('GET', '/api/rule-overrides')).body;
    expect(overrides.map(({ personId, value, limit, byName }) => [personId, value, limit, byName]).sort()).toEqual(
      ['thu-an', 'thu-ba'].map((id) => [id, 8.5, 12, 'Nguyễn Thu Trang']),
    );
    // Taken back, and that taken back: what was let be by name needs no second reason.
    const back = (await dispatcher<SeriesEdited>('POST', '/api/shift-series/restore', letBe.undo)).body;
    const again = await dispatcher<SeriesEdited>('POST', '/api/shift-series/restore', back.undo);
    expect([again.status, (await stored('evening'))!.overrides]).toMatchObject([200, [{ startsLocal: '2026-12-01T19:00' }]]);
    // Worse than what was let be is another matter: 20:00–23:00 leaves 7.5 h.
    const worse = { ...edit('2026-12-01T20:00', null), version: (await stored('evening'))!.version };
    expect(found((await dispatcher<Refusal>('POST', '/api/shift-series/evening/edit', worse)).body)).toEqual([
      'rest_between_shifts 2026-12-02 7.5/12',
    ]);
  });

  it('latest end: "this and the following" and "all" are refused from today on; what lies in the past is left alone', async () => {
    await only('latest_end', 22 * 60);
    const weekly = series('w', '2026-11-02T18:30', 3, 'FREQ=WEEKLY');
    expect((await put(weekly)).status).toBe(200);
    const change = { teamId: 'thu', time: '19:30', durationSec: 3 * 3600, rule: 'FREQ=WEEKLY', skipHolidays: false, rest: null };
    for (const [scope, date, first] of [
      ['following', '2026-12-07', '2026-12-07'],
      ['all', '2026-11-02', '2026-11-23'],
    ]) {
      const body = { scope, version: 1, date, change, ...(scope === 'following' ? { newId: 'w2' } : {}) };
      const refused = (await dispatcher<Refusal>('POST', '/api/shift-series/w/edit', body)).body;
      // 19:30 + 3 h = 22:30 = 1350 min of 1320.
      expect(found(refused)[0]).toBe(`latest_end ${first} 1350/1320`);
    }
    // Split off without other hours it is no worse than before, though its shifts are those of another series.
    await dispatcher('PUT', '/api/shift-series/late', {
      ...series('late', '2026-12-02T20:00', 3, 'FREQ=WEEKLY'),
      overrideReason: 'cần',
    });
    const late = { ...change, time: '20:00', rule: 'FREQ=WEEKLY', skipHolidays: true };
    const split = { scope: 'following', version: 1, date: '2026-12-09', newId: 'late2', change: late };
    expect((await dispatcher('POST', '/api/shift-series/late/edit', split)).status).toBe(200);
  });

  it('evenings in a row, and one day off in a week', async () => {
    await only('consecutive_evenings', 6);
    // Monday 30 November to Sunday 6 December: 7 evenings of 6.
    expect(found((await put(series('a', '2026-11-30T18:30', 3, 'FREQ=DAILY;COUNT=7'))).body)).toEqual([
      'consecutive_evenings 2026-12-06 7/6',
    ]);
    expect((await put(series('a', '2026-11-30T18:30', 3, 'FREQ=DAILY;COUNT=6'))).status).toBe(200);
    await test.deps.db.client.workingTimePolicy.deleteMany();
    await only('weekly_rest', 24);
    // The evenings end at 21:30: with Sunday 6 December 15:00–18:00 the longest rest is Saturday 21:30 to Sunday 15:00, 17.5 h; the
    // nights are 21 h (21:30–18:30), and 21 h are the longest of the week; 24 are required.
    expect(found((await put(series('b', '2026-12-06T15:00', 3))).body)).toEqual(['weekly_rest 2026-12-06 21/24']);
  });

  it('rest before the office: a member with office hours joins a team that ends late', async () => {
    await only('rest_before_office', 10);
    await put(series('late', '2026-12-01T20:00', 3));
    // The office of "thu-can" opens at 08:00 on workdays: 23:00 to 08:00 is 9 h of 10.
    const person = {
      ...{ id: 'thu-can', name: 'Cần', phone: '', sex: null, skills: [], wishes: { avoidWeekdays: [], likeWeekdays: [] } },
      ...{ active: true, version: 0, officeHours: [{ days: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' }] },
      memberships: [{ id: 'thu-can-1', teamId: 'thu', duty: 'officer', fromDate: '2026-11-23', toDate: null }],
    };
    const refused = await dispatcher<Refusal>('PUT', '/api/people/thu-can', person);
    expect(found(refused.body)).toEqual(['rest_before_office 2026-12-01 9/10']);
    expect(
      (await dispatcher<PeopleList>('GET', '/api/people?date=2026-11-23')).body.people.some(({ id }) => id === 'thu-can'),
    ).toBe(false);
    const letBe = await dispatcher<PersonView>('PUT', '/api/people/thu-can', { ...person, overrideReason: 'đã thống nhất' });
    expect(letBe.body.breaches).toMatchObject([{ rule: 'rest_before_office', override: { reason: 'đã thống nhất' } }]);
    // Without the office there is nothing to rest before; then the office comes: the same sum.
    await dispatcher('PUT', '/api/people/thu-can', { ...person, version: 1, officeHours: [] });
    await test.deps.db.client.ruleOverride.deleteMany();
    expect(found((await dispatcher<Refusal>('PUT', '/api/people/thu-can', { ...person, version: 2 })).body)).toEqual([
      'rest_before_office 2026-12-01 9/10',
    ]);
  });

  it('members of a team: who joins is judged with the hours of the team; who is elsewhere at that time cannot be let be', async () => {
    await only('hours_week', 35);
    await put(series('a', '2026-11-30T08:00', 8, 'FREQ=DAILY;COUNT=4'));
    await putTeam('thu2', ['thu-do']);
    expect((await put(series('d', '2026-12-04T08:00', 4, '', { teamId: 'thu2' }))).status).toBe(200);
    // "thu-do" is chosen for the other team's Friday, then joins "thu": 4 × 8 h + 4 h = 36 h of 35.
    const shiftId = 'd_2026-12-04';
    const crew = { date: '2026-12-04', version: 0, personIds: ['thu-do'], kit: null, vehicle: null, overrideReason: null };
    expect((await dispatcher('PUT', `/api/crews/${shiftId}`, crew)).status).toBe(200);
    await putTeam('thu2', [], { version: 1 });
    const joins = ['thu-an', 'thu-ba', 'thu-do'];
    const refused = await putTeam<Refusal>('thu', joins, { version: 1 });
    expect(found(refused.body)).toEqual(['hours_week 2026-12-04 36/35']);
    expect(refused.body.errors!.map(({ params }) => params.personId)).toEqual(['thu-do']);
    const letBe = await putTeam('thu', joins, { version: 1, overrideReason: 'đợt cao điểm' });
    expect(letBe.body).toMatchObject({ version: 2, breaches: [{ personId: 'thu-do', rule: 'hours_week', value: 36 }] });
    // A shift of "thu" at the time of the other one: at two places at once, whatever the reason.
    const twice = await put(series('e', '2026-12-04T11:00', 4), 'cần thiết');
    expect(twice.body.errors).toMatchObject([{ code: 'double_booked', params: { personId: 'thu-do', canOverride: 0 } }]);
  });

  it('the fair share, where a unit makes it hard: evenings and weekend days above the average', async () => {
    await only('fair_weekends', 2);
    // The average of December over those with shifts is taken before the change, with nobody of "thu" in it. Four Saturdays in December
    // (5, 12, 19, 26) less that average are more than 2 when it is below 2.
    const { body } = await put(series('a', '2026-12-05T08:00', 4, 'FREQ=WEEKLY;BYDAY=SA,SU;COUNT=8'));
    const value = Number(body.errors![0]!.params.value);
    expect(found(body)).toEqual([`fair_weekends 2026-12-27 ${value}/2`]);
    expect(value).toBeGreaterThan(2);
    await test.deps.db.client.workingTimePolicy.deleteMany();
    await only('fair_evenings', 1);
    const evenings = await put(series('b', '2026-12-01T18:30', 3, 'FREQ=DAILY;COUNT=31'));
    expect(evenings.body.errors![0]).toMatchObject({ code: 'fair_evenings', params: { limit: 1 } });
  });

  it('two shifts that swap teams are judged for the people of both', async () => {
    await only('hours_day', 6);
    await putTeam('thu2', ['thu-do']);
    await put(series('long', '2026-12-01T08:00', 6));
    await put(series('a', '2026-12-02T08:00', 3, '', { teamId: 'thu2' }));
    await put(series('b', '2026-12-01T15:00', 3, '', { teamId: 'thu2' }));
    // "thu-do" would have 6 h + 3 h = 9 h of 6 on 1 December. (The name "a" has been another series before: its version is not 1.)
    const side = async (seriesId: string, date: string) => ({ seriesId, date, version: (await stored(seriesId))!.version });
    const swap = { one: await side('long', '2026-12-01'), other: await side('a', '2026-12-02') };
    expect(found((await dispatcher<Refusal>('POST', '/api/shifts/swap', swap)).body)).toEqual(['hours_day 2026-12-01 9/6']);
    expect((await dispatcher('POST', '/api/shifts/swap', { ...swap, overrideReason: 'đổi một lần' })).status).toBe(200);
  });

  it('an imported calendar file is judged as a whole', async () => {
    await only('latest_end', 22 * 60);
    const text = [
      ...[
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:x',
        'BEGIN:VEVENT',
        'UID:dem',
        'DTSTART;TZID=Asia/Ho_Chi_Minh:20261201T200000',
      ],
      ...['DTEND;TZID=Asia/Ho_Chi_Minh:20261201T230000', 'END:VEVENT', 'END:VCALENDAR', ''],
    ].join('\r\n');
    // 23:00 = 23 × 60 = 1380 min of 1320.
    const send = (more: object) =>
      dispatcher<Refusal>('POST', '/api/teams/thu/shifts-import', { text, isDryRun: false, ...more });
    expect(found((await send({})).body)).toEqual(['latest_end 2026-12-01 1380/1320']);
    expect(await stored('dem')).toBeUndefined();
    expect((await send({ overrideReason: 'ca đêm đã duyệt' })).status).toBe(200);
  });
});
