import { describe, expect, it } from 'vitest';
import { parseBonds } from '../../apps/api/src/cases/import/parse-words.ts';
import type { CaseDetail } from '../../apps/api/src/contract/cases.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import type { DraftPlan } from '../../apps/api/src/planning/draft-plan.ts';
import type { PlanningInput, VisitBond } from '../../apps/api/src/planning/planning-input.ts';
import { openTestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

const HOUR = 3600;
const together: VisitBond = { kind: 'together', caseId: 'first', afterSec: 0, notBefore: null };
const daysLater = (days: number, notBefore: Date | null = null): VisitBond => ({
  kind: 'return',
  caseId: 'first',
  afterSec: days * 24 * HOUR - 2 * HOUR,
  notBefore,
});
const evenings = (...days: number[]) =>
  days.map((day) =>
    makeShift(`${day}`, {
      date: `2026-11-${day}`,
      opensAt: at('18:30', `2026-11-${day}`),
      closesAt: at('21:30', `2026-11-${day}`),
    }),
  );
const startOf = (plan: DraftPlan, id: string) =>
  plan.routes.flatMap(({ stops }) => stops).find(({ caseId }) => caseId === id)?.startAt;
const faults = (input: PlanningInput, plan: DraftPlan) =>
  checkPlan(input, makeTravel(input), plan).map(({ code, id }) => `${code} ${id}`);

describe('two teams at one bed', () => {
  const first = makeVisit('first', 1, { mobility: 'bedbound' });
  const second = makeVisit('second', 1, { mobility: 'bedbound', needs: ['second_team'], bond: together });
  const input = makeInput([first, second, makeVisit('other', 2)], [makeShift('one'), makeShift('two', { skills: ['vneid'] })]);
  const { plan } = planHere(input, makeTravel(input));

  it('begin at the same moment, each with a team of its own, and stay as long', () => {
    expect(faults(input, plan)).toEqual([]);
    expect(startOf(plan, 'first')).toEqual(startOf(plan, 'second'));
    const [a, b] = ['first', 'second'].map((id) => plan.routes.find(({ stops }) => stops.some(({ caseId }) => caseId === id))!);
    expect(a!.shiftId).not.toBe(b!.shiftId);
  });

  it('come both or not at all: with one team nobody comes, and the reason says so', () => {
    const alone = { ...input, shifts: [makeShift('one')] };
    const { plan: without } = planHere(alone, makeTravel(alone));
    expect(faults(alone, without)).toEqual([]);
    expect(without.unassigned.map(({ caseId }) => caseId).sort()).toEqual(['first', 'second']);
    // Where the first visit is not in the plan at all, the second waits for it.
    const orphan = { ...input, visits: input.visits.slice(1) };
    const { plan: waiting } = planHere(orphan, makeTravel(orphan));
    expect(waiting.unassigned).toEqual([{ caseId: 'second', reason: 'waits_for_first', detail: {} }]);
    expect(faults(orphan, waiting)).toEqual([]);
  });

  it('are a fault for the second opinion when one comes alone, later, or in the same route', () => {
    const change = (change: (route: DraftPlan['routes'][number]) => DraftPlan['routes'][number]): DraftPlan => ({
      ...plan,
      routes: plan.routes.map(change),
    });
    const dropped = change((route) => ({ ...route, stops: route.stops.filter(({ caseId }) => caseId !== 'second') }));
    expect(faults(input, dropped)).toContain('bond-broken second');
    const later = change((route) => ({
      ...route,
      stops: route.stops.map((stop) =>
        stop.caseId === 'second' ? { ...stop, startAt: new Date(stop.startAt.getTime() + 1000) } : stop,
      ),
    }));
    expect(faults(input, later)).toContain('bond-broken second');
    const same = change((route) => ({ ...route, shiftId: 'one' }));
    expect(faults(input, same)).toContain('bond-broken second');
  });
});

describe('bringing the card', () => {
  const first = makeVisit('first', 1);
  const card = (bond: VisitBond) => makeVisit('card', 1, { needs: ['card_return'], bond });
  const planOf = (visits: PlanningInput['visits'], days: number[], change: Partial<PlanningInput> = {}) => {
    const input = makeInput([...visits], evenings(...days), { toDate: `2026-11-${days.at(-1)}`, ...change });
    const { plan } = planHere(input, makeTravel(input));
    expect(faults(input, plan)).toEqual([]);
    return { input, plan };
  };

  it('comes so many days after the first visit', () => {
    const { input, plan } = planOf([first, card(daysLater(3))], [23, 24, 25, 26]);
    expect(startOf(plan, 'first')! < at('23:00')).toBe(true);
    expect(startOf(plan, 'card')! > at('18:00', '2026-11-26')).toBe(true);
    // One moved to the evening before is a fault.
    const moved = {
      ...plan,
      routes: plan.routes.map((route) => ({
        ...route,
        stops: route.stops.map((stop) =>
          stop.caseId === 'card' ? { ...stop, startAt: new Date(stop.startAt.getTime() - 24 * HOUR * 1000) } : stop,
        ),
      })),
    };
    expect(faults(input, moved)).toContain('bond-broken card');
  });

  it('waits when the days planned end before it can come, and does not keep the first visit from being planned', () => {
    const { plan } = planOf([first, card(daysLater(7))], [23, 24, 25, 26]);
    expect(startOf(plan, 'first')).toBeDefined();
    expect(plan.unassigned).toEqual([{ caseId: 'card', reason: 'waits_for_first', detail: {} }]);
  });

  it('goes by the day on which the first visit was done', () => {
    const done = daysLater(3, at('17:00', '2026-11-25'));
    const { plan } = planOf([card(done)], [23, 24, 25, 26]);
    expect(startOf(plan, 'card')! >= at('18:30', '2026-11-25')).toBe(true);
    const { plan: early } = planOf([card(done)], [23, 24]);
    expect(early.unassigned).toMatchObject([
      { caseId: 'card', reason: 'waits_for_first', detail: { notBefore: '2026-11-25T10:00:00.000Z' } },
    ]);
  });

  it('does not push out a first visit that was published without it', () => {
    const published = { published: [{ caseId: 'first', shiftId: '23' }] };
    const { plan } = planOf([first, card(daysLater(1))], [23, 24, 25], published);
    expect(startOf(plan, 'first')).toBeDefined();
    expect(plan.unassigned.map(({ reason }) => reason)).toEqual(['waits_for_first']);
  });
});

describe('a list', () => {
  it('says it in the column of what the crew must bring', () => {
    expect(parseBonds('hai tổ; cán bộ nữ; trả thẻ sau 7 ngày')).toEqual({
      secondTeam: true,
      returnAfterDays: 7,
      rest: 'cán bộ nữ',
    });
    expect(parseBonds('')).toEqual({ secondTeam: false, returnAfterDays: null, rest: '' });
    // What is not understood stays for the reader of requirements, who names it.
    expect(parseBonds('trả thẻ sau 90 ngày')).toEqual({ secondTeam: false, returnAfterDays: null, rest: 'trả thẻ sau 90 ngày' });
  });
});

describeOnDatabases('visits that belong to a case', (open) => {
  it('are made, changed and closed by the dispatcher, and end with the case', async () => {
    const test = await openTestApp(await open());
    const client = test.deps.db.client;
    const dispatcher = await test.as('dieuphoi');
    const { id } = await client.case.findFirstOrThrow({
      where: { mobility: 'bedbound', state: 'waiting' },
      orderBy: { id: 'asc' },
    });
    const put = (body: object, path = id) => dispatcher<CaseDetail>('PUT', `/api/cases/${path}/bonds`, body);
    const both = await put({ secondTeam: true, returnAfterDays: 7 });
    expect(both).toMatchObject({ status: 200, body: { bonds: { secondTeam: true, returnAfterDays: 7 }, boundTo: null } });
    const bound = await client.case.findMany({ where: { boundToId: id }, orderBy: { bond: 'asc' } });
    expect(bound.map(({ bond, bondDays, needs, state }) => [bond, bondDays, needs, state])).toEqual([
      ['return', 7, ['card_return'], 'waiting'],
      ['together', null, ['second_team'], 'waiting'],
    ]);
    // A second visit of a second visit makes no sense.
    expect((await put({ secondTeam: true, returnAfterDays: null }, bound[0]!.id)).status).toBe(400);
    expect((await put({ secondTeam: true, returnAfterDays: 0 })).status).toBe(400);
    expect((await put({ secondTeam: true, returnAfterDays: 3 })).body.bonds).toEqual({ secondTeam: true, returnAfterDays: 3 });
    expect(await client.case.count({ where: { boundToId: id, state: 'waiting' } })).toBe(2);
    expect((await put({ secondTeam: false, returnAfterDays: null })).body.bonds).toEqual({
      secondTeam: false,
      returnAfterDays: null,
    });
    expect(await client.case.count({ where: { boundToId: id, state: 'waiting' } })).toBe(0);
    for (const login of ['truongdonvi', 'to1']) {
      const other = await test.as(login);
      expect((await other('PUT', `/api/cases/${id}/bonds`, { secondTeam: true, returnAfterDays: null })).status).toBe(403);
    }
  }, 240_000);
});
