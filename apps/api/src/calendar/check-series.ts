import { SHIFT_LIMITS, type Shift, type ShiftSeries } from '../contract/teams.ts';
import { ProblemError } from '../problem.ts';
import { expandSeries } from './expand-series.ts';
import { occurrencesBetween } from './occurrences.ts';
import { parseRule } from './parse-rule.ts';
import { addDays, isKnownZone, wallAfterGap } from './zoned-time.ts';

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
  /** The other series that have shifts of the same teams. */
  readonly others: readonly ShiftSeries[];
}

/** Refuses what can never become shifts, naming the field: each fault is a code of the closed table. */
export function checkSeries(series: ShiftSeries, around: SeriesSurroundings): void {
  checkAlone(series, around.country);
  checkTogether([series], around);
}

/** What can be said of a series without looking at others. */
export function checkAlone(series: ShiftSeries, country: string): void {
  if (!isKnownZone(series.zone))
    refuse('zone-unknown', '/zone', `There is no time zone "${series.zone}".`, { zone: series.zone });
  checkStart(series.startsLocal, series.zone, '/startsLocal');
  checkRest(series, series.startsLocal, '');
  for (const [i, start] of series.extraStarts.entries()) checkStart(start, series.zone, `/extraStarts/${i}`);
  for (const [i, override] of series.overrides.entries()) {
    checkStart(override.startsLocal, series.zone, `/overrides/${i}/startsLocal`);
    checkRest(override, override.startsLocal, `/overrides/${i}`);
  }
  checkOncePerDate(series);
  checkOccurs(series, country);
}

function checkStart(startsLocal: string, zone: string, pointer: string): void {
  const read = new Date(`${startsLocal}Z`);
  const year = Number(startsLocal.slice(0, 4));
  if (Number.isNaN(read.getTime()) || !read.toISOString().startsWith(startsLocal) || year < 2000 || year > 2200) {
    refuse('rule-invalid', pointer, 'A start is no date and time of a calendar between 2000 and 2200.', {
      part: pointer.slice(1),
    });
  }
  const next = wallAfterGap(startsLocal, zone);
  if (next !== null) {
    const message = `The clocks of ${zone} go forward over ${startsLocal}: take ${next} or an earlier time.`;
    refuse('start-skipped', pointer, message, { startsLocal, next, zone });
  }
}

function checkRest({ rest, durationSec }: Pick<ShiftSeries, 'rest' | 'durationSec'>, startsLocal: string, at: string): void {
  if (!rest) return;
  if (durationSec <= rest.durationSec) {
    refuse('shift-too-short', `${at}/durationSec`, 'The shift must be longer than its break.', {
      shiftSec: durationSec,
      breakSec: rest.durationSec,
    });
  }
  const start = minutesOf(startsLocal.slice(11));
  const opensMin = (minutesOf(rest.from) - start + MINUTES_A_DAY) % MINUTES_A_DAY;
  const closesMin = opensMin + ((minutesOf(rest.to) - minutesOf(rest.from) + MINUTES_A_DAY) % MINUTES_A_DAY);
  if (closesMin * 60 + rest.durationSec > durationSec) {
    refuse('break-outside-shift', `${at}/rest`, 'A break that starts as late as allowed would end after the shift.', {
      from: rest.from,
      to: rest.to,
      breakSec: rest.durationSec,
      shiftSec: durationSec,
    });
  }
}

/** A date names a shift of a series, so no date may name two. */
function checkOncePerDate({ extraStarts, overrides }: ShiftSeries): void {
  const twice = (dates: string[]) => dates.find((date, i) => dates.indexOf(date) !== i);
  const extra = twice(extraStarts.map((start) => start.slice(0, 10)));
  const changed = twice(overrides.map(({ date }) => date));
  const date = extra ?? changed;
  if (date === undefined) return;
  const pointer = extra === undefined ? '/overrides' : '/extraStarts';
  refuse('rule-too-dense', pointer, `Two shifts of one series cannot be those of ${date}.`, { part: pointer.slice(1), date });
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function checkOccurs(series: ShiftSeries, country: string): void {
  const count = occurrenceCount(series, country);
  if (count === null) return;
  const message =
    count === 0
      ? `The rule has no occurrence in ${OCCURS_WITHIN_YEARS} years.`
      : 'Every occurrence falls on a holiday or a date that is left out.';
  refuse('rule-never-occurs', '/rule', message, { count });
}

/** Whether anything of a series takes place; an acceptable series from which a shift is taken away may be at its end. */
export function takesPlace(series: ShiftSeries, country: string): boolean {
  return occurrenceCount(series, country) === null;
}

/** Null when a shift takes place; otherwise how many there would be without holidays and dates left out. */
function occurrenceCount(series: ShiftSeries, country: string): number | null {
  const first = [series.startsLocal, ...series.extraStarts].sort()[0]!.slice(0, 10);
  const to = `${Number(first.slice(0, 4)) + OCCURS_WITHIN_YEARS}${first.slice(4)}`;
  const isPossible = series.rule === '' || hasPossibleDay(parseRule(series.rule).text);
  const bare = {
    ...series,
    rule: isPossible ? series.rule : '',
    exceptDates: isPossible ? [] : [series.startsLocal.slice(0, 10)],
  };
  const { occurrences } = occurrencesBetween(bare, { from: first, to }, LOOKED_AT);
  // Year by year: the holidays of many years take long to work out, and the first year nearly always answers.
  const years = new Set([...occurrences, ...series.overrides].map(({ startsLocal }) => startsLocal.slice(0, 4)));
  for (const year of occurrences.length === 0 ? [] : years) {
    const range = { from: `${year}-01-01`, to: `${year}-12-31` };
    if (expandSeries(series, range, country, new Map(), LOOKED_AT).shifts.length > 0) return null;
  }
  return occurrences.length;
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

/** Refuses the first shift of changed series that lies over another shift of its team. */
export function checkTogether(changed: readonly ShiftSeries[], around: SeriesSurroundings): void {
  const isChanged = new Set(changed.map(({ id }) => id));
  // Yesterday's shift may run past midnight.
  const range = { from: addDays(around.today, -1), to: addDays(around.today, SHIFT_LIMITS.days) };
  const all = [...changed, ...around.others].flatMap((one) => expandSeries(one, range, around.country).shifts);
  all.sort((a, b) => (a.opensAt < b.opensAt ? -1 : a.opensAt > b.opensAt ? 1 : 0));
  const openOf = new Map<string, Shift>();
  for (const shift of all) {
    const open = openOf.get(shift.teamId);
    if (open && shift.opensAt < open.closesAt && (isChanged.has(shift.seriesId) || isChanged.has(open.seriesId))) {
      const other = isChanged.has(shift.seriesId) ? open : shift;
      refuse('shifts-overlap', '/startsLocal', `The team already has a shift on ${other.date} at that time.`, {
        date: other.date,
        seriesId: other.seriesId,
        teamId: other.teamId,
      });
    }
    if (!open || shift.closesAt > open.closesAt) openOf.set(shift.teamId, shift);
  }
}

function refuse(
  code:
    | 'zone-unknown'
    | 'rule-invalid'
    | 'rule-never-occurs'
    | 'rule-too-dense'
    | 'start-skipped'
    | 'shift-too-short'
    | 'break-outside-shift'
    | 'shifts-overlap',
  pointer: string,
  message: string,
  params: Record<string, string | number>,
): never {
  throw new ProblemError(code, { detail: message, errors: [{ pointer, code, message, params }], params });
}
