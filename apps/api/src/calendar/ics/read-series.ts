import { createHash } from 'node:crypto';
import type { IcsFault } from '../../contract/calendar.ts';
import { SERIES_LIMITS, type ShiftOverride, type ShiftSeries } from '../../contract/teams.ts';
import { ProblemError } from '../../problem.ts';
import { holidaysBetween } from '../holidays.ts';
import { parseRule } from '../parse-rule.ts';
import { dateAt, instantOf, timeAt } from '../zoned-time.ts';
import type { ContentLine, IcsComponent } from './content-lines.ts';
import { UID_DOMAIN } from './write-calendar.ts';
import { zoneOfTzid } from './zone-names.ts';

/** For whom a calendar is read. */
export interface Reader {
  readonly teamId: string;
  /** Of times that name none. */
  readonly ownZone: string;
  readonly country: string;
}

/** What is wrong with one event; caught and listed with its line. */
class EventFault extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, message: string, params: Record<string, string | number> = {}) {
    super(message);
    this.code = code;
    this.params = params;
  }
}

/** The events of a calendar as series of a team, one for each UID; an event that cannot be a shift is a fault, never left out. */
export function readSeries(calendar: IcsComponent, reader: Reader): { series: ShiftSeries[]; faults: IcsFault[] } {
  const byUid = new Map<string, IcsComponent[]>();
  for (const [index, event] of calendar.components.filter(({ name }) => name === 'VEVENT').entries()) {
    const uid = one(event, 'UID')?.value ?? `without UID ${index + 1}`;
    byUid.set(uid, [...(byUid.get(uid) ?? []), event]);
  }
  const series: ShiftSeries[] = [];
  const faults: IcsFault[] = [];
  for (const [uid, events] of byUid) {
    let at = events[0]!.line;
    try {
      const masters = events.filter((event) => !one(event, 'RECURRENCE-ID'));
      if (masters.length !== 1) {
        const message = masters.length === 0 ? 'changes single shifts of a series that is not in the file' : 'stands twice';
        throw new EventFault(masters.length === 0 ? 'master-missing' : 'uid-twice', `The event ${message}.`);
      }
      const master = masters[0]!;
      at = master.line;
      if (one(master, 'STATUS')?.value === 'CANCELLED') continue;
      const read = readMaster(master, uid, reader);
      for (const event of events) {
        if (event === master) continue;
        at = event.line;
        addOverride(read, event, reader);
      }
      requireLimits(read);
      series.push(read);
    } catch (error) {
      if (error instanceof EventFault) {
        faults.push({ line: at, uid, code: error.code, message: error.message, params: error.params });
      } else if (error instanceof ProblemError) {
        const { detail, params } = error.facts;
        faults.push({ line: at, uid, code: error.code, message: detail ?? error.code, params: params ?? {} });
      } else throw error;
    }
  }
  return { series, faults };
}

function requireLimits({ rule, exceptDates, extraStarts, overrides }: ShiftSeries): void {
  const count = Math.max(exceptDates.length, extraStarts.length, overrides.length);
  if (count > SERIES_LIMITS.dates)
    fail('too-many-dates', `A series has at most ${SERIES_LIMITS.dates} dates of each kind.`, {
      count,
      limit: SERIES_LIMITS.dates,
    });
  if (rule.length > SERIES_LIMITS.ruleLength) fail('rule-invalid', 'The rule is too long.', { part: 'RRULE' });
}

/** The same calendar twice for one team is the same series. */
export function seriesIdOf(uid: string, teamId: string): string {
  const own = uid.endsWith(`@${UID_DOMAIN}`) ? uid.slice(0, -UID_DOMAIN.length - 1) : '';
  if (/^[A-Za-z0-9._-]{1,64}$/.test(own)) return own;
  return `ics-${createHash('sha256').update(`${teamId} ${uid}`).digest('base64url').slice(0, 24)}`;
}

