import { type Actor, requireWithin } from '../auth/actor.ts';
import type { Team, TeamInput } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { requireKnownSkills } from './require-known-skills.ts';
import { findDepot, findKit, findTeam, findUnitPath, foreignMemberIds, lockForChange, saveTeam } from './store.ts';
import { tellTeams } from './tell-teams.ts';

/** A team as it comes over the wire: its skills are not checked yet. */
export type UncheckedTeam = Omit<TeamInput, 'skills'> & { skills: string[] };

/** Creates (version 0, in the actor's unit) or changes a team. One kit belongs to one team: else `kit-taken`. */
export async function putTeam(deps: Deps, actor: Actor, input: { commandId: string; team: UncheckedTeam }): Promise<Team> {
  const team: TeamInput = { ...input.team, skills: requireKnownSkills(input.team.skills) };
  const now = deps.clock.now();
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'teams.put-team',
    bodyHash: hashBody(input.team),
    now,
  };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockForChange(tx, team.id);
      const stored = await findTeam(tx, team.id);
      if (stored) requireWithin(actor, stored.unitPath);
      if ((stored?.row.version ?? 0) !== team.version) throw new ProblemError('changed-meanwhile');
      await requireParts(tx, actor, team);
      const unitId = stored?.row.unitId ?? actor.unitId;
      await saveTeam(tx, team, unitId);
      await tellTeams(tx, (await findUnitPath(tx, unitId))!, now);
      return (await findTeam(tx, team.id))!.row;
    }),
  );
}

async function requireParts(tx: Transaction, actor: Actor, team: TeamInput): Promise<void> {
  const depot = await findDepot(tx, team.depotId);
  // A depot of a unit above, such as the city's, serves the units below it.
  if (!depot || !(depot.unitPath.startsWith(actor.unitPath) || actor.unitPath.startsWith(depot.unitPath)))
    throw invalid('/depotId', 'There is no such depot in your unit.');
  if (team.kitId !== null) {
    await lockForChange(tx, team.kitId);
    const kit = await findKit(tx, team.kitId);
    if (!kit?.unitPath.startsWith(actor.unitPath)) throw invalid('/kitId', 'There is no such kit in your unit.');
    if (kit.row.teamId !== null && kit.row.teamId !== team.id)
      throw new ProblemError('kit-taken', { params: { kitId: kit.row.id, teamId: kit.row.teamId } });
  }
  const memberIds = team.members.map(({ id }) => id);
  if (new Set(memberIds).size < memberIds.length) throw invalid('/members', 'A member stands twice.');
  if ((await foreignMemberIds(tx, team.id, memberIds)).length > 0) throw invalid('/members', 'A member is in another team.');
}

function invalid(pointer: string, message: string): ProblemError {
  return new ProblemError('invalid-input', { errors: [{ pointer, code: 'unknown', message }] });
}
