import { findFixes, type Plan as Solution, solve } from '@gocua/optimizer';
import { describe, expect, it } from 'vitest';
import type { PlanFix, ProvedFix, VisitAdvice } from '../../apps/api/src/contract/plan-advice.ts';
import type { Plan } from '../../apps/api/src/contract/planning.ts';
import { applyFix } from '../../apps/api/src/planning/apply-fix.ts';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import { compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import { explain } from '../../apps/api/src/planning/explain.ts';
import { readRoutes } from '../../apps/api/src/planning/read-solution.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit } from './small-input.ts';

describe('a change that is tried', () => {
  // One hour for two homes that take 72 minutes; the second is served when something is decided otherwise.
  const input = makeInput(
    [makeVisit('a', 1, { windows: [{ days: [1], from: '18:30', to: '18:40' }] }), makeVisit('b', 2)],
    [makeShift('one', { closesAt: at('19:30') }), makeShift('vneid', { skills: ['vneid'], opensAt: at('19:00') })],
  );
  const travel = makeTravel(input);
  const served = (fix: PlanFix | null): string[] => {
    const changed = fix ? applyFix(input, { planId: 'p', caseId: 'b', fix }) : input;
    const compiled = compileProblem(changed, travel, new Set(['b']));
    const result = solve(compiled.problem, { seed: 1, iterations: 500 });
    const plan = {
      routes: readRoutes(changed, compiled, result.evaluation),
      unassigned: explain(changed, compiled, result.unassigned),
    };
    expect(checkPlan(changed, travel, plan)).toEqual([]);
    return plan.routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? [])).sort();
  };

  it('serves the visit, and the second opinion agrees under the change', () => {
    expect(served(null)).toHaveLength(1);
    expect(served({ kind: 'overtime', teamId: 'team-one', date: '2026-11-23', minutes: 12 })).toEqual(['a', 'b']);
    expect(served({ kind: 'overtime', teamId: 'team-one', date: '2026-11-23', minutes: 11 })).toHaveLength(1);
    expect(served({ kind: 'overtime', teamId: 'team-one', date: '2026-11-24', minutes: 60 })).toHaveLength(1);
    expect(served({ kind: 'skills', teamId: 'team-vneid', date: '2026-11-23', skills: ['intake'] })).toEqual(['a', 'b']);
    expect(served({ kind: 'rearrange' })).toHaveLength(1);
  });

  it('is what the engine proved, said in words', () => {
    const { problem } = compileProblem(input, travel);
    const before: Solution = { routes: [[0], []], unassigned: [1] };
    const kinds = findFixes(problem, before, 1, { seconds: 2 }).map(({ kind }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['allowOvertime', 'addSkills']));
  });
});

const servedIn = ({ routes }: Plan): Set<string> =>
  new Set(routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? [])));

/** Who lives beside somebody served, and is at home all evening, can be served by a little overtime, however far the search got. */
async function moveNextDoor({ deps }: TestApp, caseId: string, servedId: string): Promise<void> {
  const { client } = deps.db;
  const { household } = await client.case.findUniqueOrThrow({ where: { id: servedId }, include: { household: true } });
  const windows = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '17:00', to: '23:00' }];
  const { householdId } = await client.case.update({ where: { id: caseId }, data: { windows } });
  await client.household.update({ where: { id: householdId }, data: { lat: household.lat, lon: household.lon } });
}

describe('a visit that a plan of the demo leaves out', () => {
  it('has a reason for each shift and changes that work; one of them becomes a draft, and leaves nothing when discarded', async () => {
    const test = await openTestApp(await openTestDatabase());
    const dispatcher = await test.as('dieuphoi');
    const run = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 1 });
    const { body: found } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    const { caseId } = found.unassigned.find(({ reason }) => reason === 'no_room_left')!;
    await moveNextDoor(test, caseId, [...servedIn(found)][0]!);
    const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    const { status, body: advice } = await dispatcher<VisitAdvice>('GET', `/api/plans/${plan.id}/advice/${caseId}`);
    expect(status).toBe(200);
    expect(advice.shifts.length).toBeGreaterThan(0);
    expect(advice.shifts.some(({ code }) => code === 'full')).toBe(true);
    expect(advice.fixes.length).toBeGreaterThan(0);
    // The one that moves the fewest others is found again the soonest.
    const [{ fix }] = advice.fixes.toSorted((one, other) => one.movedCount - other.movedCount) as [ProvedFix];
    const tried = await planAndWait(dispatcher, {
      fromDate: plan.fromDate,
      dayCount: plan.dayCount,
      limitSec: 1,
      fix: { planId: plan.id, caseId, fix },
    });
    expect(tried).toMatchObject({ state: 'done', fix: { caseId, fix } });
    const { body: proposal } = await dispatcher<Plan>('GET', `/api/plans/${tried.planId}`);
    expect(servedIn(proposal).has(caseId)).toBe(true);
    // Nobody pays for it.
    expect([...servedIn(plan)].filter((id) => !servedIn(proposal).has(id))).toEqual([]);
    expect(proposal.servedCount).toBeGreaterThan(plan.servedCount);
    // The way back: the proposal is put away, the plan before it is as it was.
    expect((await dispatcher('POST', `/api/plans/${tried.planId}/discard`)).status).toBe(200);
    expect((await dispatcher<Plan>('GET', `/api/plans/${plan.id}`)).body).toEqual(plan);

    // Who is served has no need of advice, and others' plans are not looked into.
    const [someone] = servedIn(plan);
    const none = await dispatcher<VisitAdvice>('GET', `/api/plans/${plan.id}/advice/${someone}`);
    expect(none.body).toMatchObject({ shifts: [], fixes: [] });
    expect((await (await test.as('dongda'))('GET', `/api/plans/${plan.id}/advice/${caseId}`)).status).toBe(403);
    expect((await (await test.as('to1'))('GET', `/api/plans/${plan.id}/advice/${caseId}`)).status).toBe(403);
    const gone = await dispatcher('POST', '/api/runs', { dayCount: 2, fix: { planId: 'none', caseId, fix } });
    expect(gone.status).toBe(404);
  }, 120_000);
});
