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

const LEADS_TO: Record<FieldAction, AssignmentState> = {
  acknowledge: 'acknowledged',
  travel: 'travelling',
  arrive: 'arrived',
  finish: 'finished',
};
const ORDER: readonly AssignmentState[] = ['assigned', 'acknowledged', 'travelling', 'arrived', 'finished'];

/** What can be learnt by telephone, without standing at the door; everything else is seen there. The server has the same rule. */
export const LEARNT_FROM_AFAR: readonly Outcome[] = ['not_possible_today', 'refused', 'exempt', 'moved_away', 'deceased'];

/** Whether the server would take this step now: forward only, and to an end only from the door or by telephone. */
export function follows(state: AssignmentState, action: FieldAction, outcome: Outcome | null): boolean {
  if (state === 'withdrawn' || ORDER.indexOf(LEADS_TO[action]) <= ORDER.indexOf(state)) return false;
  return action !== 'finish' || state === 'arrived' || (outcome !== null && LEARNT_FROM_AFAR.includes(outcome));
}

/** F6: the visit as it stands once the command has its effect; unchanged when the step does not follow. */
export function applyCommand(visit: TeamAssignment, { action, outcome, deviceAt: at }: FieldCommand): TeamAssignment {
  if (!follows(visit.state, action, outcome)) return visit;
  const state = LEADS_TO[action];
  switch (action) {
    case 'acknowledge':
      return { ...visit, state, acknowledgedAt: at };
    case 'travel':
      return { ...visit, state, travellingAt: at };
    case 'arrive':
      return { ...visit, state, arrivedAt: at };
    case 'finish':
      return { ...visit, state, finishedAt: at, outcome };
  }
}

/** F6: what the screen shows: the server's visits with the waiting commands, in order. Keeps identity where nothing changes. */
export function applyWaiting(visits: readonly TeamAssignment[], waiting: readonly FieldCommand[]): readonly TeamAssignment[] {
  if (waiting.length === 0) return visits;
  const byId = new Map<string, FieldCommand[]>();
  for (const command of waiting) byId.set(command.assignmentId, [...(byId.get(command.assignmentId) ?? []), command]);
  return visits.map((visit) => (byId.get(visit.id) ?? []).reduce(applyCommand, visit));
}
