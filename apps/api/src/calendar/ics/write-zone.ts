import { Temporal } from 'temporal-polyfill';
import { icsWall } from './content-lines.ts';

interface Transition {
  /** Wall time at which it happens, by the clock before it. */
  readonly at: Temporal.PlainDateTime;
  readonly from: string;
  readonly to: string;
  readonly isDaylight: boolean;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/**
 * The VTIMEZONE of a zone for the years from one to another: what was true before, then each kind of change of the clocks, by
 * a yearly rule where one fits all of them (some calendars read only rules), else by dates.
 */
export function writeZone(zone: string, fromYear: number, toYear: number): string[] {
  const begins = Temporal.PlainDate.from({ year: fromYear, month: 1, day: 1 }).toZonedDateTime(zone);
  const offset = icsOffset(begins.offset);
  const lines = ['BEGIN:VTIMEZONE', `TZID:${zone}`];
  lines.push(...observance('STANDARD', '19700101T000000', offset, offset));
  const kinds = new Map<string, Transition[]>();
  for (const transition of transitionsOf(begins, toYear)) {
    const kind = `${transition.from} ${transition.to} ${transition.isDaylight}`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), transition]);
  }
  for (const transitions of kinds.values()) {
    const { at, from, to, isDaylight } = transitions[0]!;
    lines.push(...observance(isDaylight ? 'DAYLIGHT' : 'STANDARD', wallOf(at), from, to, recurrenceOf(transitions, toYear)));
  }
  return [...lines, 'END:VTIMEZONE'];
}

function observance(name: string, start: string, from: string, to: string, recurrence: string[] = []): string[] {
  return [`BEGIN:${name}`, `DTSTART:${start}`, `TZOFFSETFROM:${from}`, `TZOFFSETTO:${to}`, ...recurrence, `END:${name}`];
}

function transitionsOf(begins: Temporal.ZonedDateTime, toYear: number): Transition[] {
  const found: Transition[] = [];
  let next = begins.getTimeZoneTransition('next');
  while (next && next.year <= toYear) {
    const before = next.subtract({ nanoseconds: 1 });
    const at = before.toPlainDateTime().add({ nanoseconds: 1 });
    const isDaylight = next.offsetNanoseconds > before.offsetNanoseconds;
    found.push({ at, from: icsOffset(before.offset), to: icsOffset(next.offset), isDaylight });
    next = next.getTimeZoneTransition('next');
  }
  return found;
}

function recurrenceOf(transitions: readonly Transition[], toYear: number): string[] {
  if (transitions.length < 2) return [];
  const first = transitions[0]!.at;
  const isYearly = transitions.every(({ at }, i) => at.year === first.year + i) && transitions.at(-1)!.at.year >= toYear - 1;
  const isSame = (same: (at: Temporal.PlainDateTime) => unknown) => transitions.every(({ at }) => same(at) === same(first));
  if (isYearly && isSame((at) => `${at.month} ${at.dayOfWeek} ${at.toPlainTime().toString()}`)) {
    const ordinal = isSame((at) => at.day + 7 > at.daysInMonth) && first.day + 7 > first.daysInMonth ? -1 : weekOf(first);
    if (ordinal === -1 || isSame(weekOf))
      return [`RRULE:FREQ=YEARLY;BYMONTH=${first.month};BYDAY=${ordinal}${WEEKDAYS[first.dayOfWeek - 1]}`];
  }
  // A line for each, the first too: some programs read only the first date of a line, and forget DTSTART beside RDATE.
  return transitions.map(({ at }) => `RDATE:${wallOf(at)}`);
}

/** 1 = the first of that weekday in its month. */
function weekOf(at: Temporal.PlainDateTime): number {
  return Math.ceil(at.day / 7);
}

function wallOf(at: Temporal.PlainDateTime): string {
  return icsWall(at.toString({ smallestUnit: 'minute' }));
}

/** "+07:00" → "+0700". */
function icsOffset(offset: string): string {
  return offset.replaceAll(':', '');
}
