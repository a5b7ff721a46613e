import { type Actor, requireRole } from '../../auth/actor.ts';
import type { EveningDrives } from '../../contract/drives.ts';
import type { Deps } from '../../deps.ts';
import { drawRoutes, type RouteToDraw } from '../../planning/draw-plan.ts';
import { type EveningOfTeam, listEvenings } from './store.ts';

/**
 * The lines along the streets of all teams of the actor's unit on an evening as it is now, which dispatchers may have changed since
 * its plan was drawn.
 */
export async function drawEvening(deps: Deps, actor: Actor, date: string): Promise<EveningDrives> {
  requireRole(actor, ['dispatcher', 'chief']);
  const ofUnit = new Map<string, EveningOfTeam[]>();
  for (const evening of await listEvenings(deps.db.client, actor.unitPath, date)) {
    const { path } = evening.unit;
    ofUnit.set(path, [...(ofUnit.get(path) ?? []), evening]);
  }
  const teams: EveningDrives['teams'] = [];
  // What the streets' speeds are is read once a unit.
  for (const evenings of ofUnit.values()) {
    const drawn = await drawRoutes(deps, evenings[0]!.unit, evenings.map(routeOf));
    teams.push(...drawn.map(({ routeId, legs }) => ({ teamId: routeId, legs })));
  }
  return { teams };
}

function routeOf({ teamId, depot, visits }: EveningOfTeam): RouteToDraw {
  const last = visits.at(-1)!;
  const arriveAt = visits[0]!.arriveAt.toISOString();
  const stops = [
    { ...depot, arriveAt, travelSec: 0 },
    ...visits.map((visit) => ({ ...visit, arriveAt: visit.arriveAt.toISOString() })),
    // They set out for home when the last visit ends.
    { ...depot, arriveAt: last.endAt.toISOString(), travelSec: 0 },
  ];
  return { id: teamId, stops: stops.map((stop, position) => ({ ...stop, position })) };
}
