import { type Actor, requireRole } from '../auth/actor.ts';
import { settleVisit } from '../cases/settle-visit.ts';
import type { AssignmentState, Outcome } from '../contract/codes.ts';
import type { FieldCommand, FieldResult } from '../contract/dispatch.ts';
import type { ProblemCode } from '../contract/problems.ts';
import { appendLiveMessages, type NewLiveMessage } from '../db/live-messages.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { type AssignmentRow, toAssignmentView } from './assignment-views.ts';
import { decideStep, type ReachedState, whenItHappened } from './field-steps.ts';
import { findFieldEvent, findUnitPath, insertFieldEvent, lockAssignment, type StepChange, updateStep } from './store.ts';

/**
 * Takes what a team reported, in the order it was done, each command in a transaction of its own: one that is refused does not
 * hold up those behind it. Sending again what was already taken answers `repeated`.
 */
export async function applyFieldCommands(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  commands: FieldCommand[],
): Promise<FieldResult[]> {
  requireRole(actor, ['team']);
  const results: FieldResult[] = [];
  for (const command of commands) {
    results.push(await deps.db.transaction((tx) => applyOne(tx, deps.clock.now(), actor, command)));
  }
  return results;
}

async function applyOne(tx: Transaction, now: Date, actor: Actor, command: FieldCommand): Promise<FieldResult> {
  const assignment = await lockAssignment(tx, command.assignmentId);
  // Another team's visit is no different from none.
  if (!assignment || assignment.teamId !== actor.teamId) return answer(command, 'refused', 'not-found', null);
  const known = await findFieldEvent(tx, command.id);
  if (known) {
    const isSame = known.assignmentId === command.assignmentId && known.kind === command.action;
    return isSame ? answer(command, 'repeated', null, assignment) : answer(command, 'refused', 'command-id-reused', assignment);
  }

  const outcome = command.action === 'finish' ? command.outcome : null;
  const decision = decideStep(assignment.state as AssignmentState, assignment.outcome as Outcome | null, command.action, outcome);
  if (decision.kind === 'refused') return answer(command, 'refused', decision.problem, assignment);

  const { id, assignmentId, action: kind, note } = command;
  const deviceAt = new Date(command.deviceAt);
  const applied = decision.kind === 'accepted';
  const isStored = await insertFieldEvent(tx, {
    id,
    assignmentId,
    accountId: actor.accountId,
    kind,
    outcome,
    note,
    deviceAt,
    receivedAt: now,
    applied,
  });
  if (!isStored) return answer(command, 'refused', 'command-id-reused', assignment);
  if (decision.kind === 'kept') {
    await tell(tx, assignment, { isChanged: false, isCaseNews: true }, now);
    return answer(command, 'kept', decision.problem, assignment);
  }

  const at = whenItHappened(deviceAt, now, lastStepAt(assignment));
  const changed = await updateStep(tx, assignmentId, changeFor(decision.to, at, outcome, note));
  if (outcome) await settleVisit(tx, { caseId: assignment.caseId, outcome, now });
  await tell(tx, changed, { isChanged: true, isCaseNews: outcome !== null }, now);
  return answer(command, 'accepted', null, changed);
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

/** The team's other phones, the planner, and who looks at the case and what was reported of it. */
async function tell(
  tx: Transaction,
  { id, teamId, unitId, caseId }: AssignmentRow,
  news: { isChanged: boolean; isCaseNews: boolean },
  now: Date,
): Promise<void> {
  const unitChannels = liveUnitChannels(await findUnitPath(tx, unitId));
  const messages: NewLiveMessage[] = [];
  if (news.isChanged) {
    messages.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId: id } });
    messages.push(...unitChannels.map((channel) => ({ channel, type: 'unit.assignment', payload: { assignmentId: id } })));
  }
  if (news.isCaseNews)
    messages.push(...unitChannels.map((channel) => ({ channel, type: 'unit.cases', payload: { caseIds: [caseId] } })));
  await appendLiveMessages(tx, messages, now);
}

function answer(
  command: FieldCommand,
  status: FieldResult['status'],
  problem: ProblemCode | null,
  assignment: AssignmentRow | null,
): FieldResult {
  return { id: command.id, status, problem, assignment: assignment && toAssignmentView(assignment) };
}
