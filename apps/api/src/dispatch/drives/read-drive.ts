import type { Actor } from '../../auth/actor.ts';
import type { Drive } from '../../contract/drives.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { describeDrive } from '../../travel/directions/describe-drive.ts';
import { readPaces } from '../../travel/speeds/read-paces.ts';
import { TravelError } from '../../travel/travel.ts';
import { findVisitOnEvening } from './store.ts';

/** The way to a home of the actor's own team, from the home before it on that evening or from the depot, at the hour the plan has them set out. */
export async function readDrive(deps: Deps, actor: Actor, assignmentId: string): Promise<Drive> {
  if (actor.role !== 'team' || !actor.teamId) throw new ProblemError('not-allowed');
  const visit = await findVisitOnEvening(deps.db.client, assignmentId);
  if (!visit || visit.teamId !== actor.teamId) throw new ProblemError('not-found');
  const { home, before, setsOutAt, unit } = visit;
  if (home.lat === null || home.lon === null || before.lat === null || before.lon === null) throw new ProblemError('not-found');
  try {
    const pace = (await readPaces(deps, deps.db.client, unit))(setsOutAt);
    const drive = await describeDrive(deps.streets, deps.travel, [before.lon, before.lat], [home.lon, home.lat], pace);
    if (!drive) throw new ProblemError('travel-unavailable', { detail: 'The map knows no way to this home.' });
    return drive;
  } catch (error) {
    if (error instanceof TravelError) throw new ProblemError('travel-unavailable', { detail: error.message });
    throw error;
  }
}
