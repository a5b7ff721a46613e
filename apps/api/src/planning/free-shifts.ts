import type { Shift } from '../contract/teams.ts';
import type { LiveAssignment } from './store/input.ts';

/** What is left of one evening of a team. */
export interface FreeShift {
  readonly shift: Shift;
  readonly freeFrom: Date;
  /** Where the team stands then, if not at its depot. */
  readonly startsAtHome: { readonly lat: number; readonly lon: number } | null;
  readonly rest: { readonly opensAt: Date; readonly closesAt: Date; readonly durationSec: number } | null;
}

const MINUTE_MS = 60_000;
/** Less than this is not worth setting out for. */
const LEAST_FREE_MS = 20 * MINUTE_MS;
const STARTED = ['travelling', 'arrived'];

/**
 * Cuts a shift to what can still be planned: from now on, after the visit the team has begun, from where it is. `visits` are
 * those of the team on this date that this plan does not replan. Null when nothing worth planning is left, or when another
 * unit's plan has the team that evening.
 */
export function freePart(shift: Shift, visits: readonly LiveAssignment[], now: Date): FreeShift | null {
  if (visits.some(({ state }) => state !== 'finished' && !STARTED.includes(state))) return null;
  const opensAt = new Date(shift.opensAt);
  const closesAt = new Date(shift.closesAt);
  let freeMs = Math.max(opensAt.getTime(), opensAt < now ? nextMinute(now) : 0);
  let last: LiveAssignment | null = null;
  for (const visit of visits) {
    if (visit.state !== 'finished') freeMs = Math.max(freeMs, nextMinute(visit.plannedEndAt));
    const isLater =
      last === null || rank(visit) > rank(last) || (rank(visit) === rank(last) && visit.plannedEndAt > last.plannedEndAt);
    if (isLater) last = visit;
  }
  if (freeMs > closesAt.getTime() - LEAST_FREE_MS) return null;
  const freeFrom = new Date(freeMs);
  const startsAtHome = last && last.lat !== null && last.lon !== null ? { lat: last.lat, lon: last.lon } : null;
  return { shift, freeFrom, startsAtHome, rest: restAfter(shift.rest, freeFrom) };
}

/** The visit that a team is at comes after those it has finished. */
function rank(visit: LiveAssignment): number {
  return STARTED.indexOf(visit.state);
}

function nextMinute(instant: Date): number {
  return Math.ceil(instant.getTime() / MINUTE_MS) * MINUTE_MS;
}

/** A break whose latest start is past was taken. */
function restAfter(rest: Shift['rest'], freeFrom: Date): FreeShift['rest'] {
  if (!rest) return null;
  const closesAt = new Date(rest.closesAt);
  if (closesAt < freeFrom) return null;
  const opensAt = new Date(Math.max(new Date(rest.opensAt).getTime(), freeFrom.getTime()));
  return { opensAt, closesAt, durationSec: rest.durationSec };
}
