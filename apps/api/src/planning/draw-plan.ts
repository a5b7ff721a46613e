import { type Actor, requireWithin } from '../auth/actor.ts';
import type { PlanGeometry, PlanStop } from '../contract/planning.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import type { LonLat } from '../travel/lon-lat.ts';
import { readPaces } from '../travel/speeds/read-paces.ts';
import type { StreetSpeeds } from '../travel/speeds/street-speeds.ts';
import { TravelError } from '../travel/travel.ts';
import { findPlan } from './store/plans.ts';

type Legs = PlanGeometry['routes'][number]['legs'];

/** Lines along the streets: leg i leads to stop i + 1; to a break, which has no place, leads an empty one. */
export async function drawPlan(deps: Deps, actor: Actor, planId: string): Promise<PlanGeometry> {
  const found = await findPlan(deps.db.client, planId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  return { routes: await drawRoutes(deps, { path: found.unitPath, zone: found.zone }, found.plan.routes) };
}

/** What drawing needs to know of a route: its stops in order, by position from 0; one without a place is passed over. */
export interface RouteToDraw {
  readonly id: string;
  readonly stops: readonly Pick<PlanStop, 'position' | 'lat' | 'lon' | 'arriveAt' | 'travelSec'>[];
}

/** The lines of some routes of one unit, each leg the fastest way at the hour it is driven. */
export async function drawRoutes(
  deps: Deps,
  unit: { readonly path: string; readonly zone: string },
  routes: readonly RouteToDraw[],
): Promise<PlanGeometry['routes']> {
  const paceAt = await readPaces(deps, deps.db.client, unit);
  const drawn: PlanGeometry['routes'] = [];
  for (const route of routes) drawn.push({ routeId: route.id, legs: await drawRoute(deps, route, paceAt) });
  return drawn;
}

interface DriveToDraw {
  readonly position: number;
  readonly from: LonLat;
  readonly to: LonLat;
  readonly pace: StreetSpeeds | null;
}

async function drawRoute(deps: Deps, route: RouteToDraw, paceAt: (at: Date) => StreetSpeeds | null): Promise<Legs> {
  const legs: Legs = route.stops.slice(1).map(() => []);
  const drives: DriveToDraw[] = [];
  let from: LonLat | null = null;
  for (const { position, lat, lon, arriveAt, travelSec } of route.stops) {
    if (lat === null || lon === null) continue;
    const setsOutAt = new Date(Date.parse(arriveAt) - travelSec * 1000);
    if (from) drives.push({ position, from, to: [lon, lat], pace: paceAt(setsOutAt) });
    from = [lon, lat];
  }
  try {
    for (let first = 0, next = 0; first < drives.length; first = next) {
      const { pace } = drives[first]!;
      while (drives[next]?.pace?.key === pace?.key && next < drives.length) next++;
      const together = drives.slice(first, next);
      const { legs: lines } = await deps.travel.route([together[0]!.from, ...together.map(({ to }) => to)], { speeds: pace });
      together.forEach(({ position }, i) => {
        legs[position - 1] = lines[i]!.line.map(([lon, lat]) => [lon, lat]);
      });
    }
    return legs;
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('travel-unavailable', { detail: error.message });
    throw error;
  }
}
