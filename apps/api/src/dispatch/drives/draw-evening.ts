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
  const evenings = await listEvenings(deps.db.client, actor.unitPath, date);
  const teams: EveningDrives['teams'] = [];
  for (const evening of evenings) {
    const [drawn] = await drawRoutes(deps, evening.unit, [routeOf(evening)]);
    teams.push({ teamId: evening.teamId, legs: drawn!.legs });
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
