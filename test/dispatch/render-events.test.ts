import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { renderEvents } from '../../apps/api/src/dispatch/render-events.ts';
import { NO_WALK } from '../../apps/api/src/travel/last-metres.ts';
import { openTestDatabase } from '../support/database.ts';
import { at, fillWorld } from './world.ts';

let db: Database;
beforeAll(async () => {
  db = await openTestDatabase();
  await fillWorld(db);
  await db.client.run.create({
    data: {
      id: 'run1',
      unitId: '01',
      state: 'done',
      fromDate: '2026-11-23',
      dayCount: 7,
      seed: 1,
      limitSec: 10,
      progress: {},
      planId: 'plan1',
      createdAt: at(0),
    },
  });
});

const render = async (channel: string, type: string, payload: unknown) => {
  const [event] = await renderEvents(db.client, [{ channel, seq: 1, type, payload, createdAt: at(0) }], () => NO_WALK);
  return event;
};

test('a run is shown as it is now, not as it was when it was said', async () => {
  const said = { runId: 'run1', state: 'running', planId: null };
  expect(await render('unit:01', 'unit.run', said)).toEqual({ type: 'unit.run', runId: 'run1', state: 'done', planId: 'plan1' });
});

test('what carries its facts is passed on, without anything else that is in the log', async () => {
  const noted = { planId: 'plan1', revision: 2, note: 'Nguyễn' };
  expect(await render('unit:01', 'unit.published', noted)).toEqual({ type: 'unit.published', planId: 'plan1', revision: 2 });
  expect(await render('unit:01', 'unit.cases', { caseIds: ['c-a1'] })).toEqual({ type: 'unit.cases', caseIds: ['c-a1'] });
  const imported = { importId: 'i1', caseCount: 300 };
  expect(await render('unit:01', 'unit.imported', imported)).toEqual({ type: 'unit.imported', ...imported });
});

test.each([
  ['a subject that is gone', 'unit:01', 'unit.assignment', { assignmentId: 'gone' }],
  ['a run that is gone', 'unit:01', 'unit.run', { runId: 'gone' }],
  ['a request that is gone', 'unit:01', 'unit.request', { requestId: 'gone' }],
  ['a type of a newer server', 'unit:01', 'unit.weather', { rain: true }],
  ['an entry with the wrong facts', 'unit:01', 'unit.cases', { caseIds: 'c-a1' }],
  ['an entry that is not even an object', 'unit:01', 'unit.cases', null],
  ['a team’s message on a unit’s channel', 'unit:01', 'team.assignment', { assignmentId: 'a1' }],
  ['a unit’s message on a team’s channel', 'team:to1', 'unit.assignment', { assignmentId: 'a1' }],
  ['another team’s home', 'team:to1', 'team.assignment', { assignmentId: 'b1' }],
])('%s is told as nothing, and its number still counts', async (_what, channel, type, payload) => {
  expect(await render(channel, type, payload)).toEqual({ type: 'nothing' });
});

test('a lot of messages is rendered in its order', async () => {
  const messages = ['a3', 'b1', 'a1', 'a3'].map((assignmentId, index) => ({
    channel: assignmentId === 'b1' ? 'team:to2' : 'team:to1',
    seq: index,
    type: 'team.assignment',
    payload: { assignmentId },
    createdAt: at(0),
  }));
  const events = await renderEvents(db.client, messages, () => NO_WALK);
  expect(events.map((event) => event.type === 'team.assignment' && event.assignment.id)).toEqual(['a3', 'b1', 'a1', 'a3']);
});
