import { type Actor, requireWithin } from '../auth/actor.ts';
import type { Reach } from '../contract/reach.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import type { LonLat } from '../travel/lon-lat.ts';
import { readPaces } from '../travel/speeds/read-paces.ts';
import { MAX_MATRIX_PLACES, TravelError } from '../travel/travel.ts';
import { findTeamDepot, readOpenCases } from './store/input.ts';

/** Which open cases of the actor's unit a team reaches from its depot in time. */
export async function reachCases(
  deps: Deps,
  actor: Actor,
  question: { readonly teamId: string; readonly minutes: number; readonly at?: Date | undefined },
): Promise<Reach> {
  const { teamId, minutes, at = deps.clock.now() } = question;
  const team = await findTeamDepot(deps.db.client, teamId);
  if (!team) throw new ProblemError('not-found');
  requireWithin(actor, team.unit.path);
  const open = await readOpenCases(deps.db.client, actor.unitPath);
  const placed = open.flatMap(({ id, lat, lon }) =>
    lat === null || lon === null ? [] : [{ caseId: id, place: [lon, lat] as LonLat }],
  );
  const pace = (await readPaces(deps, deps.db.client, team.unit))(at);
  const depot: LonLat = [team.depot.lon, team.depot.lat];
  const reached: Reach['cases'] = [];
  let source: Reach['source'] = 'roads';
  try {
    for (let first = 0; first < placed.length; first += MAX_MATRIX_PLACES) {
      const part = placed.slice(first, first + MAX_MATRIX_PLACES);
      const table = await deps.travel.table(
        [depot],
        part.map(({ place }) => place),
        { speeds: pace },
      );
      if (first === 0 || table.source === 'straight-line') source = table.source;
      part.forEach(({ caseId }, i) => {
        const travelSec = table.durationsSec[i]!;
        if (travelSec <= minutes * 60) reached.push({ caseId, travelSec });
      });
    }
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('travel-unavailable', { detail: error.message });
    throw error;
  }
  reached.sort((a, b) => a.travelSec - b.travelSec || (a.caseId < b.caseId ? -1 : 1));
  return { teamId, minutes, at: at.toISOString(), source, cases: reached, beyondCount: open.length - reached.length };
}
