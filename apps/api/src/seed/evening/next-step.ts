import type { FieldAction } from '../../contract/codes.ts';
import { SERVED, type TeamTemper, type VisitEnd } from './team-temper.ts';

/** A visit of a team's evening, as far as the next step depends on it. Instants are milliseconds. */
export interface PlayedVisit {
  readonly id: string;
  readonly state: string;
  readonly plannedArriveMs: number;
  /** What the work was planned to take. */
  readonly serviceMs: number;
  readonly travelMs: number;
  readonly toldMs: number;
  readonly travellingMs: number | null;
  readonly arrivedMs: number | null;
  readonly finishedMs: number | null;
}

export interface PlayedStep {
  readonly visitId: string;
  readonly action: FieldAction;
  readonly atMs: number;
  readonly end: VisitEnd | null;
}

const MINUTE_MS = 60_000;
/** Looks at what is new after this long. */
const LOOKS_AFTER_MS = 4 * MINUTE_MS;
/** A visit that comes in the course of the evening finds hands full of work. */
const NOTICES_AFTER_MS = 58 * MINUTE_MS;
/** Packs the machine and says good-bye. */
const LEAVES_AFTER_MS = 1.5 * MINUTE_MS;
/** Nobody opens: the team waits this long. */
const KNOCKS_MS = 8 * MINUTE_MS;

/**
 * The next thing a team does and when, from how its evening stands; null when all is done or nothing can be known. Visits in the
 * order of the route. Pure: asked again it says the same, so a server that starts again goes on where the last one ended.
 */
export function nextStep(
  visits: readonly PlayedVisit[],
  evening: { readonly opensMs: number; readonly temper: TeamTemper },
): PlayedStep | null {
  const { opensMs, temper } = evening;
  const beginsMs = opensMs + temper.leavesAfterMin * MINUTE_MS;
  const finished = visits.filter(({ state }) => state === 'finished');
  const fresh = visits.find(({ state, toldMs }) => state === 'assigned' && toldMs <= opensMs);
  if (fresh) return { visitId: fresh.id, action: 'acknowledge', atMs: fresh.toldMs + LOOKS_AFTER_MS, end: null };

  const visit = visits.find(({ state }) => state === 'travelling' || state === 'arrived') ?? visits.find(isAccepted);
  if (!visit) return noticed(visits);
  const { id: visitId } = visit;
  if (visit.state === 'arrived') {
    const end = temper.outcomes[finished.length] ?? SERVED;
    const workMs = end.outcome === 'no_answer' ? KNOCKS_MS : visit.serviceMs * temper.pace;
    return { visitId, action: 'finish', atMs: visit.arrivedMs! + workMs, end };
  }
  if (visit.state === 'travelling')
    return { visitId, action: 'arrive', atMs: visit.travellingMs! + visit.travelMs * temper.pace, end: null };
  const freeMs = Math.max(...finished.map(({ finishedMs }) => finishedMs ?? 0), 0);
  const inTimeMs = visit.plannedArriveMs - visit.travelMs;
  const atMs = Math.max(freeMs === 0 ? beginsMs : freeMs + LEAVES_AFTER_MS, inTimeMs - 2 * MINUTE_MS);
  return { visitId, action: 'travel', atMs, end: null };
}

/** What came meanwhile. */
function noticed(visits: readonly PlayedVisit[]): PlayedStep | null {
  const late = visits.find(({ state }) => state === 'assigned');
  return late ? { visitId: late.id, action: 'acknowledge', atMs: late.toldMs + NOTICES_AFTER_MS, end: null } : null;
}

function isAccepted({ state }: PlayedVisit): boolean {
  return state === 'acknowledged';
}
