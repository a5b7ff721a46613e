import { beforeAll, describe, expect, it } from 'vitest';
import type { PlanPolicy, PolicyTerms } from '../../apps/api/src/contract/plan-policy.ts';
import type { Plan, PlanSummary } from '../../apps/api/src/contract/planning.ts';
import type { Repair, RepairAlternative, RepairEvent } from '../../apps/api/src/contract/repair.ts';
import { DEFAULT_POLICY } from '../../apps/api/src/planning/policy/default-policy.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';

const DATE = '2026-11-23';
const MINUTE = 60_000;

/** The demo with one evening published, on a Monday morning. */
describe('an evening after something has happened', () => {
  let test: TestApp;
  let dispatcher: Caller;
  let plan: Plan;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
    dispatcher = await test.as('dieuphoi');
    const run = await planAndWait(dispatcher, { fromDate: DATE, dayCount: 1, limitSec: 2, seed: 1 });
    const { body: draft } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    await dispatcher('POST', `/api/plans/${draft.id}/publish`, { baseRevision: draft.baseRevision });
    plan = (await dispatcher<Plan>('GET', `/api/plans/${draft.id}`)).body;
  }, 120_000);

  const ask = (event: RepairEvent) => dispatcher<Repair>('POST', '/api/planning/repair', event);
  const adopt = (event: RepairEvent, { routes }: Pick<RepairAlternative, 'routes'>, headers = {}) =>
    dispatcher<PlanSummary & { code: string }>('POST', '/api/planning/repair/draft', { event, routes }, headers);
  const visitsOf = (routes: Plan['routes']) =>
    routes.flatMap(({ teamId, stops }) =>
      stops.flatMap(({ caseId, startAt }) => (caseId === null ? [] : [{ caseId, teamId, startMs: Date.parse(startAt) }])),
    );
  const longest = () => [...plan.routes].sort((a, b) => b.stops.length - a.stops.length)[0]!;

  /** Everybody who was planned is in one route or named as dropped; what is said of them is what the draft then holds. */
  async function judge(event: RepairEvent, { body, status }: { body: Repair; status: number }, urgent: string[] = []) {
    expect(status).toBe(200);
    expect(body.alternatives.length).toBeGreaterThan(0);
    expect(body.alternatives.flatMap(({ goals }) => goals).sort()).toEqual(['cheapest', 'leastChanged', 'mostServed']);
    const before = new Map(visitsOf(plan.routes).map((visit) => [visit.caseId, visit]));
    const promises = await test.deps.db.client.visitPromise.findMany({ where: { endedAt: null } });
    for (const one of body.alternatives) {
      const served = one.routes.flatMap(({ caseIds }) => caseIds);
      expect([...served, ...one.droppedCaseIds].sort()).toEqual([...before.keys(), ...urgent].sort());
      expect(one.servedCount).toBe(served.length);
      const { body: draft, status: made } = await adopt(event, one);
      expect(made).toBe(201);
      const { body: proposal } = await dispatcher<Plan>('GET', `/api/plans/${draft.id}`);
      const after = visitsOf(proposal.routes);
      expect(after.map(({ caseId }) => caseId).sort()).toEqual([...served].sort());
      expect(proposal.unassigned.map(({ caseId }) => caseId).sort()).toEqual([...one.droppedCaseIds].sort());
      const moved = after.filter(({ caseId, teamId, startMs }) => {
        const was = before.get(caseId);
        return was?.teamId !== teamId || Math.abs(was.startMs - startMs) > 15 * MINUTE;
      });
      expect(one.moves.map(({ caseId }) => caseId).sort()).toEqual(moved.map(({ caseId }) => caseId).sort());
      const startOf = new Map(after.map(({ caseId, startMs }) => [caseId, startMs]));
      const broken = promises.filter(({ caseId, opensAt, closesAt }) => {
        const startMs = startOf.get(caseId) ?? Number.NaN;
        return before.has(caseId) && !(opensAt.getTime() <= startMs && startMs <= closesAt.getTime());
      });
      expect(one.changedPromises.map(({ caseId }) => caseId).sort()).toEqual(broken.map(({ caseId }) => caseId).sort());
      expect((await dispatcher('POST', `/api/plans/${draft.id}/discard`)).status).toBe(200);
    }
    return body.alternatives;
  }

  /** What the unit's plans weigh from here on, over the defaults. */
  async function decide(change: Partial<PolicyTerms>) {
    const { body } = await dispatcher<PlanPolicy>('GET', '/api/plan-policy');
    const baseVersion = body.unitId === plan.unitId ? body.version : 0;
    const terms = { ...DEFAULT_POLICY, ...change };
    expect((await dispatcher('PUT', '/api/plan-policy', { unitId: plan.unitId, baseVersion, terms })).status).toBe(200);
  }

  it('goes on without a team', async () => {
    await decide({ overtimeMinutes: 60 });
    const { teamId } = longest();
    const event: RepairEvent = { kind: 'teamLost', teamId };
    const alternatives = await judge(event, await ask(event));
    for (const { routes } of alternatives) expect(routes.map((route) => route.teamId)).not.toContain(teamId);
    // With an hour more the others have room for some.
    expect(Math.max(...alternatives.map(({ moves }) => moves.length))).toBeGreaterThan(0);
  });

  it('goes on when a visit begins 40 minutes late', async () => {
    const { caseId, startMs } = visitsOf([longest()])[0]!;
    const event: RepairEvent = { kind: 'visitLate', caseId, minutes: 40 };
    for (const { moves } of await judge(event, await ask(event))) {
      const late = moves.find((move) => move.caseId === caseId);
      expect(Date.parse(late!.startAt)).toBeGreaterThanOrEqual(startMs + 40 * MINUTE);
    }
  });

  it('puts somebody urgent in, and never at the cost of a promise too near to be changed', async () => {
    await decide({ noticeHours: 24 });
    const planned = new Set(visitsOf(plan.routes).map(({ caseId }) => caseId));
    const waiting = plan.unassigned.filter(({ caseId, reason }) => reason === 'no_room_left' && !planned.has(caseId));
    const [{ caseId } = { caseId: '' }] = waiting;
    const event: RepairEvent = { kind: 'urgentCase', caseId };
    const alternatives = await judge(event, await ask(event), [caseId]);
    for (const { changedPromises } of alternatives) expect(changedPromises).toEqual([]);
    // With no notice asked for and longer shifts somebody can come, promises may change for them, up to the budget.
    await decide({ noticeHours: 0, overtimeMinutes: 120 });
    const free = await judge(event, await ask(event), [caseId]);
    expect(Math.max(...free.map(({ changedPromises }) => changedPromises.length))).toBeLessThanOrEqual(5);
    expect(free.some(({ droppedCaseIds }) => !droppedCaseIds.includes(caseId))).toBe(true);
    // Who is planned already, or is no case at all, cannot be put in.
    const [{ caseId: there } = { caseId: '' }] = visitsOf(plan.routes);
    for (const wrong of [there, 'none'])
      expect((await ask({ kind: 'urgentCase', caseId: wrong })).body).toMatchObject({ code: 'not-for-evening' });
  });

  it('belongs to the dispatchers of the unit, and knows what it has', async () => {
    const event: RepairEvent = { kind: 'teamLost', teamId: longest().teamId };
    for (const login of ['to1', 'truongdonvi']) {
      const other = await test.as(login);
      expect((await other('POST', '/api/planning/repair', event)).status).toBe(403);
      expect((await other('POST', '/api/planning/repair/draft', { event, routes: [] })).status).toBe(403);
    }
    expect((await (await test.as())('POST', '/api/planning/repair', event)).status).toBe(401);
    // Another unit's dispatcher repairs their own evening, in which there is no such team or nothing at all.
    const north = await (await test.as('dongda'))<{ code: string }>('POST', '/api/planning/repair', event);
    expect(['nothing-to-plan', 'not-in-evening', 'no-shifts']).toContain(north.body.code);
    expect((await ask({ kind: 'teamLost', teamId: 'none' })).body).toMatchObject({ code: 'not-in-evening' });
    expect((await ask({ kind: 'visitLate', caseId: 'none', minutes: 5 })).body).toMatchObject({ code: 'not-in-evening' });
    expect((await ask({ ...event, date: '2026-11-22' })).body).toMatchObject({ code: 'plan-in-past' });
    expect((await ask({ ...event, date: '2026-11-24' })).body).toMatchObject({ code: 'nothing-to-plan' });
    expect((await ask({ kind: 'visitLate', caseId: 'none', minutes: 0 })).body).toMatchObject({ code: 'invalid-input' });
  });

  it('becomes a draft once, is published, and is judged anew before', async () => {
    const { teamId } = longest();
    const event: RepairEvent = { kind: 'teamLost', teamId };
    const [least] = (await ask(event)).body.alternatives;
    // Routes that somebody made up are judged like all others.
    const everything = least!.routes.flatMap(({ caseIds }) => caseIds);
    const madeUp = { routes: [{ teamId: least!.routes[0]!.teamId, caseIds: everything }] };
    expect((await adopt(event, madeUp)).body).toMatchObject({ code: 'repair-outdated' });
    const stillThere = { routes: [...least!.routes.slice(1), { teamId, caseIds: least!.routes[0]!.caseIds }] };
    expect((await adopt(event, stillThere)).body).toMatchObject({ code: 'repair-outdated' });

    const once = { 'idempotency-key': '7d6d0a44-58b3-4f7e-9e6e-0c1f7a9f2b11' };
    const { body: draft } = await adopt(event, least!, once);
    expect((await adopt(event, least!, once)).body.id).toBe(draft.id);
    expect(draft).toMatchObject({ state: 'draft', fromDate: DATE, dayCount: 1, servedCount: least!.servedCount });
    const published = await dispatcher<PlanSummary>('POST', `/api/plans/${draft.id}/publish`, {
      baseRevision: draft.baseRevision,
    });
    expect(published.body.state).toBe('published');
    const rows = await test.deps.db.client.assignment.findMany({ where: { state: { in: ['assigned', 'acknowledged'] } } });
    expect(rows.map(({ caseId, teamId: by }) => `${caseId} ${by}`).sort()).toEqual(
      least!.routes.flatMap((route) => route.caseIds.map((caseId) => `${caseId} ${route.teamId}`)).sort(),
    );
    expect((await adopt(event, least!, once)).body.id).toBe(draft.id);
  });

  it('waits for a team that is held up at a home', async () => {
    const client = test.deps.db.client;
    const rows = await client.assignment.findMany({ where: { state: 'assigned' }, orderBy: { plannedStartAt: 'asc' } });
    const first = rows.find(({ teamId }) => rows.filter((row) => row.teamId === teamId).length > 2)!;
    test.clock.set(first.plannedStartAt.toISOString());
    await client.assignment.update({ where: { id: first.id }, data: { state: 'arrived', arrivedAt: first.plannedStartAt } });
    const { status, body } = await ask({ kind: 'visitLate', caseId: first.caseId, minutes: 40 });
    expect(status).toBe(200);
    const freeMs = first.plannedEndAt.getTime() + 40 * MINUTE;
    for (const { moves, routes, droppedCaseIds } of body.alternatives) {
      expect([...routes.flatMap(({ caseIds }) => caseIds), ...droppedCaseIds]).not.toContain(first.caseId);
      for (const move of moves) if (move.teamId === first.teamId) expect(Date.parse(move.startAt)).toBeGreaterThanOrEqual(freeMs);
    }
    expect(body.alternatives.length).toBeGreaterThan(0);
  });

  it('goes on, too, where everybody is late already', async () => {
    // An hour later nobody has set out: what was planned for that hour cannot be kept by anybody.
    test.clock.advance(3_600);
    const rows = await test.deps.db.client.assignment.findMany({ where: { state: 'assigned' } });
    const { status, body } = await ask({ kind: 'teamLost', teamId: rows[0]!.teamId });
    expect(status).toBe(200);
    expect(body.alternatives.length).toBeGreaterThan(0);
    for (const one of body.alternatives) expect(one.servedCount + one.droppedCaseIds.length).toBeGreaterThan(0);
  });
});
