import { SHIFT_LIMITS, type Shift, type ShiftSeries } from '../../contract/teams.ts';
import { expandSeries } from '../expand-series.ts';
import { occurrencesBetween, ruleStarts } from '../occurrences.ts';
import { parseRule } from '../parse-rule.ts';
import { addDays, dateAt, instantOf } from '../zoned-time.ts';
import { escapeText, foldLines, icsInstant, icsWall } from './content-lines.ts';
import { writeZone } from './write-zone.ts';

/** Holidays and closures are left out so far ahead; whoever subscribes asks again long before. */
const AHEAD_YEARS = 6;
const FAR_YEARS = 40;
/** What follows the @ of a UID: never a name of this machine. */
export const UID_DOMAIN = 'go-cua';

export interface CalendarToWrite {
  /** "Tổ 1 – Kim Liên": the name of the calendar and of its events. No person is named. */
  readonly teamId: string;
  readonly teamName: string;
  readonly country: string;
  readonly series: readonly { readonly series: ShiftSeries; readonly sequence: number }[];
  /** Whether the depot of the team is closed on a local date. */
  readonly isClosed: (date: string) => boolean;
  readonly now: Date;
}

/**
 * The shifts of a team as an iCalendar (RFC 5545, 7986) that says the same as our own expansion: a master with its rule, dates
 * left out and added, and one event for each shift that was changed. What another team gave is an event of its own.
 */
export function writeCalendar(calendar: CalendarToWrite): string {
  const { teamId, teamName, series: all, now } = calendar;
  const events = all.flatMap((one) => (one.series.teamId === teamId ? ownEvents(calendar, one) : givenEvents(calendar, one)));
  const years = all.map(({ series }) => Number(series.startsLocal.slice(0, 4)));
  const zones = [...new Set(all.map(({ series }) => series.zone))].filter((zone) => zone !== 'UTC').sort();
  return foldLines([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Go Cua//Lich ca//VI', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...[`NAME:${escapeText(teamName)}`, `X-WR-CALNAME:${escapeText(teamName)}`],
    ...['REFRESH-INTERVAL;VALUE=DURATION:PT1H', 'X-PUBLISHED-TTL:PT1H'],
    ...zones.flatMap((zone) => writeZone(zone, Math.min(...years) - 1, now.getUTCFullYear() + AHEAD_YEARS + 4)),
    ...events,
    'END:VCALENDAR',
  ]);
}

interface EventToWrite {
  readonly uid: string;
  readonly sequence: number;
  readonly zone: string;
  readonly startsLocal: string;
  readonly durationSec: number;
  readonly rest: ShiftSeries['rest'];
  readonly more: readonly string[];
}

function writeEvent({ teamName, now }: CalendarToWrite, event: EventToWrite): string[] {
  const { uid, sequence, zone, startsLocal, durationSec, rest, more } = event;
  const starts = instantOf(startsLocal.slice(0, 10), startsLocal.slice(11), zone);
  return [
    ...['BEGIN:VEVENT', `UID:${uid}@${UID_DOMAIN}`, `DTSTAMP:${icsInstant(now)}`, `SEQUENCE:${sequence}`],
    dateTime('DTSTART', zone, startsLocal),
    `DTEND:${icsInstant(new Date(starts.getTime() + durationSec * 1000))}`,
    `SUMMARY:${escapeText(`Ca – ${teamName}`)}`,
    ...more,
    ...(rest ? [`X-GO-CUA-BREAK:${rest.from}/${rest.to}/${rest.durationSec}`] : []),
    ...['STATUS:CONFIRMED', 'TRANSP:OPAQUE', 'END:VEVENT'],
  ];
}

function dateTime(name: string, zone: string, ...walls: string[]): string {
  return zone === 'UTC'
    ? `${name}:${walls.map((wall) => `${icsWall(wall)}Z`).join(',')}`
    : `${name};TZID=${zone}:${walls.map(icsWall).join(',')}`;
}

