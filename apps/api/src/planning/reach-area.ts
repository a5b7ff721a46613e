import { type Actor, requireWithin } from '../auth/actor.ts';
import type { ReachArea, ReachAreaQuestion } from '../contract/reach.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { DEFAULT_PROFILE_ID } from '../travel/profiles.ts';
import { reachOutline } from '../travel/reach/reach-outline.ts';
import { bandAt } from '../travel/speeds/check-bands.ts';
import { makeLocalWeek } from '../travel/speeds/local-week.ts';
import { readSpeeds, speedsAt } from '../travel/speeds/read-speeds.ts';
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
  const speeds = await readSpeeds(deps, deps.db.client, team.unit);
  const { weekday, time } = makeLocalWeek(team.unit.zone)(at);
  const pace = speedsAt(speeds, bandAt(speeds.table.bands, weekday, time));
  try {
    const area = reachOutline(deps.streets, profileId, [team.depot.lon, team.depot.lat], minutes * 60, pace);
    return { teamId, minutes, profileId, at: at.toISOString(), area: area ?? { type: 'MultiPolygon', coordinates: [] } };
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('invalid-input', { detail: error.message });
    throw error;
  }
}
