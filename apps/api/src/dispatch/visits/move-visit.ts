import { type Actor, requireRole } from '../../auth/actor.ts';
import type { VisitPlaced } from '../../contract/board.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { findCaseToPlace } from '../../planning/store/tonight.ts';
import { ProblemError } from '../../problem.ts';
import { toAssignmentView } from '../assignment-views.ts';
import { lockEvening, readAssignments } from '../store.ts';
import { followEvening } from './follow-evening.ts';
import { choosePlace } from './offer-places.ts';
import { placeVisit } from './place-visit.ts';
import { lockForDispatcher, takeVisit } from './take-visit.ts';

export interface MoveVisit {
  commandId: string;
  assignmentId: string;
  version: number;
  teamId: string;
  date: string;
  afterAssignmentId: string | null;
}

/**
 * Gives a visit to another team, or to another place in the same evening, in one commit: taken from the one, given to the other, both
 * told. The visit of the new team is a new one, so that nothing the old team still reports can be mistaken for the new team's work.
 */
export async function moveVisit(deps: Deps, actor: Actor, input: MoveVisit): Promise<VisitPlaced> {
  requireRole(actor, ['dispatcher']);
  const { commandId, ...body } = input;
  const { assignmentId, version, teamId, date, afterAssignmentId } = body;
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'dispatch.move', bodyHash: hashBody(body), now: deps.clock.now() };
  const [before] = await readAssignments(deps.db.client, [assignmentId]);
  if (!before) throw new ProblemError('not-found');
  const { caseId } = before;
  const chosen = await choosePlace(deps, actor, { caseId, teamId, date, afterAssignmentId, besidesId: assignmentId });
  return deps.db.transaction(async (tx) => {
    await lockEvening(tx, [...new Set([before.teamId, teamId])]);
    return runOnce(tx, command, async () => {
      const visit = await lockForDispatcher(tx, actor, assignmentId, version);
      if (!chosen) throw new ProblemError('no-place-tonight');
      const others = await takeVisit(tx, deps, visit, { accountId, reason: 'moved', note: '' });
      const visitCase = (await findCaseToPlace(tx, caseId))!;
      const placed = await placeVisit(tx, deps, { ...chosen, visitCase, date, kind: 'moved', accountId, others });
      if (visit.teamId !== teamId || visit.date !== date)
        await followEvening(tx, deps, { teamId: visit.teamId, date: visit.date });
      const [withdrawn] = await readAssignments(tx, [assignmentId]);
      return { ...placed, withdrawn: toAssignmentView(withdrawn!) };
    });
  });
}
