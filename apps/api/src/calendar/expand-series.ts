import { type Holiday, SHIFT_LIMITS, type Shift, type ShiftOverride, type ShiftSeries } from '../contract/teams.ts';
import { holidaysBetween } from './holidays.ts';
import { occurrencesBetween } from './occurrences.ts';
import { addDays, instantOf } from './zoned-time.ts';

/** Local dates, both included. */
export interface DateRange {
  readonly from: string;
  readonly to: string;
}

export interface Expansion {
  readonly shifts: Shift[];
  /** Shifts that a holiday took away. */
  readonly lost: Shift[];
  /** The holidays that did. */
  readonly skipped: Holiday[];
  /** The limit was reached: there are more. */
  readonly truncated: boolean;
}

/** Turns wall times into instants; one per expansion, because teams share their hours. */
export type InstantCache = Map<string, Date>;

/** One shift in wall time, before it meets holidays. */
interface WallShift {
  readonly startsLocal: string;
  readonly originalDate: string;
  readonly override: ShiftOverride | undefined;
  readonly isExtra: boolean;
}

/**
 * The shifts of a series that begin on the dates of a range, in the zone of the series, whichever team they were given to. A
 * shift lasts its duration by the clock on the wall of a physicist: where the clocks change meanwhile, it ends at another wall
 * time and nobody works an hour more. A shift that somebody changed by hand takes place on a holiday too: they chose the day.
 */
export function expandSeries(
  series: ShiftSeries,
  range: DateRange,
  country: string,
  instants: InstantCache = new Map(),
  limit: number = SHIFT_LIMITS.occurrences,
): Expansion {
  const { wallShifts, truncated } = wallShiftsBetween(series, range, limit);
  const holidays = series.skipHolidays ? holidaysByDate(country, range) : NO_HOLIDAYS;
  const shifts: Shift[] = [];
  const lost: Shift[] = [];
  const skipped: Holiday[] = [];
  for (const wallShift of wallShifts) {
    const shift = toShift(series, wallShift, instants);
    const holiday = wallShift.override ? undefined : holidays.get(shift.date);
    if (!holiday) shifts.push(shift);
    else {
      skipped.push(holiday);
      lost.push(shift);
    }
  }
  return { shifts, lost, skipped, truncated };
}

function wallShiftsBetween(
  series: ShiftSeries,
  range: DateRange,
  limit: number,
): { wallShifts: WallShift[]; truncated: boolean } {
  const { occurrences, truncated } = occurrencesBetween(series, range, limit);
  if (series.overrides.length === 0) {
    return { wallShifts: occurrences.map((one) => ({ ...one, override: undefined })), truncated };
  }
  const overrides = new Map(series.overrides.map((override) => [override.date, override]));
  const wallShifts = occurrences.flatMap((occurrence): WallShift[] => {
    const override = overrides.get(occurrence.originalDate);
    if (!override) return [{ ...occurrence, override: undefined }];
    return isWithin(range, override.startsLocal) ? [{ ...occurrence, startsLocal: override.startsLocal, override }] : [];
  });
  // What was moved here from a date outside the range.
  for (const override of series.overrides) {
    const { date, startsLocal } = override;
    if (isWithin(range, date) || !isWithin(range, startsLocal)) continue;
    const [original] = occurrencesBetween(series, { from: date, to: date }, 1).occurrences;
    if (original) wallShifts.push({ ...original, startsLocal, override });
  }
  wallShifts.sort((a, b) => (a.startsLocal < b.startsLocal ? -1 : a.startsLocal > b.startsLocal ? 1 : 0));
  return { wallShifts, truncated };
}

function isWithin({ from, to }: DateRange, wall: string): boolean {
  const date = wall.slice(0, 10);
  return date >= from && date <= to;
}

const NO_HOLIDAYS: ReadonlyMap<string, Holiday> = new Map();

function holidaysByDate(country: string, { from, to }: DateRange): ReadonlyMap<string, Holiday> {
  return new Map(holidaysBetween(country, from, to).map((day) => [day.date, day]));
}

function toShift(
  series: ShiftSeries,
  { startsLocal, originalDate, override, isExtra }: WallShift,
  instants: InstantCache,
): Shift {
  const date = startsLocal.slice(0, 10);
  const time = startsLocal.slice(11);
  const { durationSec, rest: wallRest, teamId } = override ?? series;
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
  const closesMs = opensAt.getTime() + durationSec * 1000;
  let rest: Shift['rest'] = null;
  if (wallRest) {
    // A wall time before the start is after midnight.
    const restDate = wallRest.from < time ? addDays(date, 1) : date;
    const restEndDate = wallRest.to < wallRest.from ? addDays(restDate, 1) : restDate;
    const latestMs = closesMs - wallRest.durationSec * 1000;
    const restOpensMs = Math.min(at(restDate, wallRest.from).getTime(), latestMs);
    const restClosesMs = Math.max(restOpensMs, Math.min(at(restEndDate, wallRest.to).getTime(), latestMs));
    rest = {
      opensAt: new Date(restOpensMs).toISOString(),
      closesAt: new Date(restClosesMs).toISOString(),
      durationSec: wallRest.durationSec,
    };
  }
  return {
    id: shiftIdOf(series.id, originalDate),
    seriesId: series.id,
    teamId,
    date,
    originalDate,
    change: override ? 'changed' : isExtra ? 'extra' : 'none',
    opensAt: opensAt.toISOString(),
    closesAt: new Date(closesMs).toISOString(),
    rest,
  };
}

export function shiftIdOf(seriesId: string, originalDate: string): string {
  return `${seriesId}_${originalDate}`;
}
