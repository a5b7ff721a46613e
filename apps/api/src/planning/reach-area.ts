import { type Actor, requireWithin } from '../auth/actor.ts';
import type { ReachArea, ReachAreaQuestion } from '../contract/reach.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { DEFAULT_PROFILE_ID } from '../travel/profiles.ts';
import { reachOutline } from '../travel/reach/reach-outline.ts';
import { readPaces } from '../travel/speeds/read-paces.ts';
import { TravelError } from '../travel/travel.ts';
import { findTeamDepot } from './store/input.ts';

/**
 * The outline of what a team reaches from its depot in time, on the embedded streets at the speeds of the hour it sets out. Refused with
 * `travel-unavailable` where there are no streets: a circle would be a guess that looks like knowledge.
 */
export async function reachArea(deps: Deps, actor: Actor, question: ReachAreaQuestion): Promise<ReachArea> {
  const { teamId, minutes, profileId = DEFAULT_PROFILE_ID } = question;
  const at = question.at === undefined ? deps.clock.now() : new Date(question.at);
  const team = await findTeamDepot(deps.db.client, teamId);
  if (!team) throw new ProblemError('not-found');
  requireWithin(actor, team.unit.path);
  if (!deps.streets) throw new ProblemError('travel-unavailable');
  const pace = (await readPaces(deps, deps.db.client, team.unit))(at);
  try {
    const area = reachOutline(deps.streets, profileId, [team.depot.lon, team.depot.lat], minutes * 60, pace);
    return { teamId, minutes, profileId, at: at.toISOString(), area: area ?? { type: 'MultiPolygon', coordinates: [] } };
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('invalid-input', { detail: error.message });
    throw error;
  }
}
