import { type Actor, requireRole } from '../../auth/actor.ts';
import type { VisitPlaced } from '../../contract/board.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { findCaseToPlace } from '../../planning/store/tonight.ts';
import { ProblemError } from '../../problem.ts';
import { lockEvening } from '../store.ts';
import { choosePlace } from './offer-places.ts';
import { placeVisit } from './place-visit.ts';
import { countOpenVisits, lockCase } from './placing-store.ts';

export interface AddVisit {
  commandId: string;
  caseId: string;
  teamId: string;
  date: string;
  afterAssignmentId: string | null;
}

/**
 * Puts a waiting case into a team's evening at once. Refused with `visit-open` when somebody goes there already, `no-place-tonight` when
 * it does not fit at that place, `changed-meanwhile` when the evening changed while it was looked for.
 */
export async function addVisit(deps: Deps, actor: Actor, input: AddVisit): Promise<VisitPlaced> {
  requireRole(actor, ['dispatcher']);
  const { commandId, ...body } = input;
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'dispatch.add', bodyHash: hashBody(body), now: deps.clock.now() };
  const chosen = await choosePlace(deps, actor, body);
  return deps.db.transaction(async (tx) => {
    await lockEvening(tx, [input.teamId]);
    return runOnce(tx, command, async () => {
      await lockCase(tx, input.caseId);
      const visitCase = await findCaseToPlace(tx, input.caseId);
      if (!visitCase) throw new ProblemError('not-found');
      if (visitCase.state !== 'waiting' && visitCase.state !== 'scheduled') throw new ProblemError('illegal-step');
      if ((await countOpenVisits(tx, input.caseId)) > 0) throw new ProblemError('visit-open');
      if (!chosen) throw new ProblemError('no-place-tonight');
      return placeVisit(tx, deps, { ...chosen, visitCase, date: input.date, kind: 'added', accountId, others: [] });
    });
  });
}
