import { expect, it } from 'vitest';
import type { TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import type { Drive } from '../../apps/api/src/contract/drives.ts';
import type { Plan } from '../../apps/api/src/contract/planning.ts';
import type { Reach } from '../../apps/api/src/contract/reach.ts';
import type { TeamList } from '../../apps/api/src/contract/teams.ts';
import { straightMetres } from '../../apps/api/src/travel/lon-lat.ts';
import { describeStep, describeWay } from '../../apps/web/src/directions/describe-step.ts';
import { planAndWait } from '../planning/plan-and-wait.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

it('a team is shown the way to its own homes, in words of both languages, and nobody else is', { timeout: 180_000 }, async () => {
  const app = await openTestApp(await openTestDatabase());
  const [team, other, dispatcher, chief] = [
    await app.as('to1'),
    await app.as('to2'),
    await app.as('dieuphoi'),
    await app.as('truongdonvi'),
  ];
  // planned through the rush hour of a Monday, checked by the second opinion, published
  const run = await planAndWait(dispatcher, { dayCount: 1, limitSec: 2, seed: 1 });
  expect([run.state, run.failure]).toEqual(['done', null]);
  await dispatcher('POST', `/api/plans/${run.planId}/publish`, { baseRevision: 0 });
  const { assignments, depot } = (await team<TeamSnapshot>('GET', '/api/field')).body;
  expect(assignments.length).toBeGreaterThan(1);
  const [first] = [...assignments].sort((a, b) => a.plannedStartAt.localeCompare(b.plannedStartAt));
  const { status, body: drive } = await team<Drive>('GET', `/api/field/drives/${first!.id}`);
  expect([status, drive.source]).toEqual([200, 'roads']);
  // they set out in the rush hour, and the way takes what the plan says; at the assumed speeds it would take less
  expect(Math.abs(drive.durationSec - first!.travelSec)).toBeLessThanOrEqual(1);
  const [quick] = (
    await app.deps.travel.route([
      [depot.lon, depot.lat],
      [first!.lon, first!.lat],
    ])
  ).legs;
  expect(quick!.durationSec).toBeLessThan(drive.durationSec);
  expect(straightMetres(...drive.line[0]!, depot.lon, depot.lat)).toBeLessThan(200);
  expect(straightMetres(...drive.line.at(-1)!, first!.lon, first!.lat)).toBeLessThan(200);
  // the last metres on foot are on the card and in the plan, for every home, and are those of the way itself
  const { body: plan } = await dispatcher<Plan>('GET', `/api/plans/${run.planId}`);
  const stops = new Map(plan.routes.flatMap(({ stops: all }) => all.map((stop) => [stop.caseId, stop])));
  for (const { caseId, walkMetres, walkSec, travelSec } of assignments) {
    expect([stops.get(caseId)!.walkMetres, stops.get(caseId)!.walkSec]).toEqual([walkMetres, walkSec]);
    // 4.5 km/h: 0.8 s a metre, rounded
    expect(Math.abs(walkSec - walkMetres * 0.8)).toBeLessThan(2);
    // the walk is part of the drive; who lives in the same home as the one before is come to without any
    if (travelSec > 0) expect(walkSec).toBeLessThanOrEqual(travelSec);
  }
  expect([first!.walkMetres, first!.walkSec]).toEqual([drive.walkMetres, drive.walkSec]);
  expect(Math.max(...assignments.map(({ walkMetres }) => walkMetres))).toBeGreaterThan(0);
  const sum = drive.steps.reduce((total, { metres }) => total + metres, 0);
  expect(Math.abs(sum + drive.walkMetres - drive.distanceMetres)).toBeLessThan(250);
  const words = drive.steps.map((step) => [describeStep(step, 'vi'), describeStep(step, 'en')]);
  expect(words[0]![0]).toMatch(/^Xuất phát/);
  expect(words.at(-1)![1]).toMatch(/^You have arrived/);
  expect(words.flat().filter((text) => text === '' || text.includes('{{') || text.includes('undefined'))).toEqual([]);
  // where the vehicle stays behind one has not arrived: the last sentence is the walk
  const onFoot = describeWay({ ...drive, walkMetres: 180 }, 'vi').map((one) => one.words);
  expect([onFoot.length, onFoot.at(-1)]).toEqual([words.length, 'Gửi xe và đi bộ 180 m đến cửa']);
  expect(describeWay({ ...drive, walkMetres: 10 }, 'en').at(-1)!.words).toMatch(/^You have arrived/);
  expect((await other('GET', `/api/field/drives/${first!.id}`)).status).toBe(404);
  expect((await dispatcher('GET', `/api/field/drives/${first!.id}`)).status).toBe(403);

  // whom a team reaches: more in more time, fewer in the rush hour, and only for staff
  const { teams } = (await dispatcher<TeamList>('GET', '/api/teams')).body;
  const reach = async (minutes: number, at: string): Promise<Reach> =>
    (await chief<Reach>('GET', `/api/reach?teamId=${teams[0]!.id}&minutes=${minutes}&at=${at}`)).body;
  const [near, quiet, rush] = [
    await reach(8, '2026-11-23T13:30:00Z'),
    await reach(25, '2026-11-23T13:30:00Z'),
    await reach(25, '2026-11-23T11:00:00Z'),
  ];
  expect(near.cases.length).toBeLessThan(quiet.cases.length);
  expect(rush.cases.length).toBeLessThanOrEqual(quiet.cases.length);
  const quietSec = new Map(quiet.cases.map(({ caseId, travelSec }) => [caseId, travelSec]));
  for (const { caseId, travelSec } of rush.cases) expect(travelSec).toBeGreaterThanOrEqual(quietSec.get(caseId)!);
  expect(
    quiet.cases.every(({ travelSec }, i) => travelSec <= 1500 && (i === 0 || travelSec >= quiet.cases[i - 1]!.travelSec)),
  ).toBe(true);
  expect(quiet.cases.length + quiet.beyondCount).toBe(rush.cases.length + rush.beyondCount);
  expect((await team('GET', `/api/reach?teamId=${teams[0]!.id}&minutes=25`)).status).toBe(403);
  expect((await chief('GET', '/api/reach?teamId=nobody&minutes=25')).status).toBe(404);
  expect((await chief('GET', `/api/reach?teamId=${teams[0]!.id}&minutes=9999`)).status).toBe(400);
});
