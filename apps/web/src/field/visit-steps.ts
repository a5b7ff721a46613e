import type { AssignmentState, FieldAction, Outcome } from '@gocua/api/contract/codes';
import type { FieldCommand, TeamAssignment } from '@gocua/api/contract/dispatch';

const NEXT: Record<AssignmentState, FieldAction | null> = {
  assigned: 'acknowledge',
  acknowledged: 'travel',
  travelling: 'arrive',
  arrived: 'finish',
  finished: null,
  withdrawn: null,
};

/** The one step that follows from a state, or null when nothing is left to do. */
export function nextAction(state: AssignmentState): FieldAction | null {
  return NEXT[state];
}

/** Outcomes in the order of how often they happen at a door; grouped as the page shows them. */
export const OUTCOME_GROUPS: readonly { id: 'done' | 'again' | 'closed'; outcomes: readonly Outcome[] }[] = [
  { id: 'done', outcomes: ['served'] },
  { id: 'again', outcomes: ['no_answer', 'not_possible_today', 'partly_served', 'unreadable_prints'] },
  { id: 'closed', outcomes: ['refused', 'exempt', 'moved_away', 'deceased'] },
];

/** F6: the visit as it stands once the command has its effect; unchanged when the step does not follow. */
export function applyCommand(visit: TeamAssignment, command: FieldCommand): TeamAssignment {
  if (nextAction(visit.state) !== command.action) return visit;
  const at = command.deviceAt;
  switch (command.action) {
    case 'acknowledge':
      return { ...visit, state: 'acknowledged', acknowledgedAt: at };
    case 'travel':
      return { ...visit, state: 'travelling', travellingAt: at };
    case 'arrive':
      return { ...visit, state: 'arrived', arrivedAt: at };
    case 'finish':
      return { ...visit, state: 'finished', finishedAt: at, outcome: command.outcome };
  }
}

/** F6: what the screen shows: the server's visits with the waiting commands, in order. Keeps identity where nothing changes. */
export function applyWaiting(visits: readonly TeamAssignment[], waiting: readonly FieldCommand[]): readonly TeamAssignment[] {
  if (waiting.length === 0) return visits;
  const byId = new Map<string, FieldCommand[]>();
  for (const command of waiting) byId.set(command.assignmentId, [...(byId.get(command.assignmentId) ?? []), command]);
  return visits.map((visit) => (byId.get(visit.id) ?? []).reduce(applyCommand, visit));
}
