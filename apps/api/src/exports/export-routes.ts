import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { type Actor, requireWithin } from '../auth/actor.ts';
import type { PlanRoute } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';
import { drawRoutes } from '../planning/draw-plan.ts';
import { findPlan } from '../planning/store/plans.ts';
import { ProblemError } from '../problem.ts';
import { collection } from './geojson.ts';
import { encodeGpx } from './gpx.ts';

/** The routes of a plan as lines along the streets, and their stops as points. Ids and times, no names. */
export async function exportRoutes(deps: Deps, actor: Actor, planId: string): Promise<FeatureCollection<Geometry | null>> {
  const found = await findPlan(deps.db.client, planId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  const features: Feature<Geometry | null>[] = [];
  const drawn = await drawRoutes(deps, { path: found.unitPath, zone: found.zone }, found.plan.routes);
  for (const [i, route] of found.plan.routes.entries()) {
    const { id, teamId, date, travelSec, travelMetres } = route;
    const legs = drawn[i]!.legs.filter((leg) => leg.length > 1);
    features.push({
      type: 'Feature',
      id,
      geometry: legs.length === 0 ? null : { type: 'MultiLineString', coordinates: legs },
      properties: { kind: 'route', teamId, date, travelSec, travelMetres, travelSource: found.plan.travelSource },
    });
    for (const { position, kind, caseId, lat, lon, arriveAt, startAt, endAt } of route.stops) {
      features.push({
        type: 'Feature',
        id: `${id}.${position}`,
        geometry: lat === null || lon === null ? null : { type: 'Point', coordinates: [lon, lat] },
        properties: { kind, routeId: id, position, caseId, arriveAt, startAt, endAt },
      });
    }
  }
  return collection(features);
}

/**
 * One route as GPX 1.1: a route of its stops and a track along the streets. Stops are numbers and times, never names: the file is
 * opened in other programs. A team may take its own routes of a published plan.
 */
export async function exportGpx(deps: Deps, actor: Actor, input: { planId: string; routeId: string }): Promise<string> {
  const found = await findPlan(deps.db.client, input.planId);
  const route = found?.plan.routes.find(({ id }) => id === input.routeId);
  if (!found || !route || !mayTake(actor, route, found.plan.state)) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  const [drawn] = await drawRoutes(deps, { path: found.unitPath, zone: found.zone }, [route]);
  return encodeGpx({ route, travelSource: found.plan.travelSource }, drawn!.legs, deps.clock.now());
}

function mayTake(actor: Actor, route: PlanRoute, planState: string): boolean {
  return actor.role !== 'team' || (route.teamId === actor.teamId && planState === 'published');
}
