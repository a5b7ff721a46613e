import type { Actor } from '../../auth/actor.ts';
import type { WithdrawReason } from '../../contract/field-codes.ts';
import type { NewLiveMessage } from '../../db/live-messages.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { closeAlarms } from '../alarms/close-alarms.ts';
import type { AssignmentRow } from '../assignment-views.ts';
import { insertEveningEvent } from '../evening/store.ts';
import { findUnitRevision, lockAssignment, readPathsConcerned } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { windowKey } from './follow-evening.ts';
import { withdrawVisitRow } from './placing-store.ts';

/**
 * The visit as a dispatcher saw it, locked. Refused with `changed-meanwhile` when it is another one by now, `visit-begun` when the
 * team is at the door: that is settled by telephone.
 */
export async function lockForDispatcher(tx: Transaction, actor: Actor, id: string, version: number): Promise<AssignmentRow> {
  const visit = await lockAssignment(tx, id);
  if (!visit) throw new ProblemError('not-found');
  const { teamId, caseId } = visit;
  const paths = await readPathsConcerned(tx, { teamIds: [teamId], caseIds: [caseId] });
  if (!paths.every((path) => path.startsWith(actor.unitPath))) throw new ProblemError('outside-your-unit');
  if (visit.state === 'withdrawn') throw new ProblemError('assignment-withdrawn');
  if (visit.state === 'arrived' || visit.state === 'finished') throw new ProblemError('visit-begun');
  if (visit.version !== version) throw new ProblemError('changed-meanwhile', { params: { version: visit.version } });
  return visit;
}

/** Takes a visit from its team; the news of it are not yet appended, so that all of one commit are appended together. */
export async function takeVisit(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  visit: AssignmentRow,
  by: { accountId: string; reason: WithdrawReason | 'moved'; note: string },
): Promise<NewLiveMessage[]> {
  const now = deps.clock.now();
  const { id, unitId, teamId, caseId, date } = visit;
  await withdrawVisitRow(tx, id);
  await closeAlarms(tx, deps, [windowKey(id)], 'withdrawn', by.accountId);
  const who = { unitId, teamId, date, assignmentId: id, accountId: by.accountId };
  const detail = { reason: by.reason, note: by.note };
  await insertEveningEvent(tx, { id: deps.ids.newId(), ...who, kind: 'withdrawn', detail, at: now, receivedAt: now });
  const revision = await findUnitRevision(tx, unitId);
  const forUnits = await newsForUnits(tx, { unitIds: [unitId], teamIds: [teamId], caseIds: [caseId] }, [
    { type: 'unit.assignment', payload: { assignmentId: id } },
  ]);
  return [{ channel: `team:${teamId}`, type: 'team.published', payload: { revision, withdrawnIds: [id] } }, ...forUnits];
}
