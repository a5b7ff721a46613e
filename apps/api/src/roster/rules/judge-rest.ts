import type { WorkingTimeRules } from '../../contract/people.ts';
import { compare, type FoundBreach } from './found-breach.ts';
import { dateOf, dayOf, HOUR_MS, weekdayIndex } from './work-calendar.ts';
import type { PreparedWorker, WorkShift } from './work-of-person.ts';

/**
 * Rest between shifts, before the office opens, and once a week. Several shifts of one date are one working day: rest is asked
 * for between the last end of a date and the first start of a later one. The shifts are in order of time.
 */
export function judgeRest(worker: PreparedWorker, shifts: readonly WorkShift[], rules: WorkingTimeRules): FoundBreach[] {
  return [...betweenShifts(shifts, rules), ...beforeOffice(worker, shifts, rules), ...weeklyRest(worker, shifts, rules)];
}

function betweenShifts(shifts: readonly WorkShift[], { limits }: WorkingTimeRules): FoundBreach[] {
  const found: FoundBreach[] = [];
  let last: WorkShift | null = null;
  for (const shift of shifts) {
    if (last && last.date !== shift.date && shift.opensMs >= last.closesMs) {
      const hours = (shift.opensMs - last.closesMs) / HOUR_MS;
      const place = { date: shift.date, shiftId: shift.shiftId, otherDate: last.date, subject: `${last.date} ${shift.date}` };
      found.push(...compare('rest_between_shifts', limits.rest_between_shifts, hours, place));
    }
    if (!last || shift.closesMs > last.closesMs) last = shift;
  }
  return found;
}

function beforeOffice(worker: PreparedWorker, shifts: readonly WorkShift[], { limits }: WorkingTimeRules): FoundBreach[] {
  return shifts.flatMap((shift) => {
    const day = dayOf(shift.date);
    for (const officeDay of [day, day + 1, day + 2]) {
      const opens = worker.office[officeDay - worker.calendar.firstDay]?.find(({ opensMs }) => opensMs >= shift.closesMs);
      // The office of the same date is the same working day.
      if (!opens || officeDay === day) continue;
      const otherDate = dateOf(officeDay);
      const place = { date: shift.date, shiftId: shift.shiftId, otherDate, subject: `${shift.date} ${otherDate}` };
      const hours = (opens.opensMs - shift.closesMs) / HOUR_MS;
      return compare('rest_before_office', limits.rest_before_office, hours, place);
    }
    return [];
  });
}

function weeklyRest(worker: PreparedWorker, shifts: readonly WorkShift[], { limits }: WorkingTimeRules): FoundBreach[] {
  const { calendar } = worker;
  const found: FoundBreach[] = [];
  const mondays = new Map<number, WorkShift[]>();
  for (const shift of shifts) {
    const day = dayOf(shift.date);
    const monday = day - weekdayIndex(day);
    mondays.set(monday, [...(mondays.get(monday) ?? []), shift]);
  }
  for (const [monday, own] of mondays) {
    const endMs = calendar.midnightMs(monday + 7);
    // A shift of Sunday night may run into this week.
    const spans = [...own, ...(mondays.get(monday - 7) ?? [])].map(({ opensMs, closesMs }) => ({ opensMs, closesMs }));
    for (let day = monday; day < monday + 7; day++) spans.push(...(worker.office[day - calendar.firstDay] ?? []));
    spans.sort((a, b) => a.opensMs - b.opensMs);
    let freeFromMs = calendar.midnightMs(monday);
    let longestMs = 0;
    for (const { opensMs, closesMs } of spans) {
      longestMs = Math.max(longestMs, Math.min(opensMs, endMs) - freeFromMs);
      freeFromMs = Math.max(freeFromMs, closesMs);
    }
    longestMs = Math.max(longestMs, endMs - freeFromMs);
    const last = own.at(-1)!;
    const place = { date: last.date, shiftId: last.shiftId, otherDate: dateOf(monday), subject: dateOf(monday) };
    found.push(...compare('weekly_rest', limits.weekly_rest, longestMs / HOUR_MS, place));
  }
  return found;
}
