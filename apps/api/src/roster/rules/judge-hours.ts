import type { Limit, WorkingTimeRules } from '../../contract/people.ts';
import type { WorkingTimeRule } from '../../contract/working-time-codes.ts';
import type { DaySums } from './day-sums.ts';
import { compare, type FoundBreach } from './found-breach.ts';
import type { PreparedWorker, WorkShift } from './work-of-person.ts';

/** Hours a day and a week, overtime a month and a year. A period without a shift is none of ours: the office alone fills it. */
export function judgeHours(worker: PreparedWorker, sums: DaySums, rules: WorkingTimeRules): FoundBreach[] {
  const { dates, dayCount, monthOfDay, yearOfDay } = worker.calendar;
  const { workedHours, overtimeHours, shiftsOfDay } = sums;
  const { limits } = rules;
  const found: FoundBreach[] = [];
  const week = new Period('hours_week', limits.hours_week, found);
  const month = new Period('overtime_month', limits.overtime_month, found);
  const year = new Period('overtime_year', limits.overtime_year, found);
  for (let index = 0; index < dayCount; index++) {
    // The calendar begins on a Monday.
    if (index % 7 === 0) week.begin(dates[index]!, 0);
    if (index === 0 || monthOfDay[index] !== monthOfDay[index - 1]) month.begin(dates[index]!.slice(0, 7), 0);
    if (index === 0 || yearOfDay[index] !== yearOfDay[index - 1])
      year.begin(dates[index]!.slice(0, 4), index === 0 ? worker.overtimeBeforeHours : 0);
    const last = shiftsOfDay[index]?.at(-1);
    if (last) {
      const place = { date: last.date, shiftId: last.shiftId, subject: last.date };
      found.push(...compare('hours_day', limits.hours_day, workedHours[index]!, place));
    }
    week.add(workedHours[index]!, last);
    month.add(overtimeHours[index]!, last);
    year.add(overtimeHours[index]!, last);
  }
  for (const period of [week, month, year]) period.close();
  return found;
}

/** A sum over a week, month or year, and the shift to name: the first one with which the limit was passed, else the last. */
class Period {
  readonly #rule: WorkingTimeRule;
  readonly #limit: Limit;
  readonly #found: FoundBreach[];
  #name = '';
  #hours = 0;
  #last: WorkShift | null = null;
  #passing: WorkShift | null = null;

  constructor(rule: WorkingTimeRule, limit: Limit, found: FoundBreach[]) {
    this.#rule = rule;
    this.#limit = limit;
    this.#found = found;
  }

  begin(name: string, hours: number): void {
    this.close();
    this.#name = name;
    this.#hours = hours;
    this.#last = null;
    this.#passing = null;
  }

  add(hours: number, shift: WorkShift | undefined): void {
    this.#hours += hours;
    if (!shift) return;
    this.#last = shift;
    if (this.#limit.limit !== null && this.#hours > this.#limit.limit) this.#passing ??= shift;
  }

  close(): void {
    const shift = this.#passing ?? this.#last;
    if (!shift) return;
    const place = { date: shift.date, shiftId: shift.shiftId, subject: this.#name };
    this.#found.push(...compare(this.#rule, this.#limit, this.#hours, place));
    this.#last = null;
    this.#passing = null;
  }
}
