import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import type { Board, Evidence, Place, VisitPlaced } from '../../apps/api/src/contract/board.ts';
import type { FieldResult, TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import type { EveningDrives } from '../../apps/api/src/contract/drives.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { planAndPublish } from './published-evening.ts';

/** Whole servers with the demo in them: on a busy machine that takes its time. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

/** One evening of the demo's six teams, planned on the real streets and published; changed by hand afterwards. */
describe('single visits, changed tonight', () => {
  let server: TestApp;
  let dispatcher: Awaited<ReturnType<TestApp['as']>>;
  let date: string;

  beforeAll(async () => {
    const db = await openTestDatabase();
    server = await openTestApp(db, '2026-11-23T09:00+07:00');
    dispatcher = await server.as('dieuphoi');
    date = await planAndPublish(dispatcher);
    server.clock.set('2026-11-23T18:00+07:00');
  }, 120_000);

  const board = async () => (await dispatcher<Board>('GET', `/api/board?from=${date}&to=${date}`)).body;
  const field = async (team: number) => (await (await server.as(`to${team}`))<TeamSnapshot>('GET', '/api/field')).body;
  const places = async (caseId: string) =>
    (await dispatcher<{ places: Place[] }>('GET', `/api/board/places?caseId=${caseId}&date=${date}`)).body.places;

  /** A visit that nobody has begun and that another team could take; where exactly. Which one differs with the plan. */
  async function movable() {
    for (const visit of (await board()).assignments.filter(({ state }) => state === 'assigned')) {
      const place = (await places(visit.caseId)).find(({ teamId }) => teamId !== visit.teamId);
      if (place) return { visit, place };
    }
    throw new Error('No visit of this plan can go to another team.');
  }

  test('a visit goes to another team: both hear it, the family keeps its window where it can, repeating changes nothing', async () => {
    const { visit, place } = await movable();
    expect(place.addedTravelSec).toBeGreaterThan(0);
    const { teamId, afterAssignmentId } = place;
    const id = randomUUID();
    const move = () =>
      dispatcher<VisitPlaced>(
        'POST',
        `/api/assignments/${visit.id}/move`,
        { version: visit.version, teamId, date, afterAssignmentId },
        { 'idempotency-key': id },
      );
    const moved = await move();
    expect(moved.status).toBe(200);
    expect(moved.body.withdrawn).toMatchObject({ id: visit.id, state: 'withdrawn' });
    expect(moved.body.assignment).toMatchObject({ caseId: visit.caseId, teamId, date, state: 'assigned', sentAt: null });
    expect(moved.body.assignment.toldAt).not.toBeNull();
    expect(moved.body.promise.isNew).toBe(place.keepsPromise !== true);
    expect((await move()).body).toEqual(moved.body);

    const after = await board();
    expect(after.assignments.filter(({ caseId }) => caseId === visit.caseId)).toHaveLength(1);
    const route = after.assignments.filter((one) => one.teamId === teamId).sort((a, b) => a.position - b.position);
    const at = route.findIndex(({ caseId }) => caseId === visit.caseId);
    expect(at === 0 ? null : route[at - 1]!.id).toBe(afterAssignmentId);
    expect(new Set(route.map(({ position }) => position)).size).toBe(route.length);
    expect((await field(Number(visit.teamId.slice(3)))).assignments.map(({ caseId }) => caseId)).not.toContain(visit.caseId);
    expect((await field(Number(teamId.slice(3)))).assignments.map(({ caseId }) => caseId)).toContain(visit.caseId);
  });

  test('the evening is drawn along the streets as it is now, also where it was changed by hand', async () => {
    const { visit, place } = await movable();
    const to = { version: visit.version, teamId: place.teamId, date, afterAssignmentId: place.afterAssignmentId };
    expect((await dispatcher('POST', `/api/assignments/${visit.id}/move`, to)).status).toBe(200);
    const { assignments } = await board();
    const { teams } = (await dispatcher<EveningDrives>('GET', `/api/board/drives?date=${date}`)).body;
    expect(teams.map(({ teamId }) => teamId)).toEqual([...new Set(assignments.map(({ teamId }) => teamId))].sort());
    for (const { teamId, legs } of teams) {
      const visits = assignments.filter((one) => one.teamId === teamId).sort((a, b) => a.position - b.position);
      expect(legs).toHaveLength(visits.length + 1);
      for (const [i, { caseId }] of visits.entries()) {
        const { lat, lon } = (await dispatcher<{ lat: number; lon: number }>('GET', `/api/cases/${caseId}`)).body;
        // A line ends where the car is left: within a few hundred metres, a thousandth of a degree being about a hundred.
        for (const end of [legs[i]!.at(-1)!, legs[i + 1]![0]!]) {
          expect(Math.hypot(end[0] - lon, end[1] - lat)).toBeLessThan(0.005);
        }
      }
      expect(legs.flat().length).toBeGreaterThan(4 * legs.length);
    }
    expect((await (await server.as('to1'))<{ code: string }>('GET', `/api/board/drives?date=${date}`)).body.code).toBe(
      'not-allowed',
    );
  });

  test('taken back: the case waits again, and may be added to another evening at once, but not twice', async () => {
    const visit = (await board()).assignments.find(({ teamId, state }) => teamId === 'to-2' && state === 'assigned')!;
    const body = { version: visit.version, reason: 'family_asked', note: '' };
    const taken = await dispatcher('POST', `/api/assignments/${visit.id}/withdraw`, body);
    expect(taken).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
    const again = await dispatcher<{ code: string }>('POST', `/api/assignments/${visit.id}/withdraw`, body);
    expect(again).toMatchObject({ status: 409, body: { code: 'assignment-withdrawn' } });
    expect((await dispatcher<{ state: string }>('GET', `/api/cases/${visit.caseId}`)).body.state).toBe('waiting');

    const [place] = await places(visit.caseId);
    const input = { caseId: visit.caseId, teamId: place!.teamId, date, afterAssignmentId: place!.afterAssignmentId };
    const added = await dispatcher<VisitPlaced>('POST', '/api/assignments', input);
    expect(added).toMatchObject({
      status: 201,
      body: { assignment: { caseId: visit.caseId, state: 'assigned' }, withdrawn: null },
    });
    expect(added.body.promise.isNew).toBe(true);
    const twice = await dispatcher<{ code: string }>('POST', '/api/assignments', input);
    expect(twice).toMatchObject({ status: 409, body: { code: 'visit-open' } });
    expect((await dispatcher<{ state: string }>('GET', `/api/cases/${visit.caseId}`)).body.state).toBe('scheduled');
  });

  test('on an old picture, at the door, or with what the team cannot do it is refused by name', async () => {
    const all = (await board()).assignments;
    const visit = all.find(({ teamId, state }) => teamId === 'to-3' && state === 'assigned')!;
    const move = (change: object) =>
      dispatcher<{ code: string }>('POST', `/api/assignments/${visit.id}/move`, {
        ...{ version: visit.version, teamId: 'to-4', date, afterAssignmentId: null },
        ...change,
      });
    expect((await move({ version: 99 })).body.code).toBe('changed-meanwhile');
    expect((await move({ teamId: 'to-99' })).body.code).toBe('no-place-tonight');
    expect((await move({ afterAssignmentId: 'nothing' })).body.code).toBe('no-place-tonight');
    const team = await server.as('to3');
    const step = (action: string) => ({ id: randomUUID(), assignmentId: visit.id, action, deviceAt: '2026-11-23T11:00:00Z' });
    await team('POST', '/api/field/commands', { commands: ['acknowledge', 'travel', 'arrive'].map(step) });
    expect((await move({})).body.code).toBe('visit-begun');
    for (const login of ['to3', 'truongdonvi']) {
      const other = await server.as(login);
      expect(
        (await other('POST', '/api/assignments', { caseId: visit.caseId, teamId: 'to-3', date, afterAssignmentId: null })).status,
      ).toBe(403);
      expect((await other('GET', `/api/board/places?caseId=${visit.caseId}&date=${date}`)).status).toBe(403);
    }
  });

  test('work done on a visit that was handed over is evidence: accepted once, it ends both visits and counts once', async () => {
    const { visit, place } = await movable();
    const { teamId, afterAssignmentId } = place;
    const moved = await dispatcher<VisitPlaced>('POST', `/api/assignments/${visit.id}/move`, {
      ...{ version: visit.version, teamId, date, afterAssignmentId },
    });
    expect(moved.status).toBe(200);
    // Offline all the while: the old team did it and says so only now.
    const team = await server.as(`to${visit.teamId.slice(3)}`);
    const command = (action: string, outcome: string | null) => ({
      ...{ id: randomUUID(), assignmentId: visit.id, action, outcome, deviceAt: '2026-11-23T11:05:00Z' },
    });
    const commands = [command('travel', null), command('arrive', null), command('finish', 'served')];
    const reported = await team<{ results: FieldResult[] }>('POST', '/api/field/commands', { commands });
    expect(reported.body.results.map(({ status, problem }) => [status, problem])).toEqual(
      commands.map(() => ['kept', 'assignment-withdrawn']),
    );
    const waiting = (await dispatcher<{ evidence: Evidence[] }>('GET', '/api/evidence')).body.evidence;
    expect(waiting).toMatchObject([
      { id: commands[2]!.id, outcome: 'served', problem: 'assignment-withdrawn', openTeamId: teamId, decision: null },
    ]);
    expect((await board()).openEvidenceCount).toBe(1);

    const decide = (decision: string) =>
      dispatcher<Evidence & { code: string }>('POST', `/api/evidence/${commands[2]!.id}/decide`, { decision });
    expect(await decide('accepted')).toMatchObject({
      status: 200,
      body: { decision: 'accepted', caseState: 'served', openTeamId: null },
    });
    expect((await decide('dismissed')).body.code).toBe('already-decided');
    const all = (await board()).assignments.filter(({ caseId }) => caseId === visit.caseId);
    expect(all).toMatchObject([{ id: visit.id, state: 'finished', outcome: 'served' }]);
    expect((await board()).openEvidenceCount).toBe(0);
    expect((await field(Number(teamId.slice(3)))).assignments.map(({ caseId }) => caseId)).not.toContain(visit.caseId);
  });

  test('the work was done twice: the second time can only be dismissed', async () => {
    const { visit, place } = await movable();
    const { teamId, afterAssignmentId } = place;
    const moved = await dispatcher<VisitPlaced>('POST', `/api/assignments/${visit.id}/move`, {
      ...{ version: visit.version, teamId, date, afterAssignmentId },
    });
    const finish = async (login: string, assignmentId: string) => {
      const command = (action: string, outcome: string | null) => ({
        ...{ id: randomUUID(), assignmentId, action, outcome, deviceAt: '2026-11-23T11:10:00Z' },
      });
      const commands = [command('arrive', null), command('finish', 'served')];
      await (await server.as(login))('POST', '/api/field/commands', { commands });
      return commands[1]!.id;
    };
    await finish(`to${teamId.slice(3)}`, moved.body.assignment.id);
    const evidenceId = await finish(`to${visit.teamId.slice(3)}`, visit.id);
    const decide = (decision: string) =>
      dispatcher<Evidence & { code: string }>('POST', `/api/evidence/${evidenceId}/decide`, { decision });
    expect((await decide('accepted')).body.code).toBe('already-served');
    expect(await decide('dismissed')).toMatchObject({
      status: 200,
      body: { decision: 'dismissed', decidedBy: expect.any(String) },
    });
    const served = (await board()).assignments.filter(({ caseId, outcome }) => caseId === visit.caseId && outcome === 'served');
    expect(served).toHaveLength(1);
  });
});
