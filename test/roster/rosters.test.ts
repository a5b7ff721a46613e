import { beforeAll, expect, it as vitestIt } from 'vitest';
import type { Candidate, CrewList, CrewView } from '../../apps/api/src/contract/people.ts';
import type { RosterEntry, RosterInput, RosterList, RosterView } from '../../apps/api/src/contract/rosters.ts';
import type { ShiftList } from '../../apps/api/src/contract/teams.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';

interface Refusal {
  code: string;
  errors?: { pointer: string; code: string; params?: Record<string, string | number> }[];
}

const it = (name: string, run: () => Promise<void>): void => vitestIt(name, run, 180_000);
const FROM = '2026-11-30';
const UNTIL = '2026-12-06';

describeOnDatabases('rosters', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    await test.deps.db.client.absence.deleteMany();
    dispatcher = await test.as('dieuphoi');
  }, 120_000);

  const demand = (change: Partial<RosterInput['demand'][number]> = {}): RosterInput['demand'][number] => ({
    ...{ unitId: '01', eveningCount: 3, fromDate: FROM, untilDate: UNTIL, weekdays: [1, 3, 5], from: '18:30', to: '21:30' },
    ...{ crewSize: 2, requirements: [] },
    ...change,
  });
  const propose = <Body = RosterView>(id: string, lines: RosterInput['demand'], seed = 1) =>
    dispatcher<Body>('POST', '/api/rosters', { id, demand: lines, seed });
  const crewsOf = async (date: string): Promise<CrewView[]> =>
    (await dispatcher<CrewList>('GET', `/api/crews?from=${date}&to=${date}`)).body.crews;

  it('is proposed, looked at, changed by hand, accepted and taken back', async () => {
    const before = await crewsOf(FROM);
    const { status, body: roster } = await propose('r1', [demand({ requirements: ['woman'] })]);
    expect([status, roster.state, roster.entries.length, roster.unformed]).toEqual([201, 'proposed', 3, []]);
    expect(roster.breaches.filter(({ severity }) => severity === 'refused')).toEqual([]);
    expect(roster.fairness.spreadHours).toBeLessThanOrEqual(roster.fairness.spreadBeforeHours);
    // Nobody is affected yet.
    expect(await crewsOf(FROM)).toEqual(before);

    const entry = roster.entries[0]!;
    const { candidates } = (
      await dispatcher<{ candidates: Candidate[] }>('GET', `/api/rosters/r1/entries/${entry.id}/candidates`)
    ).body;
    expect(
      candidates
        .filter(({ isChosen }) => isChosen)
        .map(({ personId }) => personId)
        .sort(),
    ).toEqual(entry.personIds);
    const free = candidates.find((one) => !one.isChosen && one.breaches.every(({ severity }) => severity !== 'refused'))!;
    const entries = roster.entries.map((one) =>
      one === entry ? { ...one, personIds: [entry.personIds[0]!, free.personId] } : one,
    );
    const edited = await dispatcher<RosterView>('PUT', '/api/rosters/r1', { version: roster.version, entries });
    expect(edited.body.entries[0]!.personIds).toEqual([entry.personIds[0], free.personId]);
    expect((await dispatcher<Refusal>('PUT', '/api/rosters/r1', { version: roster.version, entries })).body.code).toBe(
      'changed-meanwhile',
    );

    const decision = { version: edited.body.version, overrideReason: null };
    const accepted = (await dispatcher<RosterView>('POST', '/api/rosters/r1/accept', decision)).body;
    expect(accepted.state).toBe('accepted');
    const crew = (await crewsOf(entry.date)).find(({ teamId }) => teamId === entry.teamId)!;
    expect(crew.people.map(({ personId }) => personId).sort()).toEqual([entry.personIds[0], free.personId].sort());
    expect([crew.hasOwnPeople, crew.forUnitId]).toEqual([true, '01']);
    expect((await dispatcher<Refusal>('POST', '/api/rosters/r1/accept', decision)).body.code).toBe('roster-not-open');

    const undone = await dispatcher<RosterView>('POST', '/api/rosters/r1/undo', { version: accepted.version });
    expect(undone.body.state).toBe('undone');
    expect(await crewsOf(FROM)).toEqual(before);
  });

  it('an evening that no shift stands for becomes one when it is accepted, and goes when it is taken back', async () => {
    // On Sundays only team 6 is out, in the morning: an evening is new.
    const { body: roster } = await propose('r2', [demand({ eveningCount: 1, weekdays: [7] })]);
    expect(roster.entries).toMatchObject([{ date: UNTIL, shiftId: null }]);
    const shiftsOn = async (): Promise<number> =>
      (await dispatcher<ShiftList>('GET', `/api/shifts?from=${UNTIL}&to=${UNTIL}`)).body.shifts.length;
    const count = await shiftsOn();
    const decision = { version: roster.version, overrideReason: null };
    const accepted = (await dispatcher<RosterView>('POST', '/api/rosters/r2/accept', decision)).body;
    expect(await shiftsOn()).toBe(count + 1);
    const crew = (await crewsOf(UNTIL)).find(({ opensAt }) => opensAt === roster.entries[0]!.opensAt)!;
    expect(crew.people.map(({ personId }) => personId)).toEqual(roster.entries[0]!.personIds);
    expect((await dispatcher('POST', '/api/rosters/r2/undo', { version: accepted.version })).status).toBe(200);
    expect(await shiftsOn()).toBe(count);
  });

  it('says of what could not be formed how many people each rule keeps away', async () => {
    // 23:00 to 23:30: beyond the latest end for everybody.
    const { body: roster } = await propose('r3', [demand({ eveningCount: 2, from: '23:00', to: '23:30' })]);
    expect(roster.entries).toEqual([]);
    expect(roster.unformed).toMatchObject([{ line: 0, missingCount: 2 }]);
    expect(roster.unformed[0]!.obstacles[0]).toMatchObject({ rule: 'latest_end' });
    expect(roster.unformed[0]!.obstacles[0]!.count).toBeGreaterThan(15);
  });

  it('what breaks a rule by hand is shown, refused when accepted, and let be with a name and a reason', async () => {
    const { body: roster } = await propose('r4', [demand({ eveningCount: 1, weekdays: [7], from: '18:30', to: '21:30' })]);
    const { entries } = roster;
    const late: RosterEntry[] = entries.map((entry) => ({ ...entry, personIds: ['to-1-3', 'to-6-1'] }));
    const edited = (await dispatcher<RosterView>('PUT', '/api/rosters/r4', { version: roster.version, entries: late })).body;
    // to-1-3 has the office all day and an evening on each of the 23 workdays of December: 23 × 3 = 69 h of overtime, beyond 60 already.
    // Of Sunday's 3 h 1.5 h are ordinary (40 + 6.5 + 1.5 = 48), 1.5 h are overtime: 70.5 h.
    expect(edited.breaches).toContainEqual(
      expect.objectContaining({ personId: 'to-1-3', rule: 'overtime_month', severity: 'refused', value: 70.5, limit: 60 }),
    );
    const refused = await dispatcher<Refusal>('POST', '/api/rosters/r4/accept', {
      version: edited.version,
      overrideReason: null,
    });
    expect(refused.body.code).toBe('working-time-broken');
    const letBe = { version: edited.version, overrideReason: 'Đã thống nhất với đơn vị' };
    expect((await dispatcher<RosterView>('POST', '/api/rosters/r4/accept', letBe)).body.state).toBe('accepted');
    const overrides = await test.deps.db.client.ruleOverride.findMany({ where: { personId: 'to-1-3' } });
    expect(overrides).toMatchObject([{ rule: 'overtime_month', byName: 'Nguyễn Thu Trang', reason: letBe.overrideReason }]);
  });

  it('refuses what cannot be, each fault named', async () => {
    const tooMany = await propose<Refusal>('x1', [
      demand({ eveningCount: 60 }),
      ...Array.from({ length: 3 }, () => demand({ eveningCount: 60 })),
    ]);
    expect(tooMany.body.errors).toMatchObject([{ pointer: '/demand', params: { evenings: 240, limit: 200 } }]);
    expect((await propose<Refusal>('x2', [demand({ unitId: 'nowhere' })])).body.errors?.[0]?.pointer).toBe('/demand/0/unitId');
    expect((await propose<Refusal>('x3', [demand({ untilDate: '2027-03-01' })])).body.errors?.[0]?.params).toMatchObject({
      limit: 62,
    });
    const { body: roster } = await propose('r5', [demand()]);
    const [entry] = roster.entries;
    const send = async (change: Partial<RosterEntry>) =>
      (await dispatcher<Refusal>('PUT', '/api/rosters/r5', { version: roster.version, entries: [{ ...entry!, ...change }] })).body
        .errors;
    expect(await send({ personIds: ['nobody'] })).toMatchObject([{ pointer: '/entries/0/personIds', code: 'unknown' }]);
    expect(await send({ teamId: 'nowhere' })).toMatchObject([{ pointer: '/entries/0/teamId', code: 'unknown' }]);
    expect(await send({ date: '2026-12-30' })).toMatchObject([{ pointer: '/entries/0/date' }, { pointer: '/entries/0/shiftId' }]);
  });

  it('is proposed by dispatchers; chiefs look; teams and other units see nothing', async () => {
    const [team, chief, district] = [await test.as('to1'), await test.as('truongdonvi'), await test.as('dongda')];
    expect((await team<Refusal>('GET', '/api/rosters')).body.code).toBe('not-allowed');
    expect((await chief<RosterList>('GET', '/api/rosters')).body.rosters.length).toBeGreaterThan(0);
    expect((await chief<Refusal>('POST', '/api/rosters', { id: 'c', demand: [demand()], seed: 1 })).body.code).toBe(
      'not-allowed',
    );
    expect((await district<RosterList>('GET', '/api/rosters')).body.rosters).toEqual([]);
    expect((await district<Refusal>('GET', '/api/rosters/r1')).body.code).toBe('outside-your-unit');
    expect((await district<Refusal>('POST', '/api/rosters', { id: 'd', demand: [demand()], seed: 1 })).body.code).toBe(
      'outside-your-unit',
    );
  });
});
