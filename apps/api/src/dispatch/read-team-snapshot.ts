import type { Actor } from '../auth/actor.ts';
import type { TeamAssignment, TeamSnapshot } from '../contract/dispatch.ts';
import type { FieldSettings } from '../contract/field.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { lastMetres, type WalkTo } from '../travel/last-metres.ts';
import { readPanics } from './alarms/store.ts';
import { toTeamAssignment } from './assignment-views.ts';
import { readEvenings, readTeamMessages } from './evening/store.ts';
import { readShownAssignments, readTeamFacts } from './store.ts';

/** Everything the actor's own team is shown. */
export async function readTeamSnapshot(
  deps: Pick<Deps, 'db' | 'clock' | 'config' | 'streets'>,
  actor: Actor,
): Promise<TeamSnapshot> {
  if (actor.role !== 'team' || !actor.teamId) throw new ProblemError('not-allowed');
  const snapshots = await readTeamSnapshots(
    deps.db.client,
    [actor.teamId],
    deps.clock.now(),
    deps.config.field,
    lastMetres(deps.streets),
  );
  const snapshot = snapshots.get(actor.teamId);
  if (!snapshot) throw new ProblemError('not-found');
  return snapshot;
}

/** By team id; teams that do not exist are missing. */
export async function readTeamSnapshots(
  db: Queryable,
  teamIds: string[],
  now: Date,
  settings: FieldSettings,
  walkTo: WalkTo,
): Promise<Map<string, TeamSnapshot>> {
  // The facts before the visits: a revision must never be newer than the visits shown with it.
  const facts = await readTeamFacts(db, teamIds);
  const rows = await readShownAssignments(db, teamIds, now);
  const dates = rows.map(({ date }) => date).sort();
  const evenings = await readEvenings(db, { teamIds }, dates[0] ?? '', dates.at(-1) ?? '');
  const messages = await readTeamMessages(db, teamIds);
  const panics = await readPanics(db, teamIds);
  const snapshots = new Map<string, TeamSnapshot>();
  for (const [teamId, fact] of facts) {
    const panic = panics.get(teamId);
    snapshots.set(teamId, {
      ...fact,
      assignments: [] as TeamAssignment[],
      settings,
      messages: messages.filter((message) => message.teamId === teamId),
      evenings: evenings.filter((evening) => evening.teamId === teamId),
      panic: panic ? { raisedAt: panic.raisedAt.toISOString(), takenAt: panic.takenAt?.toISOString() ?? null } : null,
    });
  }
  for (const row of rows) snapshots.get(row.teamId)?.assignments.push(toTeamAssignment(row, walkTo));
  return snapshots;
}