function readMaster(event: IcsComponent, uid: string, reader: Reader): ShiftSeries {
  const dtstart = one(event, 'DTSTART') ?? fail('no-start', 'The event has no DTSTART.');
  const start = readTime(dtstart, reader.ownZone);
  const rules = event.lines.filter(({ name }) => name === 'RRULE');
  if (rules.length > 1) fail('rule-twice', 'The event has several RRULEs: make a series of each.');
  if (one(event, 'EXRULE')) fail('exrule', 'EXRULE is not read: leave dates out by EXDATE.');
  const rule = rules[0]?.value ?? '';
  if (rule !== '') requireUntilType(rule, start.isFloating);
  // An instant that happens once is a time of our own clock.
  const isOnce = rule === '' && !one(event, 'RDATE');
  const zone = start.zone === 'UTC' && isOnce ? reader.ownZone : start.zone;
  const startsLocal = wallIn(start.instant, zone);
  const skipHolidays = one(event, 'X-GO-CUA-SKIP-HOLIDAYS')?.value === 'TRUE';
  const extraStarts = times(event, 'RDATE', reader).map((instant) => wallIn(instant, zone));
  const known = new Set([startsLocal.slice(11), ...extraStarts.map((extra) => extra.slice(11))]);
  // A date left out must hit a start to the second (RFC 5545): another time leaves nothing out.
  const exceptDates = [
    ...times(event, 'EXDATE', reader)
      .map((instant) => wallIn(instant, zone))
      .filter((wall) => known.has(wall.slice(11)))
      .map((wall) => wall.slice(0, 10)),
    ...wholeDates(event, 'EXDATE'),
  ];
  const isHoliday = (date: string): boolean => holidaysBetween(reader.country, date, date).length > 0;
  return {
    ...{ id: seriesIdOf(uid, reader.teamId), teamId: reader.teamId, startsLocal, zone, skipHolidays, version: 0 },
    durationSec: durationOf(event, start.instant, reader.ownZone),
    rule: rule === '' ? '' : rule.toUpperCase(),
    exceptDates: [...new Set(exceptDates)].filter((date) => !(skipHolidays && isHoliday(date))).sort(),
    extraStarts: [...new Set(extraStarts)].filter((extra) => extra !== startsLocal).sort(),
    overrides: [],
    rest: readBreak(event),
  };
}

function addOverride(series: ShiftSeries, event: IcsComponent, reader: Reader): void {
  const recurrence = one(event, 'RECURRENCE-ID')!;
  if (recurrence.params.has('RANGE')) fail('range', 'RANGE=THISANDFUTURE is not read: make the later part a series of its own.');
  const isDate = /^\d{8}$/.test(recurrence.value);
  const date = isDate
    ? wholeDate(recurrence.value)
    : wallIn(readTime(recurrence, reader.ownZone).instant, series.zone).slice(0, 10);
  if (one(event, 'STATUS')?.value === 'CANCELLED') {
    series.exceptDates.push(date);
    return;
  }
  const { instant } = readTime(one(event, 'DTSTART') ?? fail('no-start', 'The event has no DTSTART.'), reader.ownZone);
  const durationSec = durationOf(event, instant, reader.ownZone);
  const override: ShiftOverride = {
    ...{ date, startsLocal: wallIn(instant, series.zone), durationSec, teamId: series.teamId, note: '' },
    rest: readBreak(event),
  };
  series.overrides.push(override);
}

/** RFC 5545: beside a start with a zone UNTIL is an instant; beside one without, it has none either. */
function requireUntilType(rule: string, isFloating: boolean): void {
  const { until } = parseRule(rule);
  if (until === null || (until.kind === 'instant') !== isFloating) return;
  const message = isFloating
    ? 'UNTIL is an instant (…Z) though DTSTART has no zone: give DTSTART a TZID, or UNTIL no Z.'
    : 'UNTIL must be an instant such as 20261231T165959Z, because DTSTART has a zone.';
  fail('until-type', message, { part: 'UNTIL' });
}

