import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../apps/api/src/contract/planning.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import type { DraftPlan } from '../../apps/api/src/planning/draft-plan.ts';
import { promiseFor } from '../../apps/api/src/planning/plan-changes.ts';
import { planRules } from '../../apps/api/src/planning/plan-rules.ts';
import type { PlanningInput, ToldWindow } from '../../apps/api/src/planning/planning-input.ts';
import { DEFAULT_POLICY } from '../../apps/api/src/planning/policy/default-policy.ts';
import { promisesToKeep } from '../../apps/api/src/planning/promises-to-keep.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

/** What publishing this plan would tell families, and the order of its routes. */
function publish(input: PlanningInput, plan: DraftPlan): Pick<PlanningInput, 'promises' | 'lostPromises' | 'published'> {
  const visits = plan.routes.flatMap(({ stops, shiftId, opensAt }) =>
    stops.flatMap(({ caseId, startAt }) =>
      caseId === null ? [] : [{ caseId, shiftId, plannedStartAt: startAt, shiftOpensAt: opensAt }],
    ),
  );
  return { ...promisesToKeep(visits.map(promiseFor), input.visits, input.shifts, input), published: visits };
}

/** Counted here from the plan alone. */
function changedCount(told: readonly ToldWindow[], plan: DraftPlan): number {
  const starts = new Map(plan.routes.flatMap(({ stops }) => stops.map((stop) => [stop.caseId, stop.startAt] as const)));
  return told.filter(({ caseId, opensAt, closesAt }) => {
    const start = starts.get(caseId);
    return !start || start < opensAt || start > closesAt;
  }).length;
}

const scenario = fc.record({
  visitCount: fc.integer({ min: 5, max: 8 }),
  newCount: fc.integer({ min: 2, max: 5 }),
  newPriority: fc.constantFrom(60, 90, 90, 90),
  mostChanged: fc.integer({ min: 0, max: 3 }),
  noticeHours: fc.constantFrom(0, 10, 11, 40),
  drives: fc.array(fc.integer({ min: 200, max: 2400 }), { minLength: 300, maxLength: 300 }),
  seed: fc.integer({ min: 1, max: 1000 }),
});

describe('planning again', () => {
  it('never changes more promises than it may, and none that is too near', () => {
    let changes = 0;
    let isFull = 0;
    fc.assert(
      fc.property(scenario, ({ visitCount, newCount, newPriority, mostChanged, noticeHours, drives, seed }) => {
        const shifts = ['23', '24'].map((day) =>
          makeShift(day, {
            date: `2026-11-${day}`,
            opensAt: at('18:30', `2026-11-${day}`),
            closesAt: at('21:30', `2026-11-${day}`),
          }),
        );
        const all = Array.from({ length: visitCount + newCount }, (_, i) =>
          makeVisit(`case-${i}`, i + 1, { mobility: 'bedbound', priority: i < visitCount ? 60 : newPriority }),
        );
        const change = { toDate: '2026-11-24' };
        const whole = makeInput(all, shifts, change);
        const travel = makeTravel(whole, (from, to) => drives[from * 15 + to]!);
        const first = { ...whole, visits: all.slice(0, visitCount) };
        const { plan: before } = planHere(first, travel, seed);
        const rules = planRules(DEFAULT_POLICY, { mostChanged, noticeHours }, whole.takenAt);
        const second = { ...whole, ...publish(first, before), rules };
        const { plan: after } = planHere(second, travel, seed);
        expect(checkPlan(second, travel, after)).toEqual([]);
        const changed = changedCount(second.promises, after);
        expect(changed).toBeLessThanOrEqual(mostChanged);
        const firm = second.promises.filter(({ opensAt }) => opensAt.getTime() < at('09:00').getTime() + noticeHours * 3_600_000);
        expect(changedCount(firm, after)).toBe(0);
        changes += changed;
        if (changed === mostChanged) isFull++;
      }),
      { numRuns: 40, seed: 6 },
    );
    // The rule is met by something that wants to break it.
    expect(changes).toBeGreaterThan(10);
    expect(isFull).toBeGreaterThan(10);
  }, 180_000);

  it('counts as lost what nobody could keep, and leaves it out of the budget', () => {
    const iris = makeVisit('iris', 1, { needs: ['id_card_iris'] });
    const input = makeInput([iris, makeVisit('a', 2), makeVisit('b', 3)], [makeShift('one')]);
    const told = (caseId: string, from: string, to: string): ToldWindow => ({ caseId, opensAt: at(from), closesAt: at(to) });
    const windows = [
      told('iris', '19:00', '20:00'), // the only shift has no iris
      told('a', '17:00', '18:29'), // before anybody comes
      told('b', '18:00', '18:30'), // just so
      told('gone', '19:00', '20:00'), // not of this plan
    ];
    const { promises, lostPromises } = promisesToKeep(windows, input.visits, input.shifts, input);
    expect(promises.map(({ caseId }) => caseId)).toEqual(['b']);
    expect(lostPromises.map(({ caseId }) => caseId)).toEqual(['iris', 'a']);
  });
});

