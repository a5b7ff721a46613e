import type { AssignmentView, TeamAssignment, TeamSnapshot } from '@gocua/api/contract/dispatch';
import type { TeamReport } from '@gocua/api/contract/field';
import type { LiveEvent, ServerMessage } from '@gocua/api/contract/live';
import { withReports } from './evening-reports.ts';

/** What changed since the team last read the sentence about it (F5). Ids only; a visit is in one list. */
export interface PlanNews {
  newIds: readonly string[];
  changedIds: readonly string[];
}

/**
 * All a phone knows of its team, as it is stored on the phone. `seq` is the last applied number of the team's channel, null
 * before the first snapshot. `withdrawn` are visits taken away that the team has not yet said it understood (F4).
 */
export interface TeamState {
  seq: number | null;
  /** When the server last said something, by the phone's clock, ISO 8601. */
  heardAt: string | null;
  snapshot: TeamSnapshot | null;
  news: PlanNews;
  withdrawn: readonly TeamAssignment[];
}

/** As many as a snapshot brings. */
const MESSAGES_KEPT = 50;
const NO_NEWS: PlanNews = { newIds: [], changedIds: [] };
export const EMPTY_TEAM_STATE: TeamState = { seq: null, heardAt: null, snapshot: null, news: NO_NEWS, withdrawn: [] };

export type TeamInput =
  | { type: 'live'; message: Extract<ServerMessage, { type: 'snapshot' | 'message' }>; heardAt: string }
  /** States that came back as answers to this phone's own commands. */
  | { type: 'answers'; assignments: readonly AssignmentView[]; heardAt: string }
  /** Reports of this phone that the server took. */
  | { type: 'reports-taken'; reports: readonly TeamReport[] }
  | { type: 'news-read' }
  | { type: 'withdrawal-understood'; id: string };

/** The reducer: rules F1 to F5 of this folder's README. Pure; the same input twice changes nothing. */
export function reduceTeam(state: TeamState, input: TeamInput): TeamState {
  switch (input.type) {
    case 'live':
      return applyLive(state, input.message, input.heardAt);
    case 'answers':
      return mergeStates(state, input.assignments, input.heardAt);
    case 'reports-taken':
      return state.snapshot ? { ...state, snapshot: withReports(state.snapshot, input.reports) } : state;
    case 'news-read':
      return { ...state, news: NO_NEWS };
    case 'withdrawal-understood':
      return { ...state, withdrawn: state.withdrawn.filter((visit) => visit.id !== input.id) };
  }
}

function applyLive(
  state: TeamState,
  message: Extract<ServerMessage, { type: 'snapshot' | 'message' }>,
  heardAt: string,
): TeamState {
  if (message.type === 'snapshot') {
    if (!message.team) return state;
    return tellChanges({ ...state, seq: message.seq, heardAt }, replaceAll(state.snapshot, message.team));
  }
  // F1. Before the first snapshot there is nothing a message could be applied to.
  if (state.seq === null || !state.snapshot || message.seq <= state.seq) return state;
  const next = { ...state, seq: message.seq, heardAt };
  const { event } = message;
  switch (event.type) {
    case 'team.published':
      return tellChanges(next, applyPublished(state.snapshot, event));
    case 'team.assignment':
      return tellChanges(next, putVisits(state.snapshot, [event.assignment]));
    case 'team.message': {
      const others = state.snapshot.messages.filter(({ id }) => id !== event.message.id);
      const messages = [...others, event.message].sort((a, b) => a.at.localeCompare(b.at)).slice(-MESSAGES_KEPT);
      return { ...next, snapshot: { ...state.snapshot, messages } };
    }
    case 'team.evening': {
      const others = state.snapshot.evenings.filter(({ date }) => date !== event.evening.date);
      return { ...next, snapshot: { ...state.snapshot, evenings: [...others, event.evening] } };
    }
    case 'team.panic':
      return { ...next, snapshot: { ...state.snapshot, panic: event.panic } };
    default:
      return next;
  }
}

/** A publication lists all open visits and names the withdrawn ones; finished ones stay. */
function applyPublished(snapshot: TeamSnapshot, event: Extract<LiveEvent, { type: 'team.published' }>): TeamSnapshot {
  const gone = new Set(event.withdrawnIds);
  const kept = snapshot.assignments.filter((visit) => !gone.has(visit.id));
  return putVisits({ ...snapshot, revision: event.revision, assignments: kept }, event.assignments);
}

/** A snapshot replaces everything (F3), but an answer to an own command may have overtaken it (F2). */
function replaceAll(known: TeamSnapshot | null, next: TeamSnapshot): TeamSnapshot {
  const ids = new Set(next.assignments.map((visit) => visit.id));
  const overtaken = known?.team.id === next.team.id ? known.assignments.filter((visit) => ids.has(visit.id)) : [];
  return putVisits(next, overtaken);
}

function putVisits(snapshot: TeamSnapshot, visits: readonly TeamAssignment[]): TeamSnapshot {
  const byId = new Map(snapshot.assignments.map((visit) => [visit.id, visit]));
  for (const visit of visits) {
    const known = byId.get(visit.id);
    if (!known || visit.version >= known.version) byId.set(visit.id, visit);
  }
  return { ...snapshot, assignments: [...byId.values()] };
}

/** Puts the new visits in place of the old ones and gathers what a team must be told (F4, F5). */
function tellChanges(state: TeamState, next: TeamSnapshot): TeamState {
  const before = state.snapshot;
  const openNow = next.assignments.filter((visit) => visit.state !== 'withdrawn');
  const snapshot = { ...next, assignments: openNow };
  if (!before || before.team.id !== next.team.id) return { ...state, snapshot, news: NO_NEWS, withdrawn: [] };
  const knownById = new Map(before.assignments.map((visit) => [visit.id, visit]));
  const nowById = new Map(openNow.map((visit) => [visit.id, visit]));

  const newIds = new Set(state.news.newIds.filter((id) => nowById.has(id)));
  const changedIds = new Set(state.news.changedIds.filter((id) => nowById.has(id)));
  for (const visit of openNow) {
    const known = knownById.get(visit.id);
    if (!known) newIds.add(visit.id);
    else if (!newIds.has(visit.id) && isReplanned(known, visit)) changedIds.add(visit.id);
  }
  const taken = before.assignments.filter((visit) => visit.state !== 'finished' && !nowById.has(visit.id));
  const takenIds = new Set(taken.map((visit) => visit.id));
  return {
    ...state,
    snapshot,
    news: { newIds: [...newIds], changedIds: [...changedIds] },
    // A visit that came back (given away and returned) is no longer withdrawn.
    withdrawn: [...state.withdrawn.filter((visit) => !nowById.has(visit.id) && !takenIds.has(visit.id)), ...taken],
  };
}

/** Another day or another planned minute is news; another place in the order alone is not. */
function isReplanned(before: TeamAssignment, after: TeamAssignment): boolean {
  return before.date !== after.date || before.plannedStartAt !== after.plannedStartAt;
}

function mergeStates(state: TeamState, answers: readonly AssignmentView[], heardAt: string): TeamState {
  if (!state.snapshot) return state;
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const visits = state.snapshot.assignments.map((visit) => {
    const answer = byId.get(visit.id);
    return answer && answer.version >= visit.version ? { ...visit, ...answer } : visit;
  });
  return tellChanges({ ...state, heardAt }, { ...state.snapshot, assignments: visits });
}