function durationOf(event: IcsComponent, start: Date, ownZone: string): number {
  const durationSec = readDuration(event, start, ownZone);
  if (durationSec < 900 || durationSec > 16 * 3600)
    fail('invalid-input', 'A shift lasts from 15 minutes to 16 hours.', { durationSec });
  return durationSec;
}

function readDuration(event: IcsComponent, start: Date, ownZone: string): number {
  const end = one(event, 'DTEND');
  if (end) return Math.round((readTime(end, ownZone).instant.getTime() - start.getTime()) / 1000);
  const words = one(event, 'DURATION')?.value ?? fail('no-end', 'The event has neither DTEND nor DURATION.');
  const match = /^\+?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(words);
  if (!match || words.length < 3) fail('no-end', `DURATION ${words} cannot be read.`);
  const [weeks, days, hours, minutes, seconds] = match!.slice(1).map((part) => Number(part ?? 0));
  return (((weeks! * 7 + days!) * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
}

function readBreak(event: IcsComponent): ShiftSeries['rest'] {
  const match = /^(\d\d:\d\d)\/(\d\d:\d\d)\/(\d+)$/.exec(one(event, 'X-GO-CUA-BREAK')?.value ?? '');
  return match ? { from: match[1]!, to: match[2]!, durationSec: Number(match[3]) } : null;
}

function one(event: IcsComponent, name: string): ContentLine | undefined {
  return event.lines.find((line) => line.name === name);
}

/** The instants of a list of times; whole dates are read by `wholeDates`. */
function times(event: IcsComponent, name: 'EXDATE' | 'RDATE', { ownZone }: Reader): Date[] {
  return event.lines
    .filter((line) => line.name === name)
    .flatMap((line) => line.value.split(',').map((value) => ({ ...line, value })))
    .filter(({ value }) => name === 'RDATE' || !/^\d{8}$/.test(value))
    .map((line) => readTime(line, ownZone).instant);
}

function wholeDates(event: IcsComponent, name: string): string[] {
  const values = event.lines.filter((line) => line.name === name).flatMap(({ value }) => value.split(','));
  return values.filter((value) => /^\d{8}$/.test(value)).map(wholeDate);
}

const wholeDate = (value: string): string => `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;

function readTime(line: ContentLine, ownZone: string): { instant: Date; zone: string; isFloating: boolean } {
  const { name, value, params } = line;
  if (/^\d{8}$/.test(value)) fail('all-day', `${name} is a whole day: a shift has hours.`, { part: name });
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(Z)?$/.exec(value);
  const date = match ? `${match[1]}-${match[2]}-${match[3]}` : '';
  const time = match ? `${match[4]}:${match[5]}` : '';
  const read = new Date(`${date}T${time}Z`);
  if (!match || Number.isNaN(read.getTime()) || !read.toISOString().startsWith(date))
    fail('time-unreadable', `${name} is no date and time: ${value.slice(0, 40)}.`, { part: name });
  if (match![6] !== '00') fail('time-unreadable', `${name} has seconds: a shift begins on a minute.`, { part: name });
  if (match![7]) return { instant: read, zone: 'UTC', isFloating: false };
  const tzid = params.get('TZID');
  if (tzid === undefined) return { instant: instantOf(date, time, ownZone), zone: ownZone, isFloating: true };
  const zone = zoneOfTzid(tzid, ownZone) ?? fail('zone-unknown', `There is no time zone "${tzid}".`, { zone: tzid });
  const instant = instantOf(date, time, zone);
  if (name === 'DTSTART' && wallIn(instant, zone) !== `${date}T${time}`) {
    const next = wallIn(instant, zone);
    fail('start-skipped', `The clocks of ${zone} go forward over ${date} ${time}: take ${next} or an earlier time.`, {
      next,
      zone,
    });
  }
  return { instant, zone, isFloating: false };
}

function wallIn(instant: Date, zone: string): string {
  return `${dateAt(instant, zone)}T${timeAt(instant, zone)}`;
}

function fail(code: string, message: string, params: Record<string, string | number> = {}): never {
  throw new EventFault(code, message, params);
}
