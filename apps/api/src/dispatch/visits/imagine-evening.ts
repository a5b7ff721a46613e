import { type EveningNews, judgeEvening } from './follow-evening.ts';
import type { DayVisit, TeamDay } from './store.ts';

/** How far each visit would be from the stop before; null stands for the one that is put in. */
export interface Leg {
  assignmentId: string | null;
  travelSec: number;
}

/** A team's day without one of its visits. `nextTravelSec`: from the stop before it to the one after it; null when it was the last. */
export function withoutVisit(day: TeamDay, id: string, nextTravelSec: number | null): TeamDay {
  const ordered = [...day.visits].sort((a, b) => a.position - b.position);
  const at = ordered.findIndex((visit) => visit.id === id);
  const next = ordered.slice(at + 1).find(({ state }) => state !== 'finished');
  const visits = ordered
    .filter((visit) => visit.id !== id)
    .map((visit) => (visit === next && nextTravelSec !== null ? { ...visit, travelSec: nextTravelSec } : visit));
  return { ...day, visits };
}

/** A team's day with one visit more, after another one or (null) first of what is left. */
export function withVisit(day: TeamDay, visit: DayVisit, afterId: string | null, legs: readonly Leg[]): TeamDay {
  const travelOf = new Map(legs.map(({ assignmentId, travelSec }) => [assignmentId, travelSec]));
  const ordered = [...day.visits].sort((a, b) => a.position - b.position);
  const isBegun = ({ state }: DayVisit) => state !== 'assigned' && state !== 'acknowledged';
  const after = afterId === null ? ordered.findLastIndex(isBegun) : ordered.findIndex(({ id }) => id === afterId);
  ordered.splice(after + 1, 0, { ...visit, travelSec: travelOf.get(null) ?? visit.travelSec });
  const visits = ordered.map((one, index) => ({
    ...one,
    position: index + 1,
    travelSec: one.id === visit.id ? one.travelSec : (travelOf.get(one.id) ?? one.travelSec),
  }));
  return { ...day, visits };
}

/** A minute is no news: the board says minutes. */
const TOLERANCE_SEC = 60;

/**
 * Whether no family of a day is worse off for a change: no promised window is in danger that was not, and none is missed by more than
 * before. `besidesId`: the visit the change is for.
 */
export function isNobodyWorseOff(before: TeamDay, after: TeamDay, now: Date, besidesId: string): boolean {
  const lateBefore = lateByVisit(judgeEvening(before, now));
  return judgeEvening(after, now)
    .late.filter(({ visit }) => visit.id !== besidesId)
    .every(({ visit, lateSec }) => lateSec <= (lateBefore.get(visit.id) ?? 0) + TOLERANCE_SEC);
}

function lateByVisit({ late }: EveningNews): Map<string, number> {
  return new Map(late.map(({ visit, lateSec }) => [visit.id, lateSec]));
}
