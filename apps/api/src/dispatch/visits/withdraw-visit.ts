import { type Actor, requireRole } from '../../auth/actor.ts';
import type { AssignmentView } from '../../contract/dispatch.ts';
import type { WithdrawReason } from '../../contract/field-codes.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { toAssignmentView } from '../assignment-views.ts';
import { lockEvening, readAssignments } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { followEvening } from './follow-evening.ts';
import { endPromisesOf, setCaseState } from './placing-store.ts';
import { findTeamOfVisit } from './store.ts';
import { lockForDispatcher, takeVisit } from './take-visit.ts';

export interface WithdrawVisit {
  commandId: string;
  assignmentId: string;
  version: number;
  reason: WithdrawReason;
  note: string;
}

/** Nobody goes there tonight: the team hears it at once, the case waits again, the family's promise ends. */
export async function withdrawVisit(deps: Deps, actor: Actor, input: WithdrawVisit): Promise<AssignmentView> {
  requireRole(actor, ['dispatcher']);
  const { commandId, ...body } = input;
  const { assignmentId, version, reason, note } = body;
  const now = deps.clock.now();
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'dispatch.withdraw', bodyHash: hashBody(body), now };
  return deps.db.transaction(async (tx) => {
    const teamId = await findTeamOfVisit(tx, assignmentId);
    if (teamId) await lockEvening(tx, [teamId]);
    return runOnce(tx, command, async () => {
      const visit = await lockForDispatcher(tx, actor, assignmentId, version);
      const news = await takeVisit(tx, deps, visit, { accountId, reason, note });
      await setCaseState(tx, visit.caseId, 'waiting', now);
      await endPromisesOf(tx, visit.caseId, now);
      const caseNews = [{ type: 'unit.cases', payload: { caseIds: [visit.caseId] } }];
      news.push(...(await newsForUnits(tx, { caseIds: [visit.caseId], teamIds: [visit.teamId] }, caseNews)));
      await appendLiveMessages(tx, news, now);
      await followEvening(tx, deps, { teamId: visit.teamId, date: visit.date });
      return toAssignmentView((await readAssignments(tx, [assignmentId]))[0]!);
    });
  });
}
