import { type Actor, requireWithin } from '../auth/actor.ts';
import { KIT_SKILLS } from '../contract/codes.ts';
import type { Kit } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { findUnitPath } from '../units/store.ts';
import { requireDepotInReach } from './require-depot-in-reach.ts';
import { requireKnownSkills } from './require-known-skills.ts';
import { findKit, lockForChange, saveKit } from './store.ts';
import { tellTeams } from './tell-teams.ts';

/** A kit as it comes over the wire: which team has it is said by the team. */
export type UncheckedKit = Omit<Kit, 'skills' | 'teamId'> & { skills: string[] };

/** Creates or changes a kit; what a broken one can do no longer counts when planning. */
export async function putKit(deps: Deps, actor: Actor, input: { commandId: string; kit: UncheckedKit }): Promise<Kit> {
  const { commandId } = input;
  const kit = { ...input.kit, skills: requireKnownSkills(input.kit.skills, KIT_SKILLS) };
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'teams.put-kit', bodyHash: hashBody(input.kit), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockForChange(tx, kit.id);
      const unitPath = await findUnitPath(tx, kit.unitId);
      if (unitPath === null) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
      requireWithin(actor, unitPath);
      const stored = await findKit(tx, kit.id);
      if (stored) requireWithin(actor, stored.unitPath);
      if (kit.depotId !== null) await requireDepotInReach(tx, actor, kit.depotId);
      await saveKit(tx, kit);
      await tellTeams(tx, unitPath, now);
      return (await findKit(tx, kit.id))!.row;
    }),
  );
}
