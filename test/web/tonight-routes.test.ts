import { expect, test } from 'vitest';
import type { AssignmentView } from '../../apps/api/src/contract/dispatch.ts';
import type { PlanRoute } from '../../apps/api/src/contract/planning.ts';
import { changesOf, geometryNow, routesNow } from '../../apps/web/src/planner/tonight/tonightRoutes.ts';

const DATE = '2026-11-23';
const HOMES: Record<string, { lat: number; lon: number }> = { a: { lat: 21.01, lon: 105.81 }, b: { lat: 21.02, lon: 105.82 } };

function plannedRoute(teamId: string, caseIds: readonly string[]): PlanRoute {
  const depart = { kind: 'depart', position: 0, caseId: null, lat: 21, lon: 105.8 };
  const visits = caseIds.map((caseId, i) => ({ kind: 'visit', position: i + 1, caseId, ...HOMES[caseId]! }));
  return { id: `route-${teamId}`, teamId, date: DATE, stops: [depart, ...visits] } as unknown as PlanRoute;
}

function visitOf(teamId: string, caseId: string, position: number): AssignmentView {
  return { id: `${teamId}${caseId}`, teamId, caseId, position, date: DATE, state: 'assigned' } as unknown as AssignmentView;
}

test('a team that drives as planned has the lines of the plan, one that was changed those of now, and straight ones until they are there', () => {
  const planned = [plannedRoute('to-1', ['a', 'b']), plannedRoute('to-2', ['a', 'b'])];
  const visits = [visitOf('to-1', 'a', 1), visitOf('to-1', 'b', 2), visitOf('to-2', 'b', 1), visitOf('to-2', 'a', 2)];
  const now = routesNow(planned, visits, DATE, (id) => HOMES[id]);
  expect(changesOf(planned, now)).toBe('to-2:b,a');
  expect(changesOf(planned, planned)).toBe('');

  const along = [[[105.8, 21] as [number, number], [105.9, 21.1] as [number, number]]];
  const geometry = { routes: planned.map(({ id }) => ({ routeId: id, legs: along })) };
  const streets = [[[1, 1] as [number, number], [2, 2] as [number, number], [3, 1] as [number, number]]];
  const linesOf = (drives?: Parameters<typeof geometryNow>[3]) =>
    Object.fromEntries(geometryNow(geometry, planned, now, drives)!.routes.map(({ routeId, legs }) => [routeId, legs]));
  const straight = [
    [
      [105.8, 21],
      [105.82, 21.02],
    ],
    [
      [105.82, 21.02],
      [105.81, 21.01],
    ],
  ];
  expect(linesOf()).toEqual({ 'route-to-1': along, 'route-to-2': straight });
  const drives = { teams: ['to-1', 'to-2'].map((teamId) => ({ teamId, legs: streets })) };
  expect(linesOf(drives)).toEqual({ 'route-to-1': along, 'route-to-2': streets });
});
