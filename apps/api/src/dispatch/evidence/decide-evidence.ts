import { type Actor, requireRole } from '../../auth/actor.ts';
import { settleVisit } from '../../cases/settle-visit.ts';
import type { Evidence } from '../../contract/board.ts';
import type { Outcome } from '../../contract/codes.ts';
import type { EvidenceDecision } from '../../contract/field-codes.ts';
import { appendLiveMessages, type NewLiveMessage } from '../../db/live-messages.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { closeAlarms } from '../alarms/close-alarms.ts';
import { insertEveningEvent } from '../evening/store.ts';
import { whenItHappened } from '../field-steps.ts';
import { findUnitRevision, lockEvening } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { followEvening, windowKey } from '../visits/follow-evening.ts';
import {
  decide,
  finishByEvidence,
  isServedElsewhere,
  lockEvidence,
  readEvidence,
  readOneEvidence,
  withdrawOtherVisits,
} from './store.ts';

export async function listEvidence(deps: Pick<Deps, 'db'>, actor: Actor): Promise<Evidence[]> {
  requireRole(actor, ['dispatcher']);
  return readEvidence(deps.db.client, actor.unitPath);
}

/**
 * What becomes of work that was done on a visit which was no longer the team's, or had ended otherwise. Accepted: it is the end of
 * that visit, the case follows, and whoever was to go there now need not. Dismissed: it stays as a record. What another visit served
 * already counts once: `already-served`.
 */
export async function decideEvidence(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  actor: Actor,
  input: { commandId: string; evidenceId: string; decision: EvidenceDecision },
): Promise<Evidence> {
  requireRole(actor, ['dispatcher']);
  const { commandId, evidenceId, decision } = input;
  const now = deps.clock.now();
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'dispatch.evidence', bodyHash: hashBody({ evidenceId, decision }), now };
  return deps.db.transaction(async (tx) => {
    const found = await readOneEvidence(tx, evidenceId);
    if (!found) throw new ProblemError('not-found');
    await lockEvening(tx, [...new Set([found.teamId, found.openTeamId ?? found.teamId])]);
    const evidence = (await lockEvidence(tx, evidenceId))!;
    const { assignment } = evidence;
    if (!assignment.team.unit.path.startsWith(actor.unitPath)) throw new ProblemError('outside-your-unit');
    return runOnce(tx, command, async () => {
      if (evidence.decision !== null) throw new ProblemError('already-decided');
      const outcome = evidence.outcome as Outcome;
      if (decision === 'accepted') {
        if (outcome === 'served' && (await isServedElsewhere(tx, assignment.caseId, assignment.id)))
          throw new ProblemError('already-served');
        const finishedAt = whenItHappened(evidence.deviceAt, evidence.receivedAt, null);
        await finishByEvidence(tx, assignment.id, { outcome, outcomeNote: evidence.note, finishedAt });
        await settleVisit(tx, { caseId: assignment.caseId, outcome, now });
      }
      const applied = decision === 'accepted';
      await decide(tx, evidenceId, { decision, decidedAt: now, decidedById: accountId, applied });
      const { unitId, teamId, caseId, date, id: assignmentId } = assignment;
      const who = { unitId, teamId, date, assignmentId, accountId };
      const kind = `evidence-${decision}` as const;
      await insertEveningEvent(tx, { id: deps.ids.newId(), ...who, kind, detail: { outcome }, at: now, receivedAt: now });
      const news = await newsForUnits(tx, { unitIds: [unitId], teamIds: [teamId], caseIds: [caseId] }, [
        { type: 'unit.evidence', payload: { evidenceId } },
        ...(applied
          ? [
              { type: 'unit.assignment', payload: { assignmentId } },
              { type: 'unit.cases', payload: { caseIds: [caseId] } },
            ]
          : []),
      ]);
      if (applied) {
        news.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId } });
        // No further visit is needed when the case is settled; when it waits again, whoever has it keeps it.
        if (outcome !== 'no_answer' && outcome !== 'not_possible_today')
          news.push(...(await callOffOthers(tx, deps, { caseId, assignmentId, now })));
      }
      await appendLiveMessages(tx, news, now);
      await followEvening(tx, deps, { teamId, date });
      return (await readOneEvidence(tx, evidenceId))!;
    });
  });
}

async function callOffOthers(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  { caseId, assignmentId, now }: { caseId: string; assignmentId: string; now: Date },
): Promise<NewLiveMessage[]> {
  const news: NewLiveMessage[] = [];
  for (const other of await withdrawOtherVisits(tx, caseId, assignmentId)) {
    const { id, teamId, unitId, date } = other;
    await closeAlarms(tx, deps, [windowKey(id)], 'withdrawn');
    const revision = await findUnitRevision(tx, unitId);
    news.push({ channel: `team:${teamId}`, type: 'team.published', payload: { revision, withdrawnIds: [id] } });
    const forUnits = [{ type: 'unit.assignment', payload: { assignmentId: id } }];
    news.push(...(await newsForUnits(tx, { unitIds: [unitId], teamIds: [teamId], caseIds: [caseId] }, forUnits)));
    const who = { unitId, teamId, date, assignmentId: id, accountId: null };
    await insertEveningEvent(tx, { id: deps.ids.newId(), ...who, kind: 'withdrawn', at: now, receivedAt: now });
    await followEvening(tx, deps, { teamId, date });
  }
  return news;
}
