import type { Actor } from '../auth/actor.ts';
import { type SeriesPreview, SHIFT_LIMITS, type ShiftSeries } from '../contract/teams.ts';
import type { Deps } from '../deps.ts';
import { expandSeries } from './expand-series.ts';
import { requireAcceptable } from './save-states.ts';
import { lockTeams } from './store.ts';
import { addDays, dateAt } from './zoned-time.ts';

/** What a preview shows at most. */
const SHOWN_SHIFTS = 30;

/** The next shifts of a series that is being edited and the holidays between them that take some away; refuses as saving would. */
export async function previewSeries(deps: Deps, actor: Actor, series: ShiftSeries): Promise<SeriesPreview> {
  const now = deps.clock.now();
  const country = await deps.db.transaction(async (tx) => {
    await requireAcceptable(tx, actor, { put: [series], remove: [] }, now);
    return (await lockTeams(tx, [series.teamId])).get(series.teamId)!.country;
  });
  const firstDate = series.startsLocal.slice(0, 10);
  const today = dateAt(now, series.zone);
  const from = firstDate > today ? firstDate : today;
  const { shifts, skipped } = expandSeries(series, { from, to: addDays(from, SHIFT_LIMITS.days) }, country);
  const shown = shifts.slice(0, SHOWN_SHIFTS);
  const last = shown.length < shifts.length ? shown.at(-1)?.date : undefined;
  return { shifts: shown, skipped: last === undefined ? skipped : skipped.filter((holiday) => holiday.date <= last) };
}
