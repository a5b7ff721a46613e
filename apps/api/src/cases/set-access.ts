import { type Actor, requireWithin } from '../auth/actor.ts';
import type { AccessChange } from '../contract/access.ts';
import type { CaseDetail } from '../contract/cases.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { findCase, openAssignments, updateAccess } from './store.ts';

/** Writes down how one gets to a person. Teams that are about to go to that home hear of it at once, whichever of its people they visit. */
export async function setAccess(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; change: AccessChange },
): Promise<CaseDetail> {
  const { commandId, caseId, change } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'set-access', bodyHash: hashBody({ caseId, change }), now };
  return deps.db.transaction(async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    await runOnce(tx, command, async () => {
      const caseIds = await updateAccess(tx, caseId, { ...change, now });
      if (!caseIds) throw new ProblemError('changed-meanwhile');
      const news = liveUnitChannels(found.unitPath).map((channel) => ({
        channel,
        type: 'unit.cases',
        payload: { caseIds } as object,
      }));
      for (const { id, teamId } of await openAssignments(tx, caseIds))
        news.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } });
      await appendLiveMessages(tx, news, now);
      return null;
    });
    return withPinInWard(deps.places, (await findCase(tx, caseId))!.detail);
  });
}
