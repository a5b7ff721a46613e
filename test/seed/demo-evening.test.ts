import { describe, expect, it } from 'vitest';
import type { Board, EveningLog, Evidence } from '../../apps/api/src/contract/board.ts';
import type { PlanList } from '../../apps/api/src/contract/planning.ts';
import { startDemoEvening } from '../../apps/api/src/seed/evening/demo-evening.ts';
import { nextStep, type PlayedVisit } from '../../apps/api/src/seed/evening/next-step.ts';
import { temperOf } from '../../apps/api/src/seed/evening/team-temper.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

const MINUTE_MS = 60_000;
const OPENS_MS = Date.parse('2026-11-23T08:25+07:00');

describe("the demo's evening", () => {
  it('shows teams under way whatever the time of day, once, and goes on with the clock', async () => {
    // A Monday morning: nobody has a shift at this hour.
    const server = await openTestApp(await openTestDatabase(), '2026-11-23T10:00+07:00');
    const { stop } = await startDemoEvening(server.deps);
    await stop();
    const dispatcher = await server.as('dieuphoi');
    const date = '2026-11-23';
    const board = (await dispatcher<Board>('GET', `/api/board?from=${date}&to=${date}`)).body;
    const states = new Set(board.assignments.map(({ state }) => state));
    expect([...states].sort()).toEqual(expect.arrayContaining(['acknowledged', 'arrived', 'finished']));
    expect(new Set(board.assignments.map(({ teamId }) => teamId)).size).toBe(6);
    const outcomes = new Set(board.assignments.flatMap(({ outcome }) => outcome ?? []));
    expect(outcomes.has('served')).toBe(true);
    expect(outcomes.size).toBeGreaterThan(2);
    // One team says nothing of where it is; one has no signal.
    expect(board.positions.map(({ teamId }) => teamId)).toEqual(['to-1', 'to-2', 'to-3', 'to-4', 'to-6']);
    expect(board.deliveries.filter(({ connected }) => connected).map(({ teamId }) => teamId)).not.toContain('to-5');
    const open_ = board.alarms.filter(({ closedAt }) => closedAt === null).map(({ kind }) => kind);
    expect(open_).toContain('window_in_danger');
    expect(open_).toContain('not_acknowledged');
    expect(board.alarms.some(({ kind, closedBecause }) => kind === 'panic' && closedBecause === 'team')).toBe(true);
    expect((await dispatcher<{ evidence: Evidence[] }>('GET', '/api/evidence')).body.evidence).toMatchObject([
      { teamId: 'to-4', action: 'finish', outcome: 'served', problem: 'assignment-withdrawn', decision: null },
    ]);
    const log = (await dispatcher<EveningLog>('GET', `/api/board/log?date=${date}`)).body;
    const kinds = new Set(log.entries.map(({ kind }) => kind));
    for (const kind of ['moved', 'kept', 'message-in', 'message-out', 'alarm-taken', 'case-found', 'kit-checked'])
      expect(kinds).toContain(kind);
    expect(log.positions.length).toBeGreaterThan(50);

    // Started again it arranges nothing, and what was done is done once.
    server.clock.advance(60);
    await (await startDemoEvening(server.deps)).stop();
    expect((await dispatcher<PlanList>('GET', '/api/plans')).body.plans).toHaveLength(1);
    expect(await server.deps.db.client.case.count({ where: { foundAtId: { not: null } } })).toBe(1);
  }, 240_000);
});

it('a team of the demo does one thing after the other, each when it is due, and nothing of a visit it has not heard of', () => {
  const visit: PlayedVisit = {
    ...{ id: 'a', state: 'assigned', plannedArriveMs: OPENS_MS + 20 * MINUTE_MS, serviceMs: 30 * MINUTE_MS },
    ...{ travelMs: 10 * MINUTE_MS, toldMs: OPENS_MS - 60 * MINUTE_MS, travellingMs: null, arrivedMs: null, finishedMs: null },
  };
  const minuteOf = (visits: PlayedVisit[]) => {
    const step = nextStep(visits, { opensMs: OPENS_MS, temper: temperOf('to-1') });
    return step && [step.action, (step.atMs - OPENS_MS) / MINUTE_MS];
  };
  expect(minuteOf([visit])).toEqual(['acknowledge', -56]);
  // 20 minutes to the planned arrival less 10 of drive less 2 to be early.
  expect(minuteOf([{ ...visit, state: 'acknowledged' }])).toEqual(['travel', 8]);
  expect(minuteOf([{ ...visit, state: 'travelling', travellingMs: OPENS_MS }])).toEqual(['arrive', 10]);
  expect(minuteOf([{ ...visit, state: 'arrived', arrivedMs: OPENS_MS }])).toEqual(['finish', 30]);
  expect(minuteOf([{ ...visit, state: 'finished', finishedMs: OPENS_MS }])).toBeNull();
  // What comes during the evening is noticed late, after what was known before.
  const given = { ...visit, id: 'b', toldMs: OPENS_MS + MINUTE_MS };
  expect(minuteOf([given])).toEqual(['acknowledge', 59]);
  expect(minuteOf([given, { ...visit, state: 'acknowledged' }])).toEqual(['travel', 8]);
});
