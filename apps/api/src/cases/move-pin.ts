import { type Actor, requireWithin } from '../auth/actor.ts';
import type { CaseDetail, CasePin } from '../contract/cases.ts';
import { appendLiveMessages, type NewLiveMessage } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { findCase, openAssignments, updatePin } from './store.ts';

/** Sets where a home really is. The pin is then a person's word: exact. Teams that are about to go there hear of it. */
export async function movePin(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; pin: CasePin },
): Promise<CaseDetail> {
  const { caseId, pin } = input;
  const place = deps.places.judgePin(pin.lon, pin.lat);
  if (!place.insideArea) throw new ProblemError('place-outside-area');
  if (place.inWater) throw new ProblemError('place-in-water');
  return deps.db.transaction(async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    const now = deps.clock.now();
    await runOnce(
      tx,
      { commandId: input.commandId, accountId: actor.accountId, kind: 'move-pin', bodyHash: hashBody({ caseId, pin }), now },
      async () => {
        if (!(await updatePin(tx, caseId, { ...pin, now }))) throw new ProblemError('changed-meanwhile');
        const caseIds = [caseId, ...found.detail.householdCaseIds];
        const news: NewLiveMessage[] = liveUnitChannels(found.unitPath).map((channel) => ({
          channel,
          type: 'unit.cases',
          payload: { caseIds },
        }));
        for (const { id, teamId } of await openAssignments(tx, caseIds)) {
          news.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } });
        }
        await appendLiveMessages(tx, news, now);
        return null;
      },
    );
    return (await findCase(tx, caseId))!.detail;
  });
}
