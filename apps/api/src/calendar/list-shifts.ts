import type { Actor } from '../auth/actor.ts';
import { type LostShift, SHIFT_LIMITS, type Shift, type ShiftList } from '../contract/teams.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { type DateRange, expandSeries, type InstantCache } from './expand-series.ts';
import { holidaysBetween } from './holidays.ts';
import { listClosures } from './store/closures.ts';
import { countryOfUnit, listActiveTeams, listSeries } from './store.ts';
import { daysBetween } from './zoned-time.ts';

/** The shifts and holidays that an actor sees in a range of local dates; a team sees its own. */
export async function listShifts(deps: Deps, actor: Actor, range: DateRange): Promise<ShiftList> {
  requireRange(range);
  const teamId = actor.role === 'team' ? (actor.teamId ?? '') : undefined;
  const calendar = await readCalendar(deps.db.client, actor.unitPath, range, teamId);
  const country = await countryOfUnit(deps.db.client, actor.unitId);
  return { ...calendar, holidays: holidaysBetween(country, range.from, range.to) };
}

/** All shifts of the active teams below a unit path that begin on the dates of a range, in order of time. */
export async function shiftsBetween(db: Queryable, unitPath: string, range: DateRange, teamId?: string): Promise<Shift[]> {
  return (await readCalendar(db, unitPath, range, teamId)).shifts;
}

/** Shifts that take place, those that a holiday or the closure of their depot takes away, and the closures. */
export async function readCalendar(
  db: Queryable,
  unitPath: string,
  range: DateRange,
  teamId?: string,
): Promise<Pick<ShiftList, 'shifts' | 'lost' | 'closures'>> {
  const teams = new Map((await listActiveTeams(db, unitPath, teamId)).map((team) => [team.id, team]));
  const closures = await listClosures(db, [...new Set([...teams.values()].map(({ depotId }) => depotId))], range);
  const isClosed = (depotId: string, date: string): boolean =>
    closures.some((closure) => closure.depotId === depotId && closure.fromDate <= date && date <= closure.toDate);
  const instants: InstantCache = new Map();
  const shifts: Shift[] = [];
  const lost: LostShift[] = [];
  for (const { series, country } of await listSeries(db, unitPath, teamId)) {
    const found = expandSeries(series, range, country, instants, SHIFT_LIMITS.occurrences - shifts.length + 1);
    for (const shift of found.lost) if (teams.has(shift.teamId)) lost.push({ ...shift, because: 'holiday' });
    for (const shift of found.shifts) {
      // Given to a team that is no longer, or that this actor does not see.
      const team = teams.get(shift.teamId);
      if (!team) continue;
      if (closures.length > 0 && isClosed(team.depotId, shift.date)) lost.push({ ...shift, because: 'closure' });
      else shifts.push(shift);
    }
    if (shifts.length > SHIFT_LIMITS.occurrences) {
      throw new ProblemError('rule-too-dense', {
        detail: `More than ${SHIFT_LIMITS.occurrences} shifts lie in these days: ask for fewer days.`,
        params: { limit: SHIFT_LIMITS.occurrences },
      });
    }
  }
  return { shifts: shifts.sort(inOrderOfTime), lost: lost.sort(inOrderOfTime), closures };
}

function inOrderOfTime(a: Shift, b: Shift): number {
  if (a.opensAt !== b.opensAt) return a.opensAt < b.opensAt ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function requireRange({ from, to }: DateRange): void {
  const days = daysBetween(from, to) + 1;
  if (days >= 1 && days <= SHIFT_LIMITS.days) return;
  const message = days < 1 ? 'It lies before "from".' : `At most ${SHIFT_LIMITS.days} days can be asked for.`;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/to', code: 'range', message, params: { days, limit: SHIFT_LIMITS.days } }],
  });
}
