import { beforeAll, describe, expect, it } from 'vitest';
import type { CasePoints } from '../../apps/api/src/contract/case-points.ts';
import type { CaseCounts, CaseDetail, CaseSearchResult } from '../../apps/api/src/contract/cases.ts';
import { CASE_STATES, NEEDS } from '../../apps/api/src/contract/codes.ts';
import { PIN_DOUBTS, pinDoubt } from '../../apps/api/src/contract/pin-doubts.ts';
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
        ...{ travelSec: 60, travelMetres: 300, travelSource: 'roads', state: 'acknowledged' },
      },
    });
    await dispatcher('PUT', `/api/cases/${caseId}/pin`, { lat: 21.0101, lon: 105.8302, version: detail.version });
    const told = await test.deps.db.client.liveMessage.findMany({ where: { channel: 'team:to-1' } });
    expect(told.map(({ type, payload }) => ({ type, payload }))).toEqual([
      { type: 'team.assignment', payload: { assignmentId: 'visit-1' } },
    ]);
  });

  it('is undone to the very state before, also to no pin at all', async () => {
    const dispatcher = await test.as('dieuphoi');
    const { body } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    for (const wanted of ['street', null] as const) {
      const { id } = body.cases.find(({ confidence }) => confidence === wanted)!;
      const { body: before } = await dispatcher<CaseDetail>('GET', `/api/cases/${id}`);
      const pin = { lat: 21.0101, lon: 105.8302, version: before.version };
      const { body: after } = await dispatcher<CaseDetail>('PUT', `/api/cases/${id}/pin`, pin);
      expect(after).toMatchObject({ coordinateSource: 'pinned', confidence: 'exact', lat: 21.0101 });
      const { lat, lon, coordinateSource, confidence } = before;
      const undo = { lat, lon, coordinateSource, confidence, version: after.version };
      const { body: undone } = await dispatcher<CaseDetail>('PUT', `/api/cases/${id}/pin/before`, undo);
      expect(undone).toMatchObject({ lat, lon, coordinateSource, confidence });
      expect(await dispatcher('PUT', `/api/cases/${id}/pin/before`, undo)).toMatchObject({ status: 409 });
    }
    const { id } = body.cases[0]!;
    const none = { lat: null, lon: null, coordinateSource: null, confidence: null, version: 1 };
    expect((await (await test.as('truongdonvi'))('PUT', `/api/cases/${id}/pin/before`, none)).status).toBe(403);
  });

  it('outside the ward that its case names is flagged, in the list and in the detail', async () => {
    const dispatcher = await test.as('dieuphoi');
    const { body } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    const flagged = body.cases.filter(({ outsideWard }) => outsideWard);
    // the two slipped lines of the demo
    expect(flagged.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['Số 16, ngõ 84 Ngọc Khánh', 'Số 38, ngõ 35 Thái Thịnh']),
    );
    const { body: detail } = await dispatcher<CaseDetail>('GET', `/api/cases/${flagged[0]!.id}`);
    expect(detail.outsideWard).toBe(true);
  });

  it('all points and all counts agree with the list', async () => {
    const dispatcher = await test.as('dieuphoi');
    const { body: list } = await dispatcher<CaseSearchResult>('POST', '/api/cases/search', {});
    const { body: points } = await dispatcher<CasePoints>('GET', '/api/cases/points');
    const byId = new Map(list.cases.map((one) => [one.id, one]));
    expect(points.ids.length).toBe(list.cases.filter(({ lat }) => lat !== null).length);
    points.ids.forEach((id, i) => {
      const one = byId.get(id)!;
      expect([points.lonE6[i], points.latE6[i]]).toEqual([Math.round(one.lon! * 1e6), Math.round(one.lat! * 1e6)]);
      expect(points.unitIds[points.unit[i]!]).toBe(one.unitId);
      expect(CASE_STATES[points.state[i]!]).toBe(one.state);
      expect(NEEDS.filter((_, bit) => points.needs[i]! & (1 << bit))).toEqual(NEEDS.filter((need) => one.needs.includes(need)));
      const doubt = points.doubt[i]! === 0 ? null : PIN_DOUBTS[points.doubt[i]! - 1];
      expect(doubt).toBe(pinDoubt(one));
    });
    const { body: counted } = await dispatcher<CaseCounts>('GET', '/api/cases/counts');
    for (const { unitId, state, count } of counted.counts) {
      expect(list.cases.filter((one) => one.unitId === unitId && one.state === state).length).toBe(count);
    }
    expect(counted.counts.reduce((sum, { count }) => sum + count, 0)).toBe(list.totalCount);
    for (const path of ['/api/cases/points', '/api/cases/counts']) {
      expect((await (await test.as('to1'))('GET', path)).status).toBe(403);
      expect((await (await test.as())('GET', path)).status).toBe(401);
    }
  });
});
