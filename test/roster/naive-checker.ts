/**
 * The hard rules once more, written for the test alone: minute by minute, with nothing of the product's code. It counts every
 * minute of work into days, weeks, months and years, and looks for gaps by walking through the minutes.
 */
export interface NaiveShift {
  date: string;
  /** Minutes since 1970 in the zone's wall time; a zone without daylight saving, so that a minute is a minute. */
  from: number;
  to: number;
  restMin: number;
}

export interface NaiveOffice {
  weekdays: number[];
  from: number;
  to: number;
}

export interface NaiveLimits {
  ordinaryDay: number;
  ordinaryWeek: number;
  eveningFrom: number;
  day: number | null;
  week: number | null;
  monthOvertime: number | null;
  yearOvertime: number | null;
  restBetween: number | null;
  weeklyRest: number | null;
  latestEnd: number | null;
  inARow: number | null;
}

const DAY = 1440;
export const minuteOf = (date: string, time: string): number =>
  Date.parse(`${date}T00:00:00Z`) / 60_000 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dateAt = (minute: number): string => new Date(minute * 60_000).toISOString().slice(0, 10);
const weekdayAt = (minute: number): number => new Date(minute * 60_000).getUTCDay() || 7;

/** Names of the rules that these shifts break, each once. */
export function brokenRules(
  shifts: readonly NaiveShift[],
  office: readonly NaiveOffice[],
  absentDates: ReadonlySet<string>,
  limits: NaiveLimits,
  span: { from: string; to: string },
): Set<string> {
  const broken = new Set<string>();
  const first = minuteOf(span.from, '00:00');
  const last = minuteOf(span.to, '00:00') + 2 * DAY;
  const isOffice = new Uint8Array(last - first);
  const isShift = new Uint8Array(last - first);
  for (let day = first; day < last; day += DAY) {
    if (absentDates.has(dateAt(day))) continue;
    for (const { weekdays, from, to } of office)
      if (weekdays.includes(weekdayAt(day))) isOffice.fill(1, day - first + from, day - first + to);
  }
  for (const shift of shifts) {
    if (absentDates.has(shift.date)) broken.add('absent');
    for (let minute = shift.from; minute < shift.to; minute++) {
      if (isShift[minute - first]) broken.add('double_booked');
      isShift[minute - first] = 1;
    }
  }
  // Minutes of work by day: office minutes no shift covers, and whole shifts on the date where they begin.
  const worked = new Map<string, number>();
  const add = (date: string, minutes: number): void => void worked.set(date, (worked.get(date) ?? 0) + minutes);
  for (let day = first; day < last; day += DAY) {
    const date = dateAt(day);
    const taking = shifts.filter((shift) => shift.date === date);
    let minutes = 0;
    for (let minute = day; minute < day + DAY; minute++) {
      if (isOffice[minute - first] && !taking.some((shift) => shift.from <= minute && minute < shift.to)) minutes++;
    }
    add(date, minutes);
  }
  for (const shift of shifts) add(shift.date, shift.to - shift.from - shift.restMin);
  const hasShift = new Set(shifts.map(({ date }) => date));
  const over = (minutes: number, limit: number | null): boolean => limit !== null && minutes > limit * 60 + 0.6;

  const overtime = new Map<string, number>();
  for (let day = first; day < last; day += DAY) {
    const date = dateAt(day);
    if (hasShift.has(date) && over(worked.get(date) ?? 0, limits.day)) broken.add('hours_day');
    if (weekdayAt(day) !== 1) continue;
    let ordinaryLeft = limits.ordinaryWeek * 60;
    let week = 0;
    for (let i = 0; i < 7; i++) {
      const on = dateAt(day + i * DAY);
      const minutes = worked.get(on) ?? 0;
      const ordinary = Math.min(minutes, limits.ordinaryDay * 60, ordinaryLeft);
      ordinaryLeft -= ordinary;
      week += minutes;
      overtime.set(on, minutes - ordinary);
    }
    const weekDates = Array.from({ length: 7 }, (_, i) => dateAt(day + i * DAY));
    if (!weekDates.some((on) => hasShift.has(on))) continue;
    if (over(week, limits.week)) broken.add('hours_week');
    let longest = 0;
    let gap = 0;
    for (let minute = day; minute < day + 7 * DAY; minute++) {
      const i = minute - first;
      gap = isShift[i] || isOffice[i] ? 0 : gap + 1;
      longest = Math.max(longest, gap);
    }
    if (limits.weeklyRest !== null && longest < limits.weeklyRest * 60) broken.add('weekly_rest');
  }
  for (const [length, limit, rule] of [
    [7, limits.monthOvertime, 'overtime_month'],
    [4, limits.yearOvertime, 'overtime_year'],
  ] as const) {
    const sums = new Map<string, number>();
    for (const [date, minutes] of overtime) sums.set(date.slice(0, length), (sums.get(date.slice(0, length)) ?? 0) + minutes);
    for (const [period, minutes] of sums) {
      const isOurs = [...hasShift].some((date) => date.startsWith(period));
      if (isOurs && over(minutes, limit)) broken.add(rule);
    }
  }
  for (const one of shifts) {
    const endOfDay = minuteOf(one.date, '00:00');
    if (limits.latestEnd !== null && one.to - endOfDay > limits.latestEnd) broken.add('latest_end');
    for (const other of shifts) {
      if (other.date === one.date || other.from < one.to) continue;
      if (limits.restBetween !== null && other.from - one.to < limits.restBetween * 60) broken.add('rest_between_shifts');
    }
  }
  const evenings = new Set(
    shifts.filter((one) => one.to > minuteOf(one.date, '00:00') + limits.eveningFrom).map(({ date }) => date),
  );
  let run = 0;
  for (let day = first; day < last; day += DAY) {
    run = evenings.has(dateAt(day)) ? run + 1 : 0;
    if (limits.inARow !== null && run > limits.inARow) broken.add('consecutive_evenings');
  }
  return broken;
}
