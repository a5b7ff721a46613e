import { type Actor, requireRole } from '../auth/actor.ts';
import { settleVisit } from '../cases/settle-visit.ts';
import type { AssignmentState, Outcome } from '../contract/codes.ts';
import type { FieldCommand, FieldResult } from '../contract/dispatch.ts';
import type { OutcomeDetail } from '../contract/field.ts';
import { missingFacts } from '../contract/outcome-rules.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { type AssignmentRow, toAssignmentView } from './assignment-views.ts';
import { decideStep, type ReachedState, whenItHappened } from './field-steps.ts';
import { findFieldEvent, insertFieldEvent, lockAssignment, lockEvening, type StepChange, updateStep } from './store.ts';
import { newsForUnits } from './tell-units.ts';
import { followEvening } from './visits/follow-evening.ts';

/**
 * Takes what a team reported, in the order it was done, each command in a transaction of its own: one that is refused does not
 * hold up those behind it. Sending again what was already taken answers `repeated`.
 */
export async function applyFieldCommands(
  deps: Pick<Deps, 'db' | 'clock' | 'ids'>,
  actor: Actor,
  commands: FieldCommand[],
): Promise<FieldResult[]> {
  requireRole(actor, ['team']);
  const results: FieldResult[] = [];
  for (const command of commands) {
    results.push(await deps.db.transaction((tx) => applyOne(tx, deps, actor, command)));
  }
  return results;
}

async function applyOne(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  actor: Actor,
  command: FieldCommand,
): Promise<FieldResult> {
  const now = deps.clock.now();
  if (actor.teamId) await lockEvening(tx, [actor.teamId]);
  const assignment = await lockAssignment(tx, command.assignmentId);
  // Another team's visit is no different from none.
  if (!assignment || assignment.teamId !== actor.teamId) return answer(command, 'refused', 'not-found', null);
  const known = await findFieldEvent(tx, command.id);
  if (known) {
    const isSame = known.assignmentId === command.assignmentId && known.kind === command.action;
    return isSame ? answer(command, 'repeated', null, assignment) : answer(command, 'refused', 'command-id-reused', assignment);
  }

  const outcome = command.action === 'finish' ? command.outcome : null;
  if (outcome && lacksFacts(outcome, command.note, command.detail))
    return answer(command, 'refused', 'outcome-incomplete', assignment);
  const decision = decideStep(assignment.state as AssignmentState, assignment.outcome as Outcome | null, command.action, outcome);
  if (decision.kind === 'refused') return answer(command, 'refused', decision.problem, assignment);

  const { id, assignmentId, action: kind, note, detail } = command;
  const deviceAt = new Date(command.deviceAt);
  const applied = decision.kind === 'accepted';
  // Only an outcome has to be decided on: that somebody set out in vain changes nothing any more.
  const problem = decision.kind === 'kept' && outcome !== null ? decision.problem : null;
  const event = { id, assignmentId, accountId: actor.accountId, kind, outcome, note, detail, deviceAt, receivedAt: now };
  if (!(await insertFieldEvent(tx, { ...event, applied, problem })))
    return answer(command, 'refused', 'command-id-reused', assignment);
  if (decision.kind === 'kept') {
    await tellKept(tx, assignment, problem === null ? null : id, now);
    return answer(command, 'kept', decision.problem, assignment);
  }

  const at = whenItHappened(deviceAt, now, lastStepAt(assignment));
  const changed = await updateStep(tx, assignmentId, changeFor(decision.to, at, outcome, note));
  if (outcome) await settleVisit(tx, { caseId: assignment.caseId, outcome, now });
  await tellStep(tx, changed, outcome !== null, now);
  await followEvening(tx, deps, { teamId: changed.teamId, date: changed.date });
  return answer(command, 'accepted', null, changed);
}

/** A phone of an older version sends no facts: its work is not refused for that. */
function lacksFacts(outcome: Outcome, note: string, detail: OutcomeDetail | null): boolean {
  return detail !== null && missingFacts(outcome, { note, ...detail }).length > 0;
}

function changeFor(state: ReachedState, at: Date, outcome: Outcome | null, note: string): StepChange {
  switch (state) {
    case 'acknowledged':
      return { state, acknowledgedAt: at };
    case 'travelling':
      return { state, travellingAt: at };
    case 'arrived':
      return { state, arrivedAt: at };
    case 'finished':
      return { state, finishedAt: at, outcome: outcome!, outcomeNote: note };
  }
}

function lastStepAt(assignment: AssignmentRow): Date | null {
  return assignment.arrivedAt ?? assignment.travellingAt ?? assignment.acknowledgedAt;
}

/** The team's other phones, the planners, and who looks at the case. */
async function tellStep(tx: Transaction, visit: AssignmentRow, isCaseNews: boolean, now: Date): Promise<void> {
  const { id: assignmentId, teamId, caseId } = visit;
  const news = [{ type: 'unit.assignment', payload: { assignmentId } }];
  const caseNews = { type: 'unit.cases', payload: { caseIds: [caseId] } };
  const forUnits = await newsForUnits(tx, concernedBy(visit), isCaseNews ? [...news, caseNews] : news);
  await appendLiveMessages(
    tx,
    [{ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId } }, ...forUnits],
    now,
  );
}

/** What was reported of a visit stands with its case; what somebody has to decide on is in a queue. */
async function tellKept(tx: Transaction, visit: AssignmentRow, evidenceId: string | null, now: Date): Promise<void> {
  const caseNews = { type: 'unit.cases', payload: { caseIds: [visit.caseId] } };
  const news = evidenceId === null ? [caseNews] : [caseNews, { type: 'unit.evidence', payload: { evidenceId } }];
  await appendLiveMessages(tx, await newsForUnits(tx, concernedBy(visit), news), now);
}

function concernedBy({ unitId, teamId, caseId }: AssignmentRow) {
  return { unitIds: [unitId], teamIds: [teamId], caseIds: [caseId] };
}

function answer(
  command: FieldCommand,
  status: FieldResult['status'],
  problem: ProblemCode | null,
  assignment: AssignmentRow | null,
): FieldResult {
  return { id: command.id, status, problem, assignment: assignment && toAssignmentView(assignment) };
}
