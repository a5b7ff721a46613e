import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from 'vitest';
import type { Plan, PlanList, PlanSummary, Run } from '../../apps/api/src/contract/planning.ts';
import { priorityTier, waitingWeight } from '../../apps/api/src/planning/visit-rules.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases, describeOnServer, openServerDatabase, openTestDatabase } from '../support/database.ts';
import { planAndWait, waitForRun } from './plan-and-wait.ts';

async function startRun(caller: Caller, input: object = {}): Promise<Run> {
  const { status, body } = await caller<Run>('POST', '/api/runs', { dayCount: 7, limitSec: 60, seed: 1, ...input });
  expect(status).toBe(201);
  return body;
}

async function untilSearching(caller: Caller, runId: string): Promise<Run> {
  for (;;) {
    const { body } = await caller<Run>('GET', `/api/runs/${runId}`);
    if (body.progress.curve.length > 0 || body.finishedAt) return body;
    await sleep(50);
  }
}

/** What a plan serves, tier by tier: the weights (waiting) of a tier's visits, then their number. */
async function worthByTier({ deps }: TestApp, plan: Plan): Promise<number[]> {
  const caseIds = plan.routes.flatMap((route) => route.stops.flatMap((stop) => stop.caseId ?? []));
  const cases = await deps.db.client.case.findMany({ where: { id: { in: caseIds } } });
  const worth = [0, 0, 0, 0, 0, 0];
  for (const { priority, createdAt } of cases) {
    const tier = priorityTier(priority);
    worth[2 * tier]! += waitingWeight(createdAt, new Date(plan.createdAt), { count: 0, weeks: 0 });
    worth[2 * tier + 1]! += 1;
  }
  return worth;
}

// Seeding and solving on a shared machine: each takes a second or two by itself.
const PATIENCE_MS = 120_000;