describe('the second opinion on promises', () => {
  const input = makeInput([makeVisit('a', 1), makeVisit('b', 2)], [makeShift('one')]);
  const travel = makeTravel(input);
  const { plan } = planHere(input, travel);
  const told = (caseId: string, from: string, to: string): ToldWindow => ({ caseId, opensAt: at(from), closesAt: at(to) });
  const broken = [told('a', '21:00', '21:20'), told('b', '21:00', '21:20')];
  const codes = (change: Partial<PlanningInput>): string[] =>
    checkPlan({ ...input, ...change }, travel, plan).map(({ code, id }) => `${code} ${id}`);
  const rules = (mostChanged: number, noticeHours: number) =>
    planRules(DEFAULT_POLICY, { mostChanged, noticeHours }, at('09:00'));

  it('counts changes, and those that are too near', () => {
    expect(codes({ promises: broken, rules: rules(2, 12) })).toEqual([]);
    expect(codes({ promises: broken, rules: rules(1, 12) })).toEqual(['promise-budget b']);
    expect(codes({ promises: broken, rules: rules(2, 13) })).toEqual(['promise-firm a', 'promise-firm b']);
  });

  it('does not believe that a promise is lost which the plan keeps', () => {
    expect(codes({ lostPromises: [told('a', '18:00', '21:00')] })).toEqual(['promise-not-lost a']);
    expect(codes({ lostPromises: broken })).toEqual([]);
  });
});

describe('planning again after a publication', () => {
  it('changes at most as many promises as the unit allows, and says so when it cannot', async () => {
    const test = await openTestApp(await openTestDatabase());
    const client = test.deps.db.client;
    const dispatcher = await test.as('dieuphoi');
    const first = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 1 });
    expect((await dispatcher('POST', `/api/plans/${first.planId}/publish`, { baseRevision: 0 })).status).toBe(200);
    const told = await client.visitPromise.findMany({ where: { endedAt: null } });
    expect(told.length).toBeGreaterThan(20);

    // Thirty more people who come before all others.
    const left = await client.case.findMany({ where: { state: 'waiting' }, orderBy: { id: 'asc' }, take: 30 });
    await client.case.updateMany({ where: { id: { in: left.map(({ id }) => id) } }, data: { priority: 95 } });
    for (const mostChanged of [0, 4]) {
      const rules = { mostChanged, noticeHours: 12 };
      const again = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 2, rules });
      expect(again).toMatchObject({ state: 'done', rules });
      const { body } = await dispatcher<{ brokenPromises: { oldOpensAt: string }[] }>(
        'GET',
        `/api/plans/${again.planId}/publish-preview`,
      );
      expect(body.brokenPromises.length).toBeLessThanOrEqual(mostChanged);
      for (const { oldOpensAt } of body.brokenPromises) expect(oldOpensAt >= '2026-11-23T14:00').toBe(true);
    }

    // A team that has visits does not come at all: its promises cannot all be kept by the others.
    const busiest = await client.assignment.groupBy({ by: ['teamId'], _count: true, orderBy: { _count: { teamId: 'desc' } } });
    await client.shiftSeries.deleteMany({ where: { teamId: busiest[0]!.teamId } });
    await client.shiftSeries.deleteMany({ where: { teamId: busiest[1]!.teamId } });
    const rules = { mostChanged: 0, noticeHours: 0 };
    const failed: Run = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 3, rules });
    // Either others can keep all of them (then they do), or the run says how many would change.
    if (failed.state === 'failed') {
      expect(failed.failure).toMatchObject({ code: 'promises-over-budget', params: { most: 0, firm: 0 } });
      const changed = Number(failed.failure!.params!.changed);
      // With time to find so few again on a busy machine.
      const relaxed = await planAndWait(dispatcher, { dayCount: 2, limitSec: 5, seed: 3, rules: { mostChanged: changed } });
      expect(relaxed.state).toBe('done');
    } else expect(failed.state).toBe('done');
  }, 120_000);
});
