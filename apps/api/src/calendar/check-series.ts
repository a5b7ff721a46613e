import { SHIFT_LIMITS, type Shift, type ShiftSeries } from '../contract/teams.ts';
import { ProblemError } from '../problem.ts';
import { expandSeries } from './expand-series.ts';
import { parseRule } from './parse-rule.ts';
import { wallTimesOfRule } from './wall-times-of-rule.ts';
import { addDays, isKnownZone } from './zoned-time.ts';

/** Years after the first start in which a rule must occur once. */
const OCCURS_WITHIN_YEARS = 40;
/** So many first occurrences are looked at for one that no exception or holiday takes away. */
const LOOKED_AT = 400;
const MINUTES_A_DAY = 24 * 60;

export interface SeriesSurroundings {
  /** ISO 3166 code of the unit's country: whose holidays. */
  readonly country: string;
  /** From this local date on shifts of one team must not overlap. */
  readonly today: string;
  /** The other series of the same team. */
  readonly others: readonly ShiftSeries[];
}

/** Refuses what can never become shifts, naming the field: each fault is a code of the closed table. */
export function checkSeries(series: ShiftSeries, around: SeriesSurroundings): void {
  if (!isKnownZone(series.zone))
    refuse('zone-unknown', '/zone', `There is no time zone "${series.zone}".`, { zone: series.zone });
  checkStart(series.startsLocal);
  checkRest(series);
  checkOccurs(series, around.country);
  checkOverlap(series, around);
}

function checkStart(startsLocal: string): void {
  const read = new Date(`${startsLocal}Z`);
  const year = Number(startsLocal.slice(0, 4));
  if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(startsLocal) || year < 2000 || year > 2200) {
    refuse('rule-invalid', '/startsLocal', 'The first start is no date and time of a calendar between 2000 and 2200.', {
      part: 'startsLocal',
    });
  }
}

function checkRest({ rest, durationSec, startsLocal }: ShiftSeries): void {
  if (!rest) return;
  if (durationSec <= rest.durationSec) {
    refuse('shift-too-short', '/durationSec', 'The shift must be longer than its break.', {
      shiftSec: durationSec,
      breakSec: rest.durationSec,
    });
  }
  const start = minutesOf(startsLocal.slice(11));
  const opensMin = (minutesOf(rest.from) - start + MINUTES_A_DAY) % MINUTES_A_DAY;
  const closesMin = opensMin + ((minutesOf(rest.to) - minutesOf(rest.from) + MINUTES_A_DAY) % MINUTES_A_DAY);
  if (closesMin * 60 + rest.durationSec > durationSec) {
    refuse('break-outside-shift', '/rest', 'A break that starts as late as allowed would end after the shift.', {
      from: rest.from,
      to: rest.to,
      breakSec: rest.durationSec,
      shiftSec: durationSec,
    });
  }
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function checkOccurs(series: ShiftSeries, country: string): void {
  const rule = parseRule(series.rule);
  const from = series.startsLocal.slice(0, 10);
  const to = `${Number(from.slice(0, 4)) + OCCURS_WITHIN_YEARS}${from.slice(4)}`;
  const { starts } = !hasPossibleDay(rule.text)
    ? { starts: [] }
    : wallTimesOfRule(rule, series.startsLocal, series.zone, from, to, LOOKED_AT);
  if (starts.length === 0) {
    refuse('rule-never-occurs', '/rule', `The rule has no occurrence in ${OCCURS_WITHIN_YEARS} years.`, { count: 0 });
  }
  // Year by year: the holidays of many years take long to work out, and the first year nearly always answers.
  for (const year of new Set(starts.map((start) => start.slice(0, 4)))) {
    const range = { from: `${year}-01-01`, to: `${year}-12-31` };
    if (expandSeries(series, range, country, new Map(), LOOKED_AT).shifts.length > 0) return;
  }
  refuse('rule-never-occurs', '/rule', 'Every occurrence falls on a holiday or a date that is left out.', {
    count: starts.length,
  });
}

const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** False for days that no named month has, such as a 30th of February: searching for one day by day takes long. */
function hasPossibleDay(ruleText: string): boolean {
  const numbersOf = (part: string): number[] | undefined =>
    new RegExp(`(?:^|;)${part}=([^;]+)`).exec(ruleText)?.[1]?.split(',').map(Number);
  const days = numbersOf('BYMONTHDAY');
  const months = numbersOf('BYMONTH');
  if (!days || !months) return true;
  return months.some((month) => days.some((day) => Math.abs(day) <= DAYS_OF_MONTH[month - 1]!));
}

function checkOverlap(series: ShiftSeries, around: SeriesSurroundings): void {
  // Yesterday's shift may run past midnight.
  const range = { from: addDays(around.today, -1), to: addDays(around.today, SHIFT_LIMITS.days) };
  const all = [series, ...around.others].flatMap((one) => expandSeries(one, range, around.country).shifts);
  all.sort((a, b) => a.opensAt.localeCompare(b.opensAt));
  let open: Shift | undefined;
  for (const shift of all) {
    if (open && shift.opensAt < open.closesAt && (shift.seriesId === series.id || open.seriesId === series.id)) {
      const other = shift.seriesId === series.id ? open : shift;
      refuse('shifts-overlap', '/startsLocal', `The team already has a shift on ${other.date} at that time.`, {
        date: other.date,
        seriesId: other.seriesId,
      });
    }
    if (!open || shift.closesAt > open.closesAt) open = shift;
  }
}

function refuse(
  code: 'zone-unknown' | 'rule-invalid' | 'rule-never-occurs' | 'shift-too-short' | 'break-outside-shift' | 'shifts-overlap',
  pointer: string,
  message: string,
  params: Record<string, string | number>,
): never {
  throw new ProblemError(code, { detail: message, errors: [{ pointer, code, message, params }], params });
}
