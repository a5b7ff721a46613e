import type { WeeklyWindow } from '../../contract/common.ts';
import { dayOf, HOUR_MS, type WorkCalendar, weekdayIndex } from './work-calendar.ts';

/** One shift as the rules see it. */
export interface WorkShift {
  readonly shiftId: string;
  readonly teamId: string;
  /** Local date on which it begins; all its hours count there, also those after midnight. */
  readonly date: string;
  readonly opensMs: number;
  readonly closesMs: number;
  /** Its break, which is no work. */
  readonly restSec: number;
}

/** Local dates, both included. */
export interface DateSpan {
  readonly fromDate: string;
  readonly toDate: string;
}

export interface Worker {
  readonly personId: string;
  readonly officeHours: readonly WeeklyWindow[];
  readonly absences: readonly DateSpan[];
  /** Overtime of the calendar's first year before its first day; 0 when the calendar begins with the year. */
  readonly overtimeBeforeHours?: number;
}

interface OfficeSpan {
  readonly opensMs: number;
  readonly closesMs: number;
}

/** A person with the office hours of every date worked out once: none on holidays and on dates of absence. */
export interface PreparedWorker {
  readonly personId: string;
  readonly calendar: WorkCalendar;
  /** By day − firstDay. */
  readonly office: readonly (readonly OfficeSpan[])[];
  /** Hours of it on each day, as long as no shift takes some. */
  readonly officeHours: Float64Array;
  readonly overtimeBeforeHours: number;
  readonly isAbsent: (day: number) => boolean;
}

export function prepareWorker(worker: Worker, calendar: WorkCalendar): PreparedWorker {
  const absences = worker.absences.map(({ fromDate, toDate }) => [dayOf(fromDate), dayOf(toDate)] as const);
  const isAbsent = (day: number): boolean => absences.some(([from, to]) => from <= day && day <= to);
  const office = Array.from({ length: calendar.dayCount }, (_, index) => {
    const day = calendar.firstDay + index;
    if (worker.officeHours.length === 0 || isAbsent(day) || calendar.holidays.has(calendar.dates[index]!)) return [];
    const weekday = weekdayIndex(day) + 1;
    return worker.officeHours
      .filter(({ days }) => days.some((one) => one === weekday))
      .map(({ from, to }) => ({ opensMs: calendar.clockMs(day, from), closesMs: calendar.clockMs(day, to) }))
      .sort((a, b) => a.opensMs - b.opensMs);
  });
  const officeHours = Float64Array.from(office, (spans) => officeMs(spans, []) / HOUR_MS);
  const overtimeBeforeHours = worker.overtimeBeforeHours ?? 0;
  return { personId: worker.personId, calendar, office, officeHours, overtimeBeforeHours, isAbsent };
}

/** Milliseconds worked in a shift. */
export function workedMs(shift: WorkShift): number {
  return shift.closesMs - shift.opensMs - shift.restSec * 1000;
}

/** Milliseconds of a day's office work that no shift takes out of it. */
export function officeMs(office: readonly OfficeSpan[], shifts: readonly WorkShift[]): number {
  let sum = 0;
  let coveredToMs = -Infinity;
  for (const { opensMs, closesMs } of office) {
    // Windows that overlap are one.
    const from = Math.max(opensMs, coveredToMs);
    coveredToMs = Math.max(coveredToMs, closesMs);
    if (closesMs <= from) continue;
    sum += closesMs - from;
    for (const shift of shifts) sum -= Math.max(0, Math.min(closesMs, shift.closesMs) - Math.max(from, shift.opensMs));
  }
  return Math.max(0, sum);
}
