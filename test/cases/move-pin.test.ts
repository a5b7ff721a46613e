import { beforeAll, describe, expect, it } from 'vitest';
import type { CaseDetail, CaseSearchResult } from '../../apps/api/src/contract/cases.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

describe('a moved pin', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await openTestApp(await openTestDatabase());
  });

  it('reaches the team that is about to go there', async () => {
    const dispatcher = await test.as('dieuphoi');
    const { body } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    const caseId = body.cases.find(({ lat }) => lat !== null)!.id;
    const { body: detail } = await dispatcher<CaseDetail>('GET', `/api/cases/${caseId}`);
    const at = new Date('2026-11-24T12:00:00Z');
    await test.deps.db.client.assignment.create({
      data: {
        ...{
          id: 'visit-1',
          unitId: '01',
          planId: 'plan-1',
          revision: 1,
          teamId: 'to-1',
          caseId,
          date: '2026-11-24',
          position: 1,
        },
        ...{ shiftOpensAt: at, shiftClosesAt: at, plannedArriveAt: at, plannedStartAt: at, plannedEndAt: at },
        ...{ travelSec: 60, travelMetres: 300, state: 'acknowledged' },
      },
    });
    await dispatcher('PUT', `/api/cases/${caseId}/pin`, { lat: 21.0101, lon: 105.8302, version: detail.version });
    const told = await test.deps.db.client.liveMessage.findMany({ where: { channel: 'team:to-1' } });
    expect(told.map(({ type, payload }) => ({ type, payload }))).toEqual([
      { type: 'team.assignment', payload: { assignmentId: 'visit-1' } },
    ]);
  });
});
