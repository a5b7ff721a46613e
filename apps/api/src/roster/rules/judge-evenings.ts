import type { WorkingTimeRules } from '../../contract/people.ts';
import { compare, type FoundBreach } from './found-breach.ts';
import { dateOf, dayOf, isWeekend } from './work-calendar.ts';
import type { PreparedWorker, WorkShift } from './work-of-person.ts';

const MINUTE_MS = 60_000;

/** Evenings and weekend days of a month, averaged over the people who share them; by month "2026-11". */
export interface FairShares {
  readonly evenings: ReadonlyMap<string, number>;
  readonly weekends: ReadonlyMap<string, number>;
}

/** Whether a shift ends after the wall time that makes it an evening. */
export function isEvening(
  worker: Pick<PreparedWorker, 'calendar'>,
  shift: WorkShift,
  { eveningFrom }: WorkingTimeRules,
): boolean {
  return shift.closesMs > worker.calendar.clockMs(dayOf(shift.date), eveningFrom);
}

/** Days with an evening and weekend days with a shift, by month. */
export function countShares(
  worker: Pick<PreparedWorker, 'calendar'>,
  shifts: readonly WorkShift[],
  rules: WorkingTimeRules,
): { evenings: Map<string, number>; weekends: Map<string, number> } {
  const evenings = new Map<string, number>();
  const weekends = new Map<string, number>();
  const seen = new Set<string>();
  const count = (kind: Map<string, number>, key: string, date: string): void => {
    if (seen.has(`${key} ${date}`)) return;
    seen.add(`${key} ${date}`);
    kind.set(date.slice(0, 7), (kind.get(date.slice(0, 7)) ?? 0) + 1);
  };
  for (const shift of shifts) {
    if (isEvening(worker, shift, rules)) count(evenings, 'evening', shift.date);
    if (isWeekend(dayOf(shift.date))) count(weekends, 'weekend', shift.date);
  }
  return { evenings, weekends };
}

/** The latest end, evenings in a row, and the fair share of evenings and weekends. The shifts are in order of time. */
export function judgeEvenings(
  worker: PreparedWorker,
  shifts: readonly WorkShift[],
  rules: WorkingTimeRules,
  fair: FairShares | null,
): FoundBreach[] {
  const { limits } = rules;
  const found = shifts.flatMap((shift) => {
    const minutes = (shift.closesMs - worker.calendar.midnightMs(dayOf(shift.date))) / MINUTE_MS;
    const place = { date: shift.date, shiftId: shift.shiftId, subject: shift.date };
    return compare('latest_end', limits.latest_end, minutes, place);
  });
  found.push(...inARow(worker, shifts, rules));
  if (!fair) return found;
  const own = countShares(worker, shifts, rules);
  const lastOf = new Map(shifts.map((shift) => [shift.date.slice(0, 7), shift]));
  for (const [month, last] of lastOf) {
    const place = { date: last.date, shiftId: last.shiftId, subject: month };
    const more = (kind: 'evenings' | 'weekends'): number => (own[kind].get(month) ?? 0) - (fair[kind].get(month) ?? 0);
    found.push(...compare('fair_evenings', limits.fair_evenings, more('evenings'), place));
    found.push(...compare('fair_weekends', limits.fair_weekends, more('weekends'), place));
  }
  return found;
}

/** One finding for each run of evenings, named by its first date. */
function inARow(worker: PreparedWorker, shifts: readonly WorkShift[], rules: WorkingTimeRules): FoundBreach[] {
  const found: FoundBreach[] = [];
  let firstDay = Number.NaN;
  let lastDay = Number.NaN;
  let lastShift: WorkShift | null = null;
  const close = (): void => {
    if (!lastShift) return;
    const place = { date: lastShift.date, shiftId: lastShift.shiftId, otherDate: dateOf(firstDay), subject: dateOf(firstDay) };
    found.push(...compare('consecutive_evenings', rules.limits.consecutive_evenings, lastDay - firstDay + 1, place));
  };
  for (const shift of shifts) {
    if (!isEvening(worker, shift, rules)) continue;
    const day = dayOf(shift.date);
    if (day === lastDay) continue;
    if (day !== lastDay + 1) {
      close();
      firstDay = day;
    }
    lastDay = day;
    lastShift = shift;
  }
  close();
  return found;
}
