import { type Actor, requireWithin } from '../auth/actor.ts';
import type { CaseDetail } from '../contract/cases.ts';
import { appendLiveMessages, type NewLiveMessage } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { findCase, openAssignments, type StoredDetail } from './store.ts';

/** A command about one case of the actor's unit; `body` is what a repeated one must be the same in. */
export interface CaseCommand {
  commandId: string;
  caseId: string;
  kind: string;
  body: object;
}

/**
 * Changes a case once. `change` answers the ids of all cases it touched, or null when the version it was asked for is no more
 * (`changed-meanwhile`). Boards hear of these cases, and so do teams that are about to go there.
 */
export async function changeCase(
  deps: Deps,
  actor: Actor,
  { commandId, caseId, kind, body }: CaseCommand,
  change: (tx: Transaction, found: StoredDetail, now: Date) => Promise<readonly string[] | null>,
): Promise<CaseDetail> {
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind, bodyHash: hashBody(body), now };
  return deps.db.transaction(async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    await runOnce(tx, command, async () => {
      const caseIds = await change(tx, found.detail, now);
      if (!caseIds) throw new ProblemError('changed-meanwhile');
      const news: NewLiveMessage[] = liveUnitChannels(found.unitPath).map((channel) => ({
        channel,
        type: 'unit.cases',
        payload: { caseIds: [...caseIds] },
      }));
      for (const { id, teamId } of await openAssignments(tx, caseIds))
        news.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } });
      await appendLiveMessages(tx, news, now);
      return null;
    });
    return withPinInWard(deps.places, (await findCase(tx, caseId))!.detail);
  });
}
