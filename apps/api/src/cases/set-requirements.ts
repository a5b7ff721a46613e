import { type Actor, requireWithin } from '../auth/actor.ts';
import type { CaseDetail, CaseRequirements } from '../contract/cases.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { findCase, openAssignments, updateRequirements } from './store.ts';

/** Says what a visit asks of its crew; the next plan keeps to it. Teams that are about to go there hear of it. */
export async function setRequirements(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; change: CaseRequirements },
): Promise<CaseDetail> {
  const { commandId, caseId, change } = input;
  const now = deps.clock.now();
  const bodyHash = hashBody({ caseId, change });
  return deps.db.transaction(async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    await runOnce(tx, { commandId, accountId: actor.accountId, kind: 'set-requirements', bodyHash, now }, async () => {
      const requirements = [...new Set(change.requirements)];
      if (!(await updateRequirements(tx, caseId, { requirements, version: change.version, now })))
        throw new ProblemError('changed-meanwhile');
      const channels = liveUnitChannels(found.unitPath);
      const news = channels.map((channel) => ({ channel, type: 'unit.cases', payload: { caseIds: [caseId] } as object }));
      for (const { id, teamId } of await openAssignments(tx, [caseId]))
        news.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } });
      await appendLiveMessages(tx, news, now);
      return null;
    });
    return withPinInWard(deps.places, (await findCase(tx, caseId))!.detail);
  });
}
