import { type Actor, requireWithin } from '../auth/actor.ts';
import type { ChangeGuard } from '../calendar/change-guard.ts';
import { dateAt } from '../calendar/zoned-time.ts';
import { SKILLS } from '../contract/codes.ts';
import type { Team, TeamInput, TeamSaved } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError, unknownField } from '../problem.ts';
import { findUnitPath } from '../units/store.ts';
import { requireDepotInReach } from './require-depot-in-reach.ts';
import { requireKnownSkills } from './require-known-skills.ts';
import { saveMembers, unavailableMemberIds } from './store/members.ts';
import { findKit, findTeam, findVehicle, lockForChange, saveTeam } from './store.ts';
import { tellTeams } from './tell-teams.ts';

/** A team as it comes over the wire: its skills are not checked yet. */
export type UncheckedTeam = Omit<TeamInput, 'skills'> & { skills: string[] };

/**
 * Creates (version 0, in the actor's unit) or changes a team. A kit or vehicle is one team's own: else `kit-taken`, `vehicle-taken`.
 * The members are those from today on: who is left out leaves today, who is new joins today and is a new person if unknown; who
 * joins is judged by the working-time rules.
 */
export async function putTeam(
  deps: Deps,
  guard: ChangeGuard,
  actor: Actor,
  input: { commandId: string; team: UncheckedTeam },
): Promise<TeamSaved> {
  const { overrideReason, ...given } = input.team;
  const team: TeamInput = { ...given, skills: requireKnownSkills(given.skills, SKILLS) };
  const now = deps.clock.now();
  const today = dateAt(now, actor.zone);
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'teams.put-team',
    bodyHash: hashBody(input.team),
    now,
  };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const { result, breaches } = await guard(tx, actor, { aboutDate: today, overrideReason }, () =>
        save(tx, deps, actor, team),
      );
      return { ...result, breaches };
    }),
  );
}

async function save(tx: Transaction, deps: Deps, actor: Actor, team: TeamInput): Promise<Team> {
  const now = deps.clock.now();
  const today = dateAt(now, actor.zone);
  await lockForChange(tx, team.id);
  const stored = await findTeam(tx, team.id, today);
  if (stored) requireWithin(actor, stored.unitPath);
  if ((stored?.row.version ?? 0) !== team.version) throw new ProblemError('changed-meanwhile');
  await requireParts(tx, actor, team, today);
  const unitId = stored?.row.unitId ?? actor.unitId;
  await saveTeam(tx, team, unitId);
  await saveMembers(tx, { id: team.id, unitId, members: team.members }, today, () => deps.ids.newId());
  await tellTeams(tx, (await findUnitPath(tx, unitId))!, now);
  return (await findTeam(tx, team.id, today))!.row;
}

async function requireParts(tx: Transaction, actor: Actor, team: TeamInput, today: string): Promise<void> {
  await requireDepotInReach(tx, actor, team.depotId);
  if (team.kitId !== null) {
    await lockForChange(tx, team.kitId);
    const kit = await findKit(tx, team.kitId);
    if (!kit?.unitPath.startsWith(actor.unitPath)) throw unknownField('/kitId', 'There is no such kit in your unit.');
    if (kit.row.teamId !== null && kit.row.teamId !== team.id)
      throw new ProblemError('kit-taken', { params: { kitId: kit.row.id, teamId: kit.row.teamId } });
  }
  if (team.vehicleId !== null) {
    await lockForChange(tx, team.vehicleId);
    const vehicle = await findVehicle(tx, team.vehicleId);
    if (!vehicle?.unitPath.startsWith(actor.unitPath)) throw unknownField('/vehicleId', 'There is no such vehicle in your unit.');
    if (vehicle.row.teamId !== null && vehicle.row.teamId !== team.id)
      throw new ProblemError('vehicle-taken', { params: { vehicleId: vehicle.row.id, teamId: vehicle.row.teamId } });
  }
  const personIds = team.members.map(({ id }) => id);
  if (new Set(personIds).size < personIds.length) throw unknownField('/members', 'A member stands twice.');
  const unavailable = await unavailableMemberIds(tx, { teamId: team.id, personIds, unitPath: actor.unitPath, today });
  if (unavailable.length > 0) throw unknownField('/members', 'A member is in another team, or in another unit.');
}
