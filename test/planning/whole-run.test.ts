import { expect, it } from 'vitest';
import type { Board } from '../../apps/api/src/contract/board.ts';
import type { Plan, PlanGeometry, PlanSummary, PublishPreview } from '../../apps/api/src/contract/planning.ts';
import type { ShiftList } from '../../apps/api/src/contract/teams.ts';
import { openTestApp } from '../support/app.ts';
import { describeOnDatabases } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';

describeOnDatabases('the whole run', (open) => {
  it('goes from cases and shifts to a published revision that the board shows', async () => {
    const test = await openTestApp(await open());
    const dispatcher = await test.as('dieuphoi');
    const run = await planAndWait(dispatcher, { dayCount: 7, limitSec: 2, seed: 7 });
    expect(run).toMatchObject({ state: 'done', fromDate: '2026-11-23', failure: null });
    const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
    const planned = plan.routes.flatMap(({ stops }) => stops.flatMap(({ caseId }) => caseId ?? []));
    expect(plan.servedCount).toBe(planned.length);
    expect(planned.length + plan.unassigned.length).toBe(run.progress.visitCount);
    const { body: shifts } = await dispatcher<ShiftList>('GET', '/api/shifts?from=2026-11-23&to=2026-11-29');
    expect(plan.routes.length).toBeLessThanOrEqual(shifts.shifts.length);

    const { body: drawn } = await dispatcher<PlanGeometry>('GET', `/api/plans/${run.planId}/geometry`);
    expect(drawn.routes.every(({ legs }, i) => legs.length === plan.routes[i]!.stops.length - 1)).toBe(true);
    const { body: preview } = await dispatcher<PublishPreview>('GET', `/api/plans/${run.planId}/publish-preview`);
    expect(preview).toMatchObject({ newVisitCount: planned.length, withdrawnCount: 0, brokenPromises: [] });
    const published = await dispatcher<PlanSummary>('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 0 });
    expect(published).toMatchObject({ status: 200, body: { state: 'published', revision: 1 } });
    const { body: board } = await dispatcher<Board>('GET', '/api/board?from=2026-11-23&to=2026-11-29');
    expect(board.assignments.length).toBe(planned.length);
  });
});
