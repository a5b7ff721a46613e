import { compareStanding } from '@gocua/optimizer';
import { expect, it } from 'vitest';
import type { Plan } from '../../apps/api/src/contract/planning.ts';
import type { PromiseFrontier } from '../../apps/api/src/contract/promise-frontier.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndWait } from './plan-and-wait.ts';

it('what calling families back buys never gets worse with one more, and nobody is called whose time is too near', async () => {
  const test = await openTestApp(await openTestDatabase());
  const dispatcher = await test.as('dieuphoi');
  const ask = (query: string, who = dispatcher) =>
    who<PromiseFrontier & { code: string }>('GET', `/api/planning/promise-frontier?${query}`);
  expect((await ask('dayCount=1')).body).toMatchObject({ promiseCount: 0, points: [] });

  const run = await planAndWait(dispatcher, { fromDate: '2026-11-23', dayCount: 1, limitSec: 1, seed: 1 });
  const { body: draft } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
  await dispatcher('POST', `/api/plans/${draft.id}/publish`, { baseRevision: draft.baseRevision });
  const { status, body } = await ask('dayCount=1&noticeHours=0');
  expect(status).toBe(200);
  expect(body).toMatchObject({ fromDate: '2026-11-23', dayCount: 1, promiseCount: draft.servedCount });
  // As far as the time reached on this machine; never without a first point, and never a point left out in between.
  expect(body.points.map(({ most }) => most)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].slice(0, body.points.length));
  expect(body.points.length).toBeGreaterThan(0);
  expect(body.isWhole).toBe(body.points.length === 9);
  body.points.forEach((point, i) => {
    expect(point.changedCount).toBeLessThanOrEqual(point.most);
    const before = body.points[i - 1];
    // Who is left out decides first, the urgent before all others; only then what it costs.
    if (before) expect(compareStanding([...point.leftOut, point.cost], [...before.leftOut, before.cost])).toBeLessThanOrEqual(0);
  });
  expect(body.points[0]!.servedCount).toBeGreaterThanOrEqual(draft.servedCount);

  // Everything is nearer than a day: nobody can be called.
  const firm = await ask('dayCount=1&noticeHours=24');
  expect(new Set(firm.body.points.map(({ changedCount }) => changedCount))).toEqual(new Set([0]));

  expect((await ask('dayCount=1', await test.as('to1'))).status).toBe(403);
  expect((await ask(`dayCount=1&unitId=${draft.unitId}`, await test.as('dongda'))).status).toBe(403);
  expect((await ask('dayCount=0')).body.code).toBe('invalid-input');
}, 120_000);
