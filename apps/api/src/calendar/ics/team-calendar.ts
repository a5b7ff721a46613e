import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { listClosures } from '../store/closures.ts';
import { findTeam, seriesTouchingTeams } from '../store.ts';
import { writeCalendar } from './write-calendar.ts';

const ALL_DATES = { from: '2000-01-01', to: '2200-12-31' };

/** The shifts of a team as an iCalendar file, for who may see the team. */
export async function exportCalendar(deps: Deps, actor: Actor, teamId: string): Promise<string> {
  const team = await findTeam(deps.db.client, teamId);
  if (!team) throw new ProblemError('not-found');
  requireWithin(actor, team.unitPath);
  return calendarOfTeam(deps.db.client, teamId, deps.clock.now());
}

/** Holds hours and the team's name, and no person. */
export async function calendarOfTeam(db: Queryable, teamId: string, now: Date): Promise<string> {
  const team = await findTeam(db, teamId);
  if (!team) throw new ProblemError('not-found');
  const closures = await listClosures(db, [team.depotId], ALL_DATES);
  return writeCalendar({
    ...{ teamId, teamName: team.name, country: team.country, now },
    series: await seriesTouchingTeams(db, [teamId]),
    isClosed: (date) => closures.some(({ fromDate, toDate }) => fromDate <= date && date <= toDate),
  });
}
