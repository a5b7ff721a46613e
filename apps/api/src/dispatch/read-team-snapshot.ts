import type { Actor } from '../auth/actor.ts';
import type { TeamAssignment, TeamSnapshot } from '../contract/dispatch.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { toTeamAssignment } from './assignment-views.ts';
import { readShownAssignments, readTeamFacts } from './store.ts';

/** Everything the actor's own team is shown. */
export async function readTeamSnapshot(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor): Promise<TeamSnapshot> {
  if (actor.role !== 'team' || !actor.teamId) throw new ProblemError('not-allowed');
  const snapshots = await readTeamSnapshots(deps.db.client, [actor.teamId], deps.clock.now());
  const snapshot = snapshots.get(actor.teamId);
  if (!snapshot) throw new ProblemError('not-found');
  return snapshot;
}

/** By team id; teams that do not exist are missing. */
export async function readTeamSnapshots(db: Queryable, teamIds: string[], now: Date): Promise<Map<string, TeamSnapshot>> {
  // The facts before the visits: a revision must never be newer than the visits shown with it.
  const facts = await readTeamFacts(db, teamIds);
  const rows = await readShownAssignments(db, teamIds, now);
  const snapshots = new Map([...facts].map(([teamId, fact]) => [teamId, { ...fact, assignments: [] as TeamAssignment[] }]));
  for (const row of rows) snapshots.get(row.teamId)?.assignments.push(toTeamAssignment(row));
  return snapshots;
}