describeOnDatabases('a run', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
  }, PATIENCE_MS);

  it(
    'is cancelled and leaves no plan',
    async () => {
      const run = await startRun(dispatcher);
      await untilSearching(dispatcher, run.id);
      await dispatcher('POST', `/api/runs/${run.id}/cancel`);
      expect(await waitForRun(dispatcher, run.id)).toMatchObject({ state: 'cancelled', planId: null });
      expect((await dispatcher<PlanList>('GET', '/api/plans')).body.plans).toEqual([]);
      const messages = await test.deps.db.client.liveMessage.findMany({ where: { channel: 'unit:01', type: 'unit.run' } });
      const states = messages.map(({ payload }) => payload as { runId: string; state: string });
      expect(states.filter(({ runId }) => runId === run.id).map(({ state }) => state)).toEqual([
        'queued',
        'running',
        'cancelled',
      ]);
    },
    PATIENCE_MS,
  );

  it(
    'shows its best plan while it searches, stops when asked and keeps it',
    async () => {
      const run = await startRun(dispatcher);
      expect(await dispatcher('POST', '/api/runs', { dayCount: 1 })).toMatchObject({ status: 409, body: { code: 'run-active' } });
      while ((await dispatcher('GET', `/api/runs/${run.id}/preview`)).status === 404) await sleep(50);
      const searching = await untilSearching(dispatcher, run.id);
      expect(searching).toMatchObject({ state: 'running', progress: { phase: 'searching' } });
      const { body: preview } = await dispatcher<Plan>('GET', `/api/runs/${run.id}/preview`);
      expect(preview.routes.length).toBeGreaterThan(10);
      expect(preview.servedCount + preview.unassignedCount).toBe(searching.progress.visitCount);

      expect((await dispatcher('POST', `/api/runs/${run.id}/stop`)).status).toBe(200);
      const done = await waitForRun(dispatcher, run.id);
      expect(done).toMatchObject({ state: 'done', failure: null, progress: { phase: 'finished' } });
      expect((await dispatcher('GET', `/api/runs/${run.id}/preview`)).status).toBe(404);
      expect(await dispatcher('POST', `/api/runs/${run.id}/stop`)).toMatchObject({ status: 409, body: { code: 'run-finished' } });
      const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${done.planId}`);
      // The first looks reckon with mixed travel times; held against the times of each hour, a few visits may not fit any more.
      const [after, before] = [await worthByTier(test, plan), await worthByTier(test, preview)];
      expect(after[0]!, `${after} after ${before}`).toBeGreaterThan(0.9 * before[0]!);
      expect(plan.servedCount + plan.unassignedCount).toBe(preview.servedCount + preview.unassignedCount);
    },
    PATIENCE_MS,
  );

  it(
    'sent twice under one command id is one run',
    async () => {
      const headers = { 'idempotency-key': '11111111-2222-4333-8444-555555555555' };
      const first = await dispatcher<Run>('POST', '/api/runs', { dayCount: 1, limitSec: 1 }, headers);
      const second = await dispatcher<Run>('POST', '/api/runs', { dayCount: 1, limitSec: 1 }, headers);
      expect(second.body.id).toBe(first.body.id);
      await waitForRun(dispatcher, first.body.id);
      expect(await test.deps.db.client.run.count({ where: { dayCount: 1 } })).toBe(1);
    },
    PATIENCE_MS,
  );

  it(
    'a plan that was overtaken is stale, a draft can be put away, a published one cannot',
    async () => {
      const first = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 1 });
      const second = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 2 });
      const third = await planAndWait(dispatcher, { dayCount: 2, limitSec: 1, seed: 3 });
      const publish = (run: Run, baseRevision: number) =>
        dispatcher<PlanSummary & { code: string }>('POST', `/api/plans/${run.planId}/publish`, { baseRevision });
      expect((await dispatcher('POST', `/api/plans/${third.planId}/discard`)).status).toBe(200);
      expect((await publish(third, 0)).body.code).toBe('plan-not-draft');
      expect((await publish(first, 7)).body.code).toBe('plan-stale');
      expect((await publish(first, 0)).body).toMatchObject({ state: 'published', revision: 1 });
      expect((await publish(second, 0)).body.code).toBe('plan-stale');
      expect((await publish(second, 1)).body.code).toBe('plan-stale');
      expect((await dispatcher<{ code: string }>('GET', `/api/plans/${second.planId}/publish-preview`)).body.code).toBe(
        'plan-stale',
      );
      expect((await dispatcher<{ code: string }>('POST', `/api/plans/${first.planId}/discard`)).body.code).toBe('plan-not-draft');
      const { body: list } = await dispatcher<PlanList>('GET', '/api/plans');
      expect(list.currentRevision).toBe(1);
      const shown = list.plans.filter(({ dayCount }) => dayCount === 2);
      expect(shown.map(({ state }) => state).sort()).toEqual(['draft', 'published']);
    },
    PATIENCE_MS,
  );

  it(
    'and in the end is refused with its reason: no time left, nobody, nothing, outside the unit',
    async () => {
      const ask = (input: object) => dispatcher<{ code: string }>('POST', '/api/runs', input);
      expect((await ask({ fromDate: '2026-11-22' })).body.code).toBe('plan-in-past');
      expect((await ask({ unitId: 'nowhere' })).body.code).toBe('not-found');
      expect((await ask({ dayCount: 32 })).body.code).toBe('invalid-input');
      expect((await (await test.as('to1'))<{ code: string }>('POST', '/api/runs', {})).body.code).toBe('not-allowed');
      expect((await (await test.as('dongda'))<{ code: string }>('POST', '/api/runs', { unitId: '01' })).body.code).toBe(
        'outside-your-unit',
      );
      await test.deps.db.client.shiftSeries.deleteMany();
      expect((await ask({})).body.code).toBe('no-shifts');
      await test.deps.db.client.case.updateMany({ data: { state: 'blocked' } });
      expect((await ask({})).body.code).toBe('nothing-to-plan');
    },
    PATIENCE_MS,
  );
});

it(
  'a server that stops gives its run back, and the next one carries it out',
  async () => {
    const db = await openTestDatabase();
    const first = await openTestApp(db);
    const dispatcher = await first.as('dieuphoi');
    // Long enough that it still searches when the server stops, however slow the machine is; the rest is made short below.
    const run = await startRun(dispatcher, { limitSec: 600 });
    await untilSearching(dispatcher, run.id);
    await first.app.close();
    expect(await db.client.run.findUnique({ where: { id: run.id } })).toMatchObject({
      state: 'queued',
      attempt: 1,
      planId: null,
    });
    await db.client.run.update({ where: { id: run.id }, data: { limitSec: 2 } });
    const second = await openTestApp(db);
    expect(await waitForRun(await second.as('dieuphoi'), run.id)).toMatchObject({ state: 'done', seed: 1 });
    expect(await db.client.plan.count()).toBe(1);
  },
  PATIENCE_MS,
);

describeOnServer('runs of several processes', () => {
  it(
    'each is taken once; that of a dead process is taken again by another, and the dead one writes nothing more',
    async () => {
      const db = await openServerDatabase();
      const first = await openTestApp(db);
      const dispatcher = await first.as('dieuphoi');
      // Somebody took it and died: its heart last beat twenty seconds ago.
      const dead = await db.client.run.create({
        data: {
          id: 'dead',
          unitId: '01',
          state: 'running',
          fromDate: '2026-11-23',
          dayCount: 1,
          seed: 1,
          limitSec: 1,
          progress: {
            phase: 'searching',
            elapsedMs: 0,
            iterations: 0,
            bestCost: null,
            servedCount: 0,
            visitCount: 0,
            shiftCount: 0,
            curve: [],
          },
          attempt: 1,
          createdAt: first.clock.now(),
          heartbeatAt: new Date(first.clock.now().getTime() - 20_000),
        },
      });
      expect(await waitForRun(dispatcher, dead.id)).toMatchObject({ state: 'done' });
      expect((await db.client.run.findUniqueOrThrow({ where: { id: 'dead' } })).attempt).toBe(2);
      expect(await db.client.plan.count({ where: { runId: 'dead' } })).toBe(1);
    },
    PATIENCE_MS,
  );
});
