import { type Actor, requireRole } from '../../auth/actor.ts';
import { codeStep, codeValidUntil, isVisitCode, readCodeKey, visitCode } from '../../auth/visit-code.ts';
import type { TeamCode } from '../../contract/field.ts';
import { FIELD_LIMITS } from '../../contract/field-codes.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import type { Queryable } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import type { AssignmentRow } from '../assignment-views.ts';
import { lockAssignment, readAssignmentsAtDoor } from '../store.ts';
import { newsForUnits } from '../tell-units.ts';
import { insertEveningEvent, noteCode } from './store.ts';

/** What the team says at the door: the family sees the same four digits on its page. */
export async function readTeamCode(deps: Pick<Deps, 'db' | 'clock'>, actor: Actor, assignmentId: string): Promise<TeamCode> {
  requireRole(actor, ['team']);
  await requireFamilyLink(deps.db.client, actor, assignmentId);
  const now = deps.clock.now();
  const code = visitCode(await readCodeKey(deps), assignmentId, 'team', codeStep(now));
  return { code, validUntil: codeValidUntil(now).toISOString() };
}

/**
 * Checks what the family said. A wrong code is counted, and after FIELD_LIMITS.wrongCodes of them within a step none is looked at
 * any more (`too-many-requests`): four digits are few.
 */
export async function checkFamilyCode(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  actor: Actor,
  input: { assignmentId: string; code: string },
): Promise<{ matches: boolean; attemptsLeft: number; verifiedAt: string | null }> {
  requireRole(actor, ['team']);
  const { assignmentId, code } = input;
  const key = await readCodeKey(deps);
  await requireFamilyLink(deps.db.client, actor, assignmentId);
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    const visit = (await lockAssignment(tx, assignmentId))!;
    const step = codeStep(now);
    const wrongSoFar = visit.wrongCodeStep === step ? visit.wrongCodeCount : 0;
    if (wrongSoFar >= FIELD_LIMITS.wrongCodes) throw new ProblemError('too-many-requests');
    const matches = isVisitCode(key, assignmentId, 'family', code, now);
    const wrongCount = matches ? wrongSoFar : wrongSoFar + 1;
    await noteCode(tx, assignmentId, {
      wrongCodeCount: wrongCount,
      wrongCodeStep: step,
      ...(matches ? { verifiedAt: now } : {}),
    });
    if (matches && !visit.verifiedAt) {
      const { unitId, teamId, caseId, date } = visit;
      const who = { unitId, teamId, date, assignmentId, accountId: actor.accountId };
      await insertEveningEvent(tx, { id: deps.ids.newId(), ...who, kind: 'verified', at: now, receivedAt: now });
      const concerned = { unitIds: [unitId], teamIds: [teamId], caseIds: [caseId] };
      const news = await newsForUnits(tx, concerned, [{ type: 'unit.assignment', payload: { assignmentId } }]);
      await appendLiveMessages(
        tx,
        [{ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId } }, ...news],
        now,
      );
    }
    const verifiedAt = matches ? now : visit.verifiedAt;
    return { matches, attemptsLeft: FIELD_LIMITS.wrongCodes - wrongCount, verifiedAt: verifiedAt?.toISOString() ?? null };
  });
}

async function requireFamilyLink(db: Queryable, actor: Actor, assignmentId: string): Promise<AssignmentRow> {
  const [visit] = await readAssignmentsAtDoor(db, [assignmentId]);
  if (!visit || visit.teamId !== actor.teamId || visit.state === 'withdrawn') throw new ProblemError('not-found');
  if (!visit.case.request) throw new ProblemError('no-family-code');
  return visit;
}
