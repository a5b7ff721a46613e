import type { Actor } from '../auth/actor.ts';
import { SHIFT_LIMITS, type Shift, type ShiftList } from '../contract/teams.ts';
import type { Queryable } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { type DateRange, expandSeries } from './expand-series.ts';
import { holidaysBetween } from './holidays.ts';
import { countryOfUnit, listSeries } from './store.ts';
import { daysBetween } from './zoned-time.ts';

/** The shifts and holidays that an actor sees in a range of local dates; a team sees its own. */
export async function listShifts(deps: Deps, actor: Actor, range: DateRange): Promise<ShiftList> {
  requireRange(range);
  const teamId = actor.role === 'team' ? (actor.teamId ?? '') : undefined;
  const shifts = await shiftsBetween(deps.db.client, actor.unitPath, range, teamId);
  const country = await countryOfUnit(deps.db.client, actor.unitId);
  return { shifts, holidays: holidaysBetween(country, range.from, range.to) };
}

/** All shifts of the active teams below a unit path that begin on the dates of a range, in order of time. */
export async function shiftsBetween(db: Queryable, unitPath: string, range: DateRange, teamId?: string): Promise<Shift[]> {
  const instants = new Map<string, Date>();
  const shifts: Shift[] = [];
  for (const { series, country } of await listSeries(db, unitPath, teamId)) {
    const expansion = expandSeries(series, range, country, instants, SHIFT_LIMITS.occurrences - shifts.length + 1);
    for (const shift of expansion.shifts) shifts.push(shift);
    if (shifts.length > SHIFT_LIMITS.occurrences) {
      throw new ProblemError('rule-too-dense', {
        detail: `More than ${SHIFT_LIMITS.occurrences} shifts lie in these days: ask for fewer days.`,
        params: { limit: SHIFT_LIMITS.occurrences },
      });
    }
  }
  return shifts.sort((a, b) => a.opensAt.localeCompare(b.opensAt) || a.id.localeCompare(b.id));
}

function requireRange({ from, to }: DateRange): void {
  const days = daysBetween(from, to) + 1;
  if (days >= 1 && days <= SHIFT_LIMITS.days) return;
  const message = days < 1 ? 'It lies before "from".' : `At most ${SHIFT_LIMITS.days} days can be asked for.`;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/to', code: 'range', message, params: { days, limit: SHIFT_LIMITS.days } }],
  });
}
