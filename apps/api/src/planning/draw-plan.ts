import { type Actor, requireWithin } from '../auth/actor.ts';
import type { PlanGeometry, PlanRoute } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import type { LonLat } from '../travel/lon-lat.ts';
import { TravelError } from '../travel/travel.ts';
import { findPlan } from './store/plans.ts';

type Legs = PlanGeometry['routes'][number]['legs'];

/** Lines along the streets: leg i leads to stop i + 1; to a break, which has no place, leads an empty one. */
export async function drawPlan(deps: Deps, actor: Actor, planId: string): Promise<PlanGeometry> {
  const found = await findPlan(deps.db.client, planId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  const routes: PlanGeometry['routes'] = [];
  for (const route of found.plan.routes) routes.push({ routeId: route.id, legs: await drawRoute(deps, route) });
  return { routes };
}

/** The lines of one route. */
export async function drawRoute(deps: Deps, route: PlanRoute): Promise<Legs> {
  const places: LonLat[] = [];
  const legOfStop: (number | null)[] = [];
  for (const { lat, lon } of route.stops) {
    const isPlace = lat !== null && lon !== null;
    legOfStop.push(isPlace && places.length > 0 ? places.length - 1 : null);
    if (isPlace) places.push([lon, lat]);
  }
  if (places.length < 2) return legOfStop.slice(1).map(() => []);
  try {
    const { legs } = await deps.travel.route(places);
    return legOfStop.slice(1).map((leg) => (leg === null ? [] : legs[leg]!.line.map(([lon, lat]) => [lon, lat])));
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('travel-unavailable', { detail: error.message });
    throw error;
  }
}
