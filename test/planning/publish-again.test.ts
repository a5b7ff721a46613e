import { beforeAll, expect, it } from 'vitest';
import type { Board } from '../../apps/api/src/contract/board.ts';
import type { AssignmentView } from '../../apps/api/src/contract/dispatch.ts';
import type { Plan, PublishPreview } from '../../apps/api/src/contract/planning.ts';
import { type Caller, openTestApp, type TestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';

const PATIENCE_MS = 120_000;
const OPEN = ['assigned', 'acknowledged', 'travelling', 'arrived'];

describeOnDatabases('publishing again', (open) => {
  let test: TestApp;
  let dispatcher: Caller;
  let before: AssignmentView[];
  const board = async (): Promise<AssignmentView[]> =>
    (await dispatcher<Board>('GET', '/api/board?from=2026-11-23&to=2026-11-30')).body.assignments;
  const client = () => test.deps.db.client;

  beforeAll(async () => {
    test = await openTestApp(await open());
    dispatcher = await test.as('dieuphoi');
    const run = await planAndWait(dispatcher, { dayCount: 4, limitSec: 1, seed: 1 });
    const { status } = await dispatcher('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 0 });
    expect(status).toBe(200);
    before = await board();
  }, PATIENCE_MS);

  it('tells each team once, and families a window around their time', async () => {
    const teamIds = [...new Set(before.map(({ teamId }) => teamId))];
    for (const teamId of teamIds) {
      const messages = await client().liveMessage.findMany({ where: { channel: `team:${teamId}` } });
      expect(messages).toMatchObject([{ seq: 1, type: 'team.published', payload: { revision: 1, withdrawnIds: [] } }]);
    }
    const promises = await client().visitPromise.findMany({ where: { endedAt: null } });
    expect(promises).toHaveLength(before.length);
    for (const { plannedStartAt, shiftOpensAt, caseId } of await client().assignment.findMany()) {
      const promise = promises.find((one) => one.caseId === caseId)!;
      // Half an hour before, but not before the team's shift begins.
      const latestMs = Math.max(plannedStartAt.getTime() - 30 * 60_000, shiftOpensAt.getTime());
      expect(promise.opensAt.getTime()).toBeLessThanOrEqual(latestMs);
      expect(promise.opensAt.getTime()).toBeGreaterThanOrEqual(shiftOpensAt.getTime());
      expect(promise.closesAt.getTime()).toBeGreaterThanOrEqual(plannedStartAt.getTime() + 30 * 60_000);
      expect(promise.closesAt.getTime() - promise.opensAt.getTime()).toBeLessThanOrEqual(90 * 60_000);
    }
    expect(await client().case.count({ where: { state: 'scheduled' } })).toBe(before.length);
  });

  it(
    'during the evening replans the rest of it: what is begun stays, one person has one open visit',
    async () => {
      // 19:30 on the first evening: one team is driving to its second visit, after it finished the first; another has not begun.
      test.clock.set('2026-11-23T19:30+07:00');
      const evening = before.filter(({ date }) => date === '2026-11-23').sort((a, b) => a.position - b.position);
      const [first, second] = evening.filter(({ teamId }) => teamId === evening[0]!.teamId);
      await client().assignment.update({
        where: { id: first!.id },
        data: { state: 'finished', outcome: 'served', finishedAt: test.clock.now() },
      });
      await client().case.update({ where: { id: first!.caseId }, data: { state: 'served' } });
      await client().assignment.update({
        where: { id: second!.id },
        data: { state: 'travelling', travellingAt: test.clock.now() },
      });
      const acknowledged = before.find(({ date }) => date === '2026-11-25')!;
      await client().assignment.update({
        where: { id: acknowledged.id },
        data: { state: 'acknowledged', acknowledgedAt: test.clock.now() },
      });

      // Teams are late: what they cannot keep any more may change, at once.
      const rules = { mostChanged: 1000, noticeHours: 0 };
      const run = await planAndWait(dispatcher, { dayCount: 4, limitSec: 1, seed: 2, rules });
      expect(run).toMatchObject({ state: 'done', fromDate: '2026-11-23' });
      const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
      const planned = plan.routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? []));
      expect(planned).not.toContain(first!.caseId);
      expect(planned).not.toContain(second!.caseId);
      for (const { stops } of plan.routes)
        for (const { startAt } of stops) expect(Date.parse(startAt)).toBeGreaterThanOrEqual(test.clock.now().getTime());
      // That team goes on from the home it is driving to, after the visit there.
      const goesOn = plan.routes.find(({ date, teamId }) => date === '2026-11-23' && teamId === first!.teamId);
      if (goesOn) expect(Date.parse(goesOn.stops[0]!.startAt)).toBeGreaterThanOrEqual(Date.parse(second!.plannedEndAt));

      const { body: preview } = await dispatcher<PublishPreview>('GET', `/api/plans/${run.planId}/publish-preview`);
      expect((await dispatcher('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 1 })).status).toBe(200);
      const after = await board();
      expect(after.find(({ id }) => id === second!.id)).toMatchObject({
        state: 'travelling',
        revision: 1,
        version: second!.version,
      });
      expect(after.find(({ id }) => id === first!.id)).toMatchObject({ state: 'finished', revision: 1 });

      const stillOpen = after.filter(({ state }) => OPEN.includes(state));
      expect(new Set(stillOpen.map(({ caseId }) => caseId)).size).toBe(stillOpen.length);
      expect(
        stillOpen
          .filter(({ revision }) => revision === 2)
          .map(({ caseId }) => caseId)
          .sort(),
      ).toEqual([...planned].sort());
      const ids = new Set(before.map(({ id }) => id));
      expect(after.filter(({ id }) => !ids.has(id))).toHaveLength(preview.newVisitCount);
      expect(await client().assignment.count({ where: { state: 'withdrawn' } })).toBe(preview.withdrawnCount);
      expect(preview.newVisitCount + preview.unchangedCount + preview.movedCount).toBe(planned.length);
      // Who acknowledged a time sees that it changed, or keeps the acknowledgement.
      const seen = after.find(({ id }) => id === acknowledged.id);
      if (seen) {
        const isSameMinute = seen.plannedStartAt.slice(0, 16) === acknowledged.plannedStartAt.slice(0, 16);
        expect([seen.state, seen.acknowledgedAt !== null]).toEqual(isSameMinute ? ['acknowledged', true] : ['assigned', false]);
      }
    },
    PATIENCE_MS,
  );

  it('leaves cases, visits and promises that agree with each other', async () => {
    const open = await client().assignment.findMany({ where: { state: { in: OPEN } } });
    const scheduled = await client().case.findMany({ where: { state: 'scheduled' }, select: { id: true } });
    expect(scheduled.map(({ id }) => id).sort()).toEqual(open.map(({ caseId }) => caseId).sort());
    const promises = await client().visitPromise.findMany({ where: { endedAt: null } });
    for (const { caseId, plannedStartAt } of open) {
      const told = promises.filter((one) => one.caseId === caseId);
      expect(told).toHaveLength(1);
      expect(told[0]!.opensAt <= plannedStartAt && plannedStartAt <= told[0]!.closesAt).toBe(true);
    }
    expect(await client().plan.findMany({ select: { state: true, revision: true }, orderBy: { revision: 'asc' } })).toEqual([
      { state: 'superseded', revision: 1 },
      { state: 'published', revision: 2 },
    ]);
  });
});
