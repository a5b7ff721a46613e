import { Temporal } from 'temporal-polyfill';
import type { WeeklyWindow } from '../contract/common.ts';

/**
 * Wall time to instants and back. Dates are "2026-11-26", times "18:30", zones IANA names. A wall time that a change of the
 * clocks skips means as much later; one that happens twice means the first (RFC 5545, and Temporal's `compatible`).
 */

/** The instant of a wall time. */
export function instantOf(date: string, time: string, zone: string): Date {
  const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(zone);
  return new Date(zoned.epochMilliseconds);
}

/** The wall time an hour or so later that a wall time means where the clocks skip it, "2026-03-29T03:30"; null where it exists. */
export function wallAfterGap(wall: string, zone: string): string | null {
  const meant = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
  return meant === wall ? null : meant;
}

/** The first instant of a date: midnight, or what comes after it where the clocks skip midnight. */
export function startOfDate(date: string, zone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}

/** The wall-clock date at an instant. */
export function dateAt(instant: Date, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The wall-clock time at an instant, "18:30". */
export function timeAt(instant: Date, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return zoned.toPlainTime().toString({ smallestUnit: 'minute' });
}

/** A date so many days later; fewer when negative. */
export function addDays(date: string, dayCount: number): string {
  return Temporal.PlainDate.from(date).add({ days: dayCount }).toString();
}

/** Days from one date to a later one; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to)).days;
}

/** 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: string): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

/** False for what no clock of this machine knows; offsets such as "+07:00" are not zones: they know no daylight saving. */
export function isKnownZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** When a start is possible: both ends inclusive. */
export interface InstantWindow {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** The weekly windows on all dates from one to another (both included), in order of time. */
export function windowsOnDates(windows: readonly WeeklyWindow[], zone: string, from: string, to: string): InstantWindow[] {
  const result: InstantWindow[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) {
    const weekday = weekdayOf(date);
    for (const window of windows) {
      if (!window.days.some((day) => day === weekday)) continue;
      const opensAt = instantOf(date, window.from, zone);
      const closesAt = instantOf(date, window.to, zone);
      // Where the clocks skip the whole window there is none that day.
      if (opensAt <= closesAt) result.push({ opensAt, closesAt });
    }
  }
  return result.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
}
