import type { PersonHours } from '../../contract/people.ts';
import type { Work } from '../load-work.ts';
import { sumDays } from '../rules/day-sums.ts';
import { countShares } from '../rules/judge-evenings.ts';
import { dayOf, HOUR_MS, weekdayIndex } from '../rules/work-calendar.ts';
import { workedMs } from '../rules/work-of-person.ts';

const round = (hours: number): number => Math.round(hours * 100) / 100;
const left = (limit: number | null, used: number): number | null => (limit === null ? null : round(limit - used));

/** What a person works in the week, month and year of a date, planned shifts included, and what remains to the caps. */
export function hoursOfPerson(work: Work, personId: string, date: string): PersonHours {
  const worker = work.workers.get(personId)!;
  const shifts = work.shiftsOf.get(personId) ?? [];
  const rules = work.rulesOf(personId);
  const { workedHours, overtimeHours } = sumDays(worker, shifts, rules);
  const { calendar } = work;
  const monday = dayOf(date) - weekdayIndex(dayOf(date));
  let week = 0;
  let monthOvertime = 0;
  let yearOvertime = 0;
  for (const [index, on] of calendar.dates.entries()) {
    const day = calendar.firstDay + index;
    if (day >= monday && day < monday + 7) week += workedHours[index]!;
    if (on.slice(0, 7) === date.slice(0, 7)) monthOvertime += overtimeHours[index]!;
    if (on.slice(0, 4) === date.slice(0, 4)) yearOvertime += overtimeHours[index]!;
  }
  const month = date.slice(0, 7);
  const shares = countShares(worker, shifts, rules);
  const ofMonth = shifts.filter((shift) => shift.date.startsWith(month));
  return {
    week: round(week),
    weekLeft: left(rules.limits.hours_week.limit, week),
    monthOvertime: round(monthOvertime),
    monthOvertimeLeft: left(rules.limits.overtime_month.limit, monthOvertime),
    yearOvertime: round(yearOvertime),
    yearOvertimeLeft: left(rules.limits.overtime_year.limit, yearOvertime),
    monthFieldHours: round(ofMonth.reduce((sum, shift) => sum + workedMs(shift), 0) / HOUR_MS),
    monthEvenings: shares.evenings.get(month) ?? 0,
    monthWeekendDays: shares.weekends.get(month) ?? 0,
  };
}
