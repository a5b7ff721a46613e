import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect, it as vitestIt } from 'vitest';
import type {
  AbsenceView,
  Candidate,
  CrewList,
  CrewView,
  OverrideView,
  PeopleList,
  PolicyView,
} from '../../apps/api/src/contract/people.ts';
import type { TeamList } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';

interface Refusal {
  code: string;
  detail?: string;
  params?: Record<string, string | number>;
  errors?: { pointer: string; code: string; params?: Record<string, string | number> }[];
}

/** Monday; the demo's teams 1 to 5 have evenings 18:30–21:30 from Monday to Friday. */
const MONDAY = '2026-11-23';
const FRIDAY = '2026-11-27';
const SATURDAY = '2026-11-28';

/** Many requests each, and the year is expanded in each: a busy machine takes its time. */
const it = (name: string, run: () => Promise<void>): void => vitestIt(name, run, 180_000);

describeOnDatabases('crews', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
  }, 120_000);
  // What one test chose is not the next one's.
  beforeEach(async () => {
    const { client } = test.deps.db;
    await client.absence.deleteMany();
    await client.shiftCrew.deleteMany();
    await client.ruleOverride.deleteMany();
    await client.workingTimePolicy.deleteMany();
  });

  const crewsOn = async (date: string): Promise<CrewView[]> =>
    (await dispatcher<CrewList>('GET', `/api/crews?from=${date}&to=${date}`)).body.crews;
  const crewOf = async (teamId: string, date: string): Promise<CrewView> =>
    (await crewsOn(date)).find((crew) => crew.teamId === teamId)!;
  const put = <Body = CrewView>(crew: CrewView, change: object) =>
    dispatcher<Body>('PUT', `/api/crews/${crew.shiftId}`, {
      ...{ date: crew.date, version: crew.version, personIds: null, kit: null, vehicle: null, overrideReason: null },
      ...change,
    });

  it('a shift has the people of its team, what they can do, and what their kit can', async () => {
    const crew = await crewOf('to-1', MONDAY);
    expect(crew).toMatchObject({
      state: 'full',
      crewSize: 2,
      kitId: 'may-1',
      hasOwnPeople: false,
      version: 0,
      equipmentFaults: [],
    });
    expect(crew.people.map(({ personId }) => personId)).toEqual(['to-1-1', 'to-1-2', 'to-1-3']);
    // Two officers (the first and the third), a woman (the second), the kit's prints.
    expect(crew.skills).toEqual(['intake', 'officer', 'two_officers', 'vneid', 'woman']);
  });

  it('an absence: a team of three goes on, a team of two loses the shift, or is marked short where the policy says so', async () => {
    const absence = { id: 'a1', personId: 'to-1-2', kind: 'sick', fromDate: MONDAY, toDate: MONDAY, note: '' };
    const first = await dispatcher<AbsenceView>('PUT', '/api/absences/a1', absence);
    expect(first.body.effects).toMatchObject([{ teamId: 'to-1', date: MONDAY, state: 'full', presentCount: 2 }]);
    const crew = await crewOf('to-1', MONDAY);
    expect(crew.people.find(({ personId }) => personId === 'to-1-2')?.absence).toBe('sick');
    expect(crew.skills).toEqual(['intake', 'officer', 'two_officers', 'vneid']);

    await dispatcher('PUT', '/api/absences/a2', { ...absence, id: 'a2', personId: 'to-3-2' });
    expect(await crewOf('to-3', MONDAY)).toMatchObject({ state: 'lost' });
    const { policy } = (await dispatcher<PolicyView>('GET', '/api/working-time-policy')).body;
    const rules = { ...policy.rules, shortShift: 'marked' };
    expect((await dispatcher('PUT', '/api/working-time-policy', { version: policy.version, rules, note: '' })).status).toBe(200);
    expect(await crewOf('to-3', MONDAY)).toMatchObject({ state: 'short', skills: ['intake', 'officer', 'vneid'] });
    expect((await dispatcher('DELETE', '/api/absences/a2')).status).toBe(204);
    expect(await crewOf('to-3', MONDAY)).toMatchObject({ state: 'full' });
  });

  it('who stands in is judged by the rules: refused with the numbers, let be by name and reason, and recorded', async () => {
    const saturday = await crewOf('to-1', SATURDAY);
    // Friday's evening ends at 21:30.
    await dispatcher('PUT', '/api/shift-series/ca-frueh', {
      ...{ id: 'ca-frueh', teamId: 'to-6', startsLocal: `${SATURDAY}T06:30`, zone: 'Asia/Ho_Chi_Minh', durationSec: 3 * 3600 },
      ...{ rule: 'FREQ=DAILY;COUNT=1', exceptDates: [], skipHolidays: false, rest: null, version: 0 },
      // It shortens the weekly rest of team 6 itself; that is not what is looked at here.
      overrideReason: 'ca thử',
    });
    const early = (await crewsOn(SATURDAY)).find(({ shiftId }) => shiftId.startsWith('ca-frueh'))!;
    const wanted = { personIds: ['to-3-1', 'du-bi-3'] };
    const refused = (await put<Refusal>(early, wanted)).body;
    expect(refused.code).toBe('working-time-broken');
    // Friday 21:30 to Saturday 06:30: 9 h.
    expect(refused.errors).toMatchObject([
      { code: 'rest_between_shifts', params: { personId: 'to-3-1', date: SATURDAY, otherDate: FRIDAY, value: 9, limit: 12 } },
    ]);
    expect(refused.detail).toBe(`Not on ${SATURDAY}: 9 h since the end of the shift of ${FRIDAY}, 12 h required.`);
    expect(await crewOf('to-1', SATURDAY)).toEqual(saturday);

    const overrideReason = 'Đợt cao điểm, đã thống nhất';
    const letBe = (await put(early, { ...wanted, overrideReason })).body;
    await dispatcher('DELETE', '/api/shift-series/ca-frueh');
    expect(letBe.breaches.find(({ rule }) => rule === 'rest_between_shifts')?.override).toEqual({
      byName: 'Nguyễn Thu Trang',
      reason: overrideReason,
    });
    const { overrides } = (await dispatcher<{ overrides: OverrideView[] }>('GET', '/api/rule-overrides')).body;
    expect(overrides.filter(({ reason }) => reason === overrideReason)).toMatchObject([
      { personId: 'to-3-1', rule: 'rest_between_shifts', value: 9, limit: 12, reason: overrideReason },
    ]);
  });

  it('nobody is at two places at once, whatever the reason', async () => {
    const crew = await crewOf('to-1', MONDAY);
    const answer = (await put<Refusal>(crew, { personIds: ['to-1-1', 'to-2-1'], overrideReason: 'cần thiết' })).body;
    expect(answer.errors).toMatchObject([{ code: 'double_booked', params: { personId: 'to-2-1', canOverride: 0 } }]);
    await dispatcher('PUT', '/api/absences/a', {
      id: 'a',
      personId: 'du-bi-1',
      kind: 'leave',
      fromDate: MONDAY,
      toDate: MONDAY,
      note: '',
    });
    const absent = (await put<Refusal>(crew, { personIds: ['to-1-1', 'du-bi-1'], overrideReason: 'cần thiết' })).body;
    expect(absent.errors).toMatchObject([{ code: 'absent', params: { personId: 'du-bi-1' } }]);
  });

  it('says who could stand in, and what speaks against the others', async () => {
    const crew = await crewOf('to-3', MONDAY);
    const { candidates } = (
      await dispatcher<{ candidates: Candidate[] }>('GET', `/api/crews/${crew.shiftId}/candidates?date=${MONDAY}`)
    ).body;
    const of = (id: string) => candidates.find(({ personId }) => personId === id)!;
    expect(candidates).toHaveLength(19);
    expect([of('to-3-1').isMember, of('to-3-1').isChosen, of('to-3-1').breaches]).toEqual([true, true, []]);
    expect(of('to-2-1').breaches).toMatchObject([{ rule: 'double_booked', severity: 'refused' }]);
    expect(of('du-bi-1').breaches).toEqual([]);
    expect(
      candidates
        .slice(0, 3)
        .map(({ personId }) => personId)
        .sort(),
    ).toEqual(['du-bi-1', 'to-3-1', 'to-3-2']);
  });

  it('two people change places between two shifts, both or none', async () => {
    const [one, other] = [await crewOf('to-1', MONDAY), await crewOf('to-6', '2026-11-24')];
    const side = (crew: CrewView, personId: string) => ({
      shiftId: crew.shiftId,
      date: crew.date,
      version: crew.version,
      personId,
    });
    const swap = { one: side(one, 'to-1-2'), other: side(other, 'to-6-2'), overrideReason: null };
    // to-1-2 has an evening of her own on that Tuesday.
    const refused = await dispatcher<Refusal>('POST', '/api/swaps', swap);
    expect(refused.body.errors).toMatchObject([{ code: 'double_booked', params: { personId: 'to-1-2', date: '2026-11-24' } }]);
    expect(await crewOf('to-1', MONDAY)).toEqual(one);

    const free = await crewOf('to-6', SATURDAY);
    const team3 = await crewOf('to-3', FRIDAY);
    const agreed = { one: side(team3, 'to-3-2'), other: side(free, 'to-6-2'), overrideReason: null };
    const { crews } = (await dispatcher<CrewList>('POST', '/api/swaps', agreed)).body;
    expect(crews.map(({ people }) => people.map(({ personId }) => personId))).toEqual([
      ['to-3-1', 'to-6-2'],
      ['to-6-1', 'to-3-2'],
    ]);
    expect((await dispatcher<Refusal>('POST', '/api/swaps', agreed)).body.code).toBe('changed-meanwhile');
  });

  it('two shifts cannot hold one kit or vehicle at once', async () => {
    const [one, two] = [await crewOf('to-1', MONDAY), await crewOf('to-2', MONDAY)];
    expect((await put<Refusal>(two, { kit: { id: 'may-1' } })).body).toMatchObject({
      code: 'equipment-held',
      params: { equipmentId: 'may-1', teamId: 'to-1', date: MONDAY },
    });
    // Given up by the one, it may be the other's.
    expect((await put(one, { kit: { id: null } })).body).toMatchObject({ kitId: null, equipmentFaults: ['kit_missing'] });
    expect((await put(two, { kit: { id: 'may-1' } })).body).toMatchObject({ kitId: 'may-1', hasOwnKit: true });
    // The same with the vehicle that team 1 has of its own.
    expect((await put(await crewOf('to-1', MONDAY), { kit: { id: null }, vehicle: { id: null } })).body.vehicleId).toBe(null);
    expect((await put(await crewOf('to-3', MONDAY), { vehicle: { id: 'xe-1' } })).body.vehicleId).toBe('xe-1');
    expect((await put<Refusal>(await crewOf('to-4', MONDAY), { vehicle: { id: 'xe-1' } })).body.code).toBe('equipment-held');
    // A shift holds a thing until it gives it up: then the next may hold it, and the first may not have it back.
    expect((await put(await crewOf('to-3', MONDAY), { vehicle: { id: null } })).body.vehicleId).toBe(null);
    expect((await put(await crewOf('to-4', MONDAY), { vehicle: { id: 'xe-1' } })).body.vehicleId).toBe('xe-1');
    expect((await put<Refusal>(await crewOf('to-3', MONDAY), { vehicle: { id: 'xe-1' } })).body).toMatchObject({
      code: 'equipment-held',
      params: { equipmentId: 'xe-1', teamId: 'to-4', date: MONDAY },
    });
    // Holding ends with the shift: the evening after is another one.
    const tuesday = await crewOf('to-3', '2026-11-24');
    expect((await put(tuesday, { vehicle: { id: 'xe-1' } })).body).toMatchObject({ code: 'equipment-held' });
    await put(await crewOf('to-1', '2026-11-24'), { vehicle: { id: null } });
    expect((await put(tuesday, { vehicle: { id: 'xe-1' } })).body.vehicleId).toBe('xe-1');
  });

  it('a broken kit, or one that is due for calibration, brings nothing', async () => {
    const { kits } = (await dispatcher<TeamList>('GET', '/api/teams')).body;
    const { teamId: _, ...kit } = kits.find(({ id }) => id === 'may-1')!;
    await dispatcher('PUT', '/api/kits/may-1', { ...kit, calibrationDate: '2026-11-25' });
    expect((await crewOf('to-1', '2026-11-24')).skills).toContain('intake');
    expect(await crewOf('to-1', '2026-11-25')).toMatchObject({ equipmentFaults: ['kit_not_ready'] });
    expect((await crewOf('to-1', '2026-11-25')).skills).not.toContain('intake');
    await dispatcher('PUT', '/api/kits/may-1', { ...kit, state: 'charging' });
    expect((await crewOf('to-1', MONDAY)).skills).not.toContain('intake');
    expect((await crewOf('to-1', '2026-11-24')).skills).toContain('intake');
    await dispatcher('PUT', '/api/kits/may-1', kit);
  });

  it('counts hours across teams and the office, and what remains to the caps', async () => {
    const { people } = (await dispatcher<PeopleList>('GET', `/api/people?date=${MONDAY}`)).body;
    const of = (id: string) => people.find((person) => person.id === id)!;
    // 5 × 4 h office + 5 × 3 h evenings + Saturday 09:30–17:00 less an hour: 20 + 15 + 6.5 = 41.5 h; 72 − 41.5 = 30.5 h remain.
    expect(of('to-1-1').hours).toMatchObject({
      week: 41.5,
      weekLeft: 30.5,
      monthOvertime: 0,
      yearOvertime: 0,
      monthEvenings: 21,
    });
    // The whole day at the office: 8 + 3 = 11 h, 3 h of overtime on each of 21 workdays = 63 h; 40 − 63 = −23 h remain.
    expect(of('to-1-3').hours).toMatchObject({ week: 61.5, monthOvertime: 63, monthOvertimeLeft: -23 });
    expect(of('to-1-3').breaches.map(({ rule }) => rule)).toContain('overtime_month');
    expect(of('du-bi-1').hours).toMatchObject({ week: 20, monthFieldHours: 0 });
  });

  it('a person changes teams on a date; two teams at one date are refused', async () => {
    const { people } = (await dispatcher<PeopleList>('GET', `/api/people?date=${MONDAY}`)).body;
    const { hours: _, breaches: __, unitId: ___, ...person } = people.find(({ id }) => id === 'to-1-3')!;
    const [place] = person.memberships;
    const next = { id: randomUUID(), teamId: 'to-3', duty: 'officer', fromDate: '2026-11-26', toDate: null };
    const send = <Body>(memberships: object[]) => dispatcher<Body>('PUT', '/api/people/to-1-3', { ...person, memberships });
    expect((await send<Refusal>([place!, next])).body.errors).toMatchObject([
      { pointer: '/memberships/1/fromDate', code: 'overlaps' },
    ]);
    expect((await send([{ ...place!, toDate: '2026-11-25' }, next])).status).toBe(200);
    const ids = async (teamId: string, date: string) => (await crewOf(teamId, date)).people.map(({ personId }) => personId);
    expect([await ids('to-1', '2026-11-25'), await ids('to-1', '2026-11-26')]).toEqual([
      ['to-1-1', 'to-1-2', 'to-1-3'],
      ['to-1-1', 'to-1-2'],
    ]);
    expect(await ids('to-3', '2026-11-26')).toEqual(['to-1-3', 'to-3-1', 'to-3-2']);
  });

  it('the policy has versions; two writers at once: the second is told; nonsense is refused', async () => {
    const before = (await dispatcher<PolicyView>('GET', '/api/working-time-policy')).body;
    expect(before.policy).toMatchObject({ version: 0, byName: null });
    const limits = { ...before.policy.rules.limits, rest_between_shifts: { limit: 9, warnAt: 12 } };
    const policy = { version: 0, rules: { ...before.policy.rules, limits }, note: 'Nghỉ 9 giờ trong đợt cao điểm' };
    const after = (await dispatcher<PolicyView>('PUT', '/api/working-time-policy', policy)).body;
    expect(after.policy).toMatchObject({ unitId: '01', version: 1, byName: 'Nguyễn Thu Trang', note: policy.note });
    expect((await dispatcher<Refusal>('PUT', '/api/working-time-policy', policy)).body.code).toBe('changed-meanwhile');
    const silly = {
      ...policy,
      version: 1,
      rules: { ...policy.rules, limits: { ...limits, hours_day: { limit: 10, warnAt: 12 } } },
    };
    expect((await dispatcher<Refusal>('PUT', '/api/working-time-policy', silly)).body.errors).toMatchObject([
      { pointer: '/rules/limits/hours_day/warnAt', code: 'range' },
    ]);
    // A unit below has none of its own: the city's counts there.
    const below = (await (await test.as('dongda'))<PolicyView>('GET', '/api/working-time-policy')).body;
    expect([below.policy.unitId, below.policy.version, below.history]).toEqual(['01', 1, []]);
  });

  it('is no business of a team, nor of another unit; a chief looks and sets the rules', async () => {
    const crew = await crewOf('to-1', MONDAY);
    const body = { date: MONDAY, version: 0, personIds: ['to-1-1'], kit: null, vehicle: null, overrideReason: null };
    const [team, chief, district] = [await test.as('to1'), await test.as('truongdonvi'), await test.as('dongda')];
    for (const path of [
      `/api/people?date=${MONDAY}`,
      `/api/crews?from=${MONDAY}&to=${MONDAY}`,
      '/api/working-time-policy',
      '/api/rule-overrides',
    ])
      expect([path, (await team<Refusal>('GET', path)).body.code]).toEqual([path, 'not-allowed']);
    expect((await team<Refusal>('PUT', `/api/crews/${crew.shiftId}`, body)).body.code).toBe('not-allowed');
    expect((await chief<Refusal>('PUT', `/api/crews/${crew.shiftId}`, body)).body.code).toBe('not-allowed');
    expect((await chief('GET', `/api/people?date=${MONDAY}`)).status).toBe(200);
    // The district's dispatcher sees nothing of the city's teams.
    expect((await district<Refusal>('PUT', `/api/crews/${crew.shiftId}`, body)).body.code).toBe('not-found');
    expect((await district<PeopleList>('GET', `/api/people?date=${MONDAY}`)).body.people).toEqual([]);
    const absence = { id: 'x', personId: 'to-1-1', kind: 'leave', fromDate: MONDAY, toDate: MONDAY, note: '' };
    expect((await district<Refusal>('PUT', '/api/absences/x', absence)).body.code).toBe('outside-your-unit');
    expect((await (await test.as())<Refusal>('GET', '/api/working-time-policy')).body.code).toBe('sign-in-required');
  });
});
