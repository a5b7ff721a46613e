import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Alarm, Board, Repairs, VisitPlaced } from '../../apps/api/src/contract/board.ts';
import type { AssignmentView } from '../../apps/api/src/contract/dispatch.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { watchEvenings } from '../../apps/api/src/dispatch/alarms/watch.ts';
import { RECOVERED_MS } from '../../apps/api/src/dispatch/visits/follow-evening.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndPublish } from './published-evening.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** One evening of the demo on the real streets: a team stays at its first door for long, the others keep to their plan. */
describe('a promised window in danger', () => {
  let db: Database;
  let server: TestApp;
  let dispatcher: Awaited<ReturnType<TestApp['as']>>;
  let date: string;

  beforeAll(async () => {
    db = await openTestDatabase();
    server = await openTestApp(db, '2026-11-23T09:00+07:00');
    dispatcher = await server.as('dieuphoi');
    // An evening that is not full to the last minute: in a full one nobody has room for another's visit.
    const kept = await db.client.case.findMany({ where: { state: 'waiting' }, orderBy: { id: 'asc' }, take: 10 });
    await db.client.case.updateMany({ where: { id: { notIn: kept.map(({ id }) => id) } }, data: { state: 'closed' } });
    // Any team can do any of them.
    await db.client.case.updateMany({ data: { needs: ['id_card'], requirements: [] } });
    date = await planAndPublish(dispatcher);
  }, 240_000);

  const board = async () => (await dispatcher<Board>('GET', `/api/board?from=${date}&to=${date}`)).body;
  const watch = () => watchEvenings({ db, clock: server.clock, ids: systemIds, config: readConfig({}) });
  const inDanger = async () => (await board()).alarms.filter(({ kind, closedAt }) => kind === 'window_in_danger' && !closedAt);
  const repairsOf = async ({ id }: Alarm) => (await dispatcher<Repairs>('GET', `/api/alarms/${id}/repairs`)).body;

  async function report(teamId: string, ...steps: { visit: AssignmentView; action: string; at: string; outcome?: string }[]) {
    const commands = steps.map(({ visit, action, at, outcome = null }) => ({
      ...{ id: randomUUID(), assignmentId: visit.id, action, outcome, deviceAt: at },
    }));
    await (await server.as(teamId.replace('-', '')))('POST', '/api/field/commands', { commands });
  }

  /** Everybody keeps to the plan until an instant, except the team that is stuck at its first door. */
  async function playUntil(now: string, stuckTeamId: string): Promise<void> {
    server.clock.set(now);
    const { assignments } = await board();
    for (const teamId of new Set(assignments.map((visit) => visit.teamId))) {
      const own = assignments.filter((visit) => visit.teamId === teamId).sort((a, b) => a.position - b.position);
      const past = own.filter(({ plannedEndAt, state }) => plannedEndAt <= now && state !== 'finished');
      if (teamId === stuckTeamId) {
        if (own[0]!.state !== 'arrived') await report(teamId, { visit: own[0]!, action: 'arrive', at: own[0]!.plannedArriveAt });
      } else {
        const steps = past.flatMap((visit) => [
          { visit, action: 'arrive', at: visit.plannedStartAt },
          { visit, action: 'finish', at: visit.plannedEndAt, outcome: 'served' },
        ]);
        if (steps.length > 0) await report(teamId, ...steps);
      }
    }
  }

  test('comes with repairs that work: done, the window is kept, and nobody else’s is in danger', async () => {
    const { assignments } = await board();
    const counts = new Map<string, number>();
    for (const { teamId } of assignments) counts.set(teamId, (counts.get(teamId) ?? 0) + 1);
    const [stuck] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
    const own = assignments.filter(({ teamId }) => teamId === stuck).sort((a, b) => a.position - b.position);
    // Minute by minute until the first window is in danger: what follows the first door is late by as long as the team stays there.
    let alarms: Alarm[] = [];
    for (let minutes = 0; alarms.length === 0 && minutes < 150; minutes += 5) {
      await playUntil(new Date(Date.parse(own[0]!.plannedEndAt) + minutes * 60_000).toISOString(), stuck);
      await watch();
      alarms = (await inDanger()).filter(({ teamId }) => teamId === stuck);
    }
    expect(alarms.length).toBeGreaterThan(0);

    let repairedCount = 0;
    const seen: Repairs[] = [];
    for (const alarm of alarms) {
      if (!(await inDanger()).some(({ id }) => id === alarm.id)) continue;
      const answer = await repairsOf(alarm);
      seen.push(answer);
      const { repairs, expectedAt, spreadSec, closesAt } = answer;
      // A visit that an earlier repair has brought within its window stays in danger until there is some air again.
      const lateMs = Date.parse(expectedAt!) - Date.parse(closesAt!);
      expect(lateMs).toBeGreaterThanOrEqual(repairedCount > 0 ? -RECOVERED_MS : 1);
      expect(spreadSec).toBeGreaterThan(0);
      const [best] = repairs;
      if (!best) continue;
      repairedCount += 1;
      expect(Date.parse(best.endangeredArriveAt)).toBeLessThanOrEqual(Date.parse(closesAt!));
      const dangerBefore = new Set((await inDanger()).map(({ caseId }) => caseId));
      const { assignmentId, version, teamId, afterAssignmentId } = best;
      const moved = await dispatcher<VisitPlaced>('POST', `/api/assignments/${assignmentId}/move`, {
        ...{ version, teamId, date, afterAssignmentId },
      });
      expect(moved.status).toBe(200);
      // The family of the visit that was moved is told nothing new: it comes within the window it was told.
      expect(moved.body.promise.isNew).toBe(false);
      await watch();
      const after = new Set((await inDanger()).map(({ caseId }) => caseId));
      expect(after.has(alarm.caseId)).toBe(false);
      expect([...after].filter((caseId) => !dangerBefore.has(caseId))).toEqual([]);
      await requireRealDrives(teamId);
    }
    expect(repairedCount, JSON.stringify(seen)).toBeGreaterThan(0);
  });

  /** The drives of a team's open visits are those of the streets, asked for one by one. */
  async function requireRealDrives(teamId: string): Promise<void> {
    const rows = await db.client.assignment.findMany({
      where: { teamId, date, state: { notIn: ['withdrawn'] } },
      include: { case: { include: { household: true } } },
      orderBy: { position: 'asc' },
    });
    const openOnes = rows.filter(({ state }) => state === 'assigned' || state === 'acknowledged');
    for (const visit of openOnes.slice(1)) {
      const before = openOnes[openOnes.indexOf(visit) - 1]!;
      const place = ({ case: { household } }: typeof visit): [number, number] => [household.lon!, household.lat!];
      const { durationsSec } = await server.deps.travel.table([place(before)], [place(visit)]);
      expect(Math.abs(durationsSec[0]! - visit.travelSec)).toBeLessThanOrEqual(1);
    }
  }

  test('asked for by dispatchers of the unit only, of open alarms only', async () => {
    const [alarm] = (await board()).alarms.filter(({ kind }) => kind === 'window_in_danger');
    expect((await (await server.as('to1'))('GET', `/api/alarms/${alarm!.id}/repairs`)).body).toMatchObject({
      code: 'not-allowed',
    });
    expect((await (await server.as('truongdonvi'))('GET', `/api/alarms/${alarm!.id}/repairs`)).body).toMatchObject({
      code: 'not-allowed',
    });
    expect((await dispatcher('GET', '/api/alarms/none/repairs')).body).toMatchObject({ code: 'not-found' });
    const [closed] = (await board()).alarms.filter(({ closedAt }) => closedAt !== null);
    expect((await dispatcher('GET', `/api/alarms/${closed!.id}/repairs`)).body).toMatchObject({ code: 'alarm-closed' });
  });

  test('a case that asks for a woman is offered only to teams that have one', async () => {
    const { assignments } = await board();
    const visit = assignments.find(({ state }) => state === 'assigned')!;
    const places = async () =>
      (await dispatcher<{ places: unknown[] }>('GET', `/api/board/places?caseId=${visit.caseId}&date=${date}`)).body.places;
    await db.client.case.update({
      where: { id: visit.caseId },
      data: { requirements: ['sign_language', 'woman', 'two_officers'] },
    });
    // Nobody of the demo signs.
    expect(await places()).toEqual([]);
  });
});
