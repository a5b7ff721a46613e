/** Between the words of a person ("Mon–Fri 18:30–21:30 until 31/12, not on holidays") and RFC 5545. Pure. */
import type { ShiftSeries } from '@gocua/api/contract/teams';
import { addDays, weekdayOf } from '../../words/format.ts';

const DAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export interface WeeklyForm {
  /** ISO weekdays, 1 = Monday. */
  weekdays: readonly number[];
  /** "18:30"; an end at or before the start lies on the next day. */
  from: string;
  to: string;
  firstDate: string;
  /** Last date, inclusive; "" = without an end. */
  untilDate: string;
  skipHolidays: boolean;
  rest: { from: string; to: string; minutes: number } | null;
}

/** Weekdays and end of a rule this form can show; null for rules made elsewhere that say more than a week. */
export function readWeeklyRule(rule: string): { weekdays: number[]; untilDate: string } | null {
  const parts = new Map(
    rule
      .split(';')
      .filter(Boolean)
      .map((part) => part.split('=') as [string, string]),
  );
  if (parts.get('FREQ') !== 'WEEKLY') return null;
  for (const name of parts.keys()) if (!['FREQ', 'BYDAY', 'UNTIL', 'INTERVAL', 'WKST'].includes(name)) return null;
  if ((parts.get('INTERVAL') ?? '1') !== '1') return null;
  const weekdays = (parts.get('BYDAY') ?? '')
    .split(',')
    .filter(Boolean)
    .map((code) => DAY_CODES.indexOf(code as never) + 1);
  if (weekdays.includes(0)) return null;
  const until = /^(\d{4})(\d\d)(\d\d)/.exec(parts.get('UNTIL') ?? '');
  return { weekdays: weekdays.sort((a, b) => a - b), untilDate: until ? `${until[1]}-${until[2]}-${until[3]}` : '' };
}

export function writeWeeklyRule(weekdays: readonly number[], untilDate: string): string {
  const days = [...weekdays].sort((a, b) => a - b).map((day) => DAY_CODES[day - 1]);
  return `FREQ=WEEKLY;BYDAY=${days.join(',')}${untilDate ? `;UNTIL=${untilDate.replaceAll('-', '')}` : ''}`;
}

/** The form's view of a series; null when its rule says more than this form can. */
export function formOf(series: ShiftSeries): WeeklyForm | null {
  const rule = readWeeklyRule(series.rule);
  if (!rule) return null;
  const [date, from] = series.startsLocal.split('T') as [string, string];
  return {
    weekdays: rule.weekdays.length > 0 ? rule.weekdays : [weekdayOf(date)],
    from,
    to: clock(minutesOf(from) + series.durationSec / 60),
    firstDate: date,
    untilDate: rule.untilDate,
    skipHolidays: series.skipHolidays,
    rest: series.rest ? { from: series.rest.from, to: series.rest.to, minutes: Math.round(series.rest.durationSec / 60) } : null,
  };
}

/** What is sent. The first start lies on the first chosen weekday on or after the first date. */
export function seriesOf(
  form: WeeklyForm,
  known: Pick<ShiftSeries, 'id' | 'teamId' | 'zone' | 'exceptDates' | 'extraStarts' | 'overrides' | 'version'>,
): ShiftSeries {
  let first = form.firstDate;
  for (let tries = 0; tries < 7 && form.weekdays.length > 0 && !form.weekdays.includes(weekdayOf(first)); tries++)
    first = addDays(first, 1);
  return {
    id: known.id,
    teamId: known.teamId,
    zone: known.zone,
    exceptDates: known.exceptDates,
    extraStarts: known.extraStarts,
    overrides: known.overrides,
    version: known.version,
    startsLocal: `${first}T${form.from}`,
    durationSec: shiftMinutes(form.from, form.to) * 60,
    rule: writeWeeklyRule(form.weekdays, form.untilDate),
    skipHolidays: form.skipHolidays,
    rest: form.rest ? { from: form.rest.from, to: form.rest.to, durationSec: form.rest.minutes * 60 } : null,
  };
}

export function shiftMinutes(from: string, to: string): number {
  const minutes = minutesOf(to) - minutesOf(from);
  return minutes > 0 ? minutes : minutes + 1440;
}

/** What a person must still correct before it can be asked for; null when it can. */
export function formFault(form: WeeklyForm): 'noWeekday' | 'tooLong' | 'tooShort' | 'untilBeforeFirst' | 'timeMissing' | null {
  if (!/^\d\d:\d\d$/.test(form.from) || !/^\d\d:\d\d$/.test(form.to) || !form.firstDate) return 'timeMissing';
  if (form.weekdays.length === 0) return 'noWeekday';
  const minutes = shiftMinutes(form.from, form.to);
  if (minutes > 16 * 60) return 'tooLong';
  if (minutes < 15) return 'tooShort';
  if (form.untilDate && form.untilDate < form.firstDate) return 'untilBeforeFirst';
  return null;
}

function minutesOf(clockText: string): number {
  const [hour, minute] = clockText.split(':').map(Number) as [number, number];
  return hour * 60 + minute;
}

function clock(minutes: number): string {
  const within = ((minutes % 1440) + 1440) % 1440;
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`;
}