function ownEvents(calendar: CalendarToWrite, { series, sequence }: CalendarToWrite['series'][number]): string[] {
  const { zone, durationSec, rest, skipHolidays } = series;
  const firstDate = [series.startsLocal, ...series.extraStarts].sort()[0]!.slice(0, 10);
  const [first] = ruleStarts(series, firstDate, addDays(firstDate, FAR_YEARS * 365), 1).starts;
  const extras = [...series.extraStarts].sort();
  const startsLocal = first ?? extras.shift();
  if (startsLocal === undefined) return [];
  const range = { from: firstDate, to: addDays(dateAt(calendar.now, zone), AHEAD_YEARS * 366) };
  const { shifts, lost } = expandSeries(series, range, calendar.country, new Map(), SHIFT_LIMITS.occurrences);
  const isAway = (shift: Shift): boolean => shift.teamId !== calendar.teamId || calendar.isClosed(shift.date);
  const away = new Set([...lost, ...shifts.filter(isAway)].map(({ originalDate }) => originalDate));
  // Occurrences as the rule and the extra starts have them, the excepted too: what a date left out must match to the second.
  const bare = { ...series, exceptDates: [] };
  const originals = new Map(
    occurrencesBetween(bare, range, SHIFT_LIMITS.occurrences).occurrences.map((one) => [one.originalDate, one.startsLocal]),
  );
  const left = [...new Set([...series.exceptDates, ...away])].flatMap((date) => originals.get(date) ?? []).sort();
  const taken = new Set([...originals.values(), startsLocal]);
  const onlyShift = series.rule === '' && extras.length === 0 && left.length === 0;
  const moved = onlyShift ? series.overrides.find(({ date }) => date === startsLocal.slice(0, 10)) : undefined;
  if (moved) return writeEvent(calendar, { uid: series.id, sequence, zone, ...moved, more: [] });
  const hasRule = series.rule !== '' && first !== undefined;
  const master = writeEvent(calendar, {
    ...{ uid: series.id, sequence, zone, startsLocal, durationSec, rest },
    more: [
      ...(hasRule ? [`RRULE:${icsRule(series.rule, zone)}`] : []),
      ...(left.length > 0 ? [dateTime('EXDATE', zone, ...left)] : []),
      // Without a rule the first start stands among the dates too: some programs forget DTSTART beside RDATE.
      ...(hasRule || extras.length === 0 ? [] : [dateTime('RDATE', zone, startsLocal)]),
      ...extras.filter((extra) => taken.has(extra) && extra !== startsLocal).map((extra) => dateTime('RDATE', zone, extra)),
      `X-GO-CUA-SKIP-HOLIDAYS:${skipHolidays ? 'TRUE' : 'FALSE'}`,
    ],
  });
  const excepted = new Set(series.exceptDates);
  const changed = series.overrides.flatMap((override) => {
    const original = originals.get(override.date);
    if (original === undefined || away.has(override.date) || excepted.has(override.date)) return [];
    const { startsLocal: starts, durationSec: lasts, rest: breaks } = override;
    const more = [dateTime('RECURRENCE-ID', zone, original)];
    return writeEvent(calendar, { uid: series.id, sequence, zone, startsLocal: starts, durationSec: lasts, rest: breaks, more });
  });
  return [...master, ...changed];
}

/** Shifts of another team's series that were given to this team. */
function givenEvents(calendar: CalendarToWrite, { series, sequence }: CalendarToWrite['series'][number]): string[] {
  return series.overrides.flatMap((override) => {
    const { date, startsLocal, durationSec, rest, teamId } = override;
    const isThere = occurrencesBetween(series, { from: date, to: date }, 1).occurrences.length > 0;
    if (teamId !== calendar.teamId || !isThere || calendar.isClosed(startsLocal.slice(0, 10))) return [];
    const { zone } = series;
    return writeEvent(calendar, { uid: `${series.id}_${date}`, sequence, zone, startsLocal, durationSec, rest, more: [] });
  });
}

/** A rule whose UNTIL is of the type that RFC 5545 asks for beside a start with a zone: an instant. */
function icsRule(text: string, zone: string): string {
  const { text: rule, until } = parseRule(text);
  if (until === null) return rule;
  const instant =
    until.kind === 'instant'
      ? new Date(until.value)
      : until.kind === 'date'
        ? new Date(instantOf(until.value, '23:59', zone).getTime() + 59_000)
        : instantOf(until.value.slice(0, 10), until.value.slice(11, 16), zone);
  return `${rule};UNTIL=${icsInstant(instant)}`;
}
