import { expect, it } from 'vitest';
import type { Board, Place, VisitPlaced } from '../../apps/api/src/contract/board.ts';
import type { TeamSnapshot } from '../../apps/api/src/contract/dispatch.ts';
import type { Drive } from '../../apps/api/src/contract/drives.ts';
import type { Plan, PlanList, Run } from '../../apps/api/src/contract/planning.ts';
import type { Reach } from '../../apps/api/src/contract/reach.ts';
import type { Repair } from '../../apps/api/src/contract/repair.ts';
import { openTravel } from '../../apps/api/src/travel/open-travel.ts';
import { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';
import { TravelError } from '../../apps/api/src/travel/travel.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import { hanoi } from '../travel/hanoi.ts';
import { planAndWait } from './plan-and-wait.ts';

it('a plan is never silently made of straight lines: away engine, ended streets, and every place that shows the plan says it', async () => {
  const test = await openTestApp(await openTestDatabase());
  const ended = new StreetEngine(hanoi());
  await ended.close();
  const said: string[] = [];
  // nobody listens there, and the streets have ended
  const travel = openTravel({ kind: 'osrm', url: 'http://127.0.0.1:9' }, ended, (sentence) => said.push(sentence));
  const known = { travel: test.deps.travel, streets: test.deps.streets };
  Object.assign(test.deps, { travel, streets: ended });
  const [dispatcher, team] = [await test.as('dieuphoi'), await test.as('to1')];

  const run = await planAndWait(dispatcher, { dayCount: 1, limitSec: 2, seed: 1 });
  expect([run.state, run.failure]).toEqual(['done', null]);
  // the operator hears of both steps down, each with its reason
  expect(said.some((sentence) => sentence.startsWith('the embedded streets instead of osrm: '))).toBe(true);
  expect(said.some((sentence) => sentence.startsWith('straight lines instead of streets: '))).toBe(true);
  const path = `/api/plans/${run.planId}`;
  expect((await dispatcher<Plan>('GET', path)).body.travelSource).toBe('straight-line');
  expect((await dispatcher<PlanList>('GET', '/api/plans')).body.plans.map(({ travelSource }) => travelSource)).toEqual([
    'straight-line',
  ]);
  const routes = await dispatcher<{ features: { properties: Record<string, unknown> }[] }>(
    'GET',
    `/api/exports/plans/${run.planId}/routes.geojson`,
  );
  const sources = routes.body.features.flatMap(({ properties }) => (properties.kind === 'route' ? properties.travelSource : []));
  expect(sources.length).toBeGreaterThan(0);
  expect(new Set(sources)).toEqual(new Set(['straight-line']));
  // published, it stays marked; the team is told too
  await dispatcher('POST', `${path}/publish`, { baseRevision: 0 });
  expect((await dispatcher<Plan>('GET', path)).body).toMatchObject({ state: 'published', travelSource: 'straight-line' });
  const { assignments } = (await team<TeamSnapshot>('GET', '/api/field')).body;
  const board = (await dispatcher<Board>('GET', `/api/board?from=${assignments[0]!.date}&to=${assignments[0]!.date}`)).body;
  expect(new Set([...assignments, ...board.assignments].map(({ travelSource }) => travelSource))).toEqual(
    new Set(['straight-line']),
  );
  // so is every other way in which the evening could go on
  const { caseId, date } = assignments[0]!;
  const asked = `/api/board/places?caseId=${caseId}&date=${date}`;
  const { places } = (await dispatcher<{ places: Place[] }>('GET', asked)).body;
  expect(new Set(places.map(({ travelSource }) => travelSource))).toEqual(new Set(['straight-line']));
  const repair = await dispatcher<Repair>('POST', '/api/planning/repair', { kind: 'teamLost', teamId: 'to-1', date });
  expect([repair.status, repair.body.travelSource]).toEqual([200, 'straight-line']);
  const drive = await team<Drive>('GET', `/api/field/drives/${assignments[0]!.id}`);
  expect([drive.status, drive.body.source]).toEqual([200, 'straight-line']);
  const reach = await dispatcher<Reach>('GET', '/api/reach?teamId=to-1&minutes=25');
  expect([reach.status, reach.body.source]).toEqual([200, 'straight-line']);

  // the streets are back: what is placed now is measured on them and says so, the rest of the plan stays what it was
  Object.assign(test.deps, known);
  const [place] = (await dispatcher<{ places: Place[] }>('GET', asked)).body.places;
  expect(place!.travelSource).toBe('roads');
  const { teamId, afterAssignmentId } = place!;
  const { id, version } = board.assignments.find((visit) => visit.caseId === caseId)!;
  const move = { version, teamId, date, afterAssignmentId };
  const moved = await dispatcher<VisitPlaced>('POST', `/api/assignments/${id}/move`, move);
  expect([moved.status, moved.body.assignment.travelSource, moved.body.withdrawn?.travelSource]).toEqual([
    ...[200, 'roads', 'straight-line'],
  ]);
}, 180_000);

it('where nobody answers at all, there is no plan, and the run says why', async () => {
  const test = await openTestApp(await openTestDatabase());
  const away = () => Promise.reject(new TravelError('unavailable', 'OSRM at 127.0.0.1:9 cannot be reached.'));
  Object.assign(test.deps, { travel: { table: away, route: away, nearest: away } });
  const dispatcher = await test.as('dieuphoi');
  const run: Run = await planAndWait(dispatcher, { dayCount: 1, limitSec: 2, seed: 1 });
  expect([run.state, run.planId, run.failure?.code]).toEqual(['failed', null, 'travel-unavailable']);
  expect((await dispatcher<PlanList>('GET', '/api/plans')).body.plans).toEqual([]);
}, 180_000);
