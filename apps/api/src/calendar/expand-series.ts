import { type Holiday, SHIFT_LIMITS, type Shift, type ShiftSeries } from '../contract/teams.ts';
import { holidaysBetween } from './holidays.ts';
import { parseRule } from './parse-rule.ts';
import { wallTimesOfRule } from './wall-times-of-rule.ts';
import { addDays, instantOf } from './zoned-time.ts';

/** Local dates, both included. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

export interface Expansion {
  readonly shifts: Shift[];
  /** Holidays that took an occurrence away. */
  readonly skipped: Holiday[];
  /** SHIFT_LIMITS.occurrences was reached: there are more. */
  readonly truncated: boolean;
}

/** Turns wall times into instants; one per expansion, because teams share their hours. */
export type InstantCache = Map<string, Date>;

/**
 * The shifts of a series that begin on the dates of a range, in the zone of the series. A shift lasts its duration by the
 * clock on the wall of a physicist: where the clocks change meanwhile, it ends at another wall time and nobody works an hour more.
 */
export function expandSeries(
  series: ShiftSeries,
  range: DateRange,
  country: string,
  instants: InstantCache = new Map(),
  limit: number = SHIFT_LIMITS.occurrences,
): Expansion {
  const rule = parseRule(series.rule);
  const { starts, truncated } = wallTimesOfRule(rule, series.startsLocal, series.zone, range.from, range.to, limit);
  const excepted = new Set(series.exceptDates);
  const holidays = new Map<string, Holiday>();
  if (series.skipHolidays) for (const day of holidaysBetween(country, range.from, range.to)) holidays.set(day.date, day);
  const shifts: Shift[] = [];
  const skipped: Holiday[] = [];
  for (const start of starts) {
    const date = start.slice(0, 10);
    if (excepted.has(date)) continue;
    const holiday = holidays.get(date);
    if (holiday) skipped.push(holiday);
    else shifts.push(toShift(series, date, start.slice(11), instants));
  }
  return { shifts, skipped, truncated };
}

function toShift(series: ShiftSeries, date: string, time: string, instants: InstantCache): Shift {
  const at = (onDate: string, wallTime: string): Date => {
    const key = `${series.zone} ${onDate} ${wallTime}`;
    let instant = instants.get(key);
    if (!instant) {
      instant = instantOf(onDate, wallTime, series.zone);
      instants.set(key, instant);
    }
    return instant;
  };
  const opensAt = at(date, time);
  const closesMs = opensAt.getTime() + series.durationSec * 1000;
  let rest: Shift['rest'] = null;
  if (series.rest) {
    // A wall time before the start is after midnight.
    const restDate = series.rest.from < time ? addDays(date, 1) : date;
    const restEndDate = series.rest.to < series.rest.from ? addDays(restDate, 1) : restDate;
    const latestMs = closesMs - series.rest.durationSec * 1000;
    const restOpensMs = Math.min(at(restDate, series.rest.from).getTime(), latestMs);
    const restClosesMs = Math.max(restOpensMs, Math.min(at(restEndDate, series.rest.to).getTime(), latestMs));
    rest = {
      opensAt: new Date(restOpensMs).toISOString(),
      closesAt: new Date(restClosesMs).toISOString(),
      durationSec: series.rest.durationSec,
    };
  }
  return {
    id: `${series.id}_${date}`,
    seriesId: series.id,
    teamId: series.teamId,
    date,
    opensAt: opensAt.toISOString(),
    closesAt: new Date(closesMs).toISOString(),
    rest,
  };
}
