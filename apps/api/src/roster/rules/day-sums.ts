import type { WorkingTimeRules } from '../../contract/people.ts';
import { dayOf, HOUR_MS } from './work-calendar.ts';
import { officeMs, type PreparedWorker, type WorkShift, workedMs } from './work-of-person.ts';

/** By day − firstDay of the worker's calendar. */
export interface DaySums {
  readonly workedHours: Float64Array;
  readonly overtimeHours: Float64Array;
  /** In order of time; undefined where there is none. */
  readonly shiftsOfDay: readonly (readonly WorkShift[] | undefined)[];
}

/**
 * What a person works on each day and what of it is overtime: beyond the ordinary hours of the day, and of what is left beyond
 * those of the week (Monday to Sunday), on the days where it is passed. The shifts are in order of time; those outside the
 * calendar do not count.
 */
export function sumDays(
  worker: PreparedWorker,
  shifts: readonly WorkShift[],
  rules: Pick<WorkingTimeRules, 'ordinaryHoursADay' | 'ordinaryHoursAWeek'>,
): DaySums {
  const { dayCount, firstDay } = worker.calendar;
  const { officeHours, office } = worker;
  const { ordinaryHoursADay, ordinaryHoursAWeek } = rules;
  const workedHours = new Float64Array(dayCount);
  const overtimeHours = new Float64Array(dayCount);
  const shiftsOfDay = new Array<WorkShift[] | undefined>(dayCount).fill(undefined);
  for (const shift of shifts) {
    const index = dayOf(shift.date) - firstDay;
    if (index < 0 || index >= dayCount) continue;
    const known = shiftsOfDay[index];
    if (known) known.push(shift);
    else shiftsOfDay[index] = [shift];
  }
  let ordinaryOfWeek = 0;
  // The calendar begins on a Monday.
  for (let index = 0; index < dayCount; index++) {
    if (index % 7 === 0) ordinaryOfWeek = 0;
    const own = shiftsOfDay[index];
    let hours = officeHours[index]!;
    if (own) hours = own.reduce((ms, shift) => ms + workedMs(shift), officeMs(office[index]!, own)) / HOUR_MS;
    const ordinary = Math.min(hours, ordinaryHoursADay, Math.max(0, ordinaryHoursAWeek - ordinaryOfWeek));
    ordinaryOfWeek += ordinary;
    workedHours[index] = hours;
    overtimeHours[index] = hours - ordinary;
  }
  return { workedHours, overtimeHours, shiftsOfDay };
}
