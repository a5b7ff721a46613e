import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { expandSeries } from '../../apps/api/src/calendar/expand-series.ts';
import { readComponents } from '../../apps/api/src/calendar/ics/content-lines.ts';
import { readSeries } from '../../apps/api/src/calendar/ics/read-series.ts';
import { writeCalendar } from '../../apps/api/src/calendar/ics/write-calendar.ts';
import { addDays } from '../../apps/api/src/calendar/zoned-time.ts';
import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { makeSeries } from './series.ts';

const NOW = new Date('2026-11-23T02:00:00Z');
const RANGE = { from: '2026-11-23', to: '2027-12-31' };
const write = (series: ShiftSeries[], closed: string[] = [], teamId = 'team') =>
  writeCalendar({
    ...{ teamId, teamName: 'Tổ 1 – Kim Liên; Phương Liên, và cả những ngõ sâu của phường Trung Tự', country: 'VN', now: NOW },
    series: series.map((one) => ({ series: one, sequence: 3 })),
    isClosed: (date) => closed.includes(date),
  });
const read = (text: string, ownZone = 'Asia/Ho_Chi_Minh') =>
  readSeries(readComponents(text)![0]!, { teamId: 'team', ownZone, country: 'VN' });

/** "start/end" of everything a calendar program would show that uses ical.js, and nothing of ours. */
function shownByIcalJs(text: string, { from, to }: { from: string; to: string }): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
  const masters = calendar.getAllSubcomponents('vevent').filter((event) => !event.hasProperty('recurrence-id'));
  const shown: string[] = [];
  for (const component of masters) {
    const event = new ICAL.Event(component);
    for (const other of calendar.getAllSubcomponents('vevent'))
      if (other.hasProperty('recurrence-id') && other.getFirstPropertyValue('uid') === event.uid) event.relateException(other);
    // RFC 5545: a DTEND means the same exact duration for every occurrence; ical.js itself adds it to the wall time.
    const add = (start: ICAL.Time, { duration }: ICAL.Event) => {
      const begins = start.toUnixTime();
      const words = [begins, begins + duration.toSeconds()].map((sec) => new Date(sec * 1000).toISOString().slice(0, 16));
      shown.push(words.join('/'));
    };
    if (!event.isRecurring()) {
      add(event.startDate, event);
      continue;
    }
    const steps = event.iterator();
    for (let next = steps.next(); next && next.toString().slice(0, 10) <= addDays(to, 40); next = steps.next()) {
      const { startDate, item } = event.getOccurrenceDetails(next);
      add(startDate, item);
    }
  }
  const inRange = (words: string) => words >= `${from}T` && words < `${addDays(to, 1)}T`;
  return shown.filter(inRange).sort();
}

const ours = (series: ShiftSeries[], { from, to }: { from: string; to: string }) =>
  series
    .flatMap((one) => expandSeries(one, { from: addDays(from, -2), to: addDays(to, 2) }, 'VN').shifts)
    .map(({ opensAt, closesAt }) => `${opensAt.slice(0, 16)}/${closesAt.slice(0, 16)}`)
    .filter((words) => words >= `${from}T` && words < `${addDays(to, 1)}T`)
    .sort();

const override = { durationSec: 2 * 3600, teamId: 'team', rest: null, note: 'chuyện riêng' };
const FULL = makeSeries({
  startsLocal: '2026-11-02T20:30',
  durationSec: 5 * 3600,
  skipHolidays: true,
  rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271001',
  exceptDates: ['2026-12-02', '2027-01-13'],
  extraStarts: ['2026-12-06T08:00', '2027-06-06T09:15'],
  overrides: [
    { ...override, date: '2026-12-04', startsLocal: '2026-12-05T07:00' },
    { ...override, date: '2026-12-06', startsLocal: '2026-12-06T10:00', rest: { from: '11:00', to: '11:30', durationSec: 600 } },
    // No shift of the series: waits, and is not written.
    { ...override, date: '2026-12-08', startsLocal: '2026-12-08T07:00' },
  ],
  rest: { from: '22:00', to: '23:30', durationSec: 1800 },
  version: 4,
});

describe('a calendar we write', () => {
  it('is what RFC 5545 and calendar programs ask for', () => {
    const text = write([FULL]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75 && !line.includes('\n'))).toBe(true);
    expect(text).not.toContain('chuyện riêng');
    const calendar = new ICAL.Component(ICAL.parse(text));
    expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
    expect(calendar.getAllSubcomponents('vtimezone').map((zone) => zone.getFirstPropertyValue('tzid'))).toEqual([
      'Asia/Ho_Chi_Minh',
    ]);
    const events = calendar.getAllSubcomponents('vevent');
    expect(events).toHaveLength(3);
    expect(events[0]!.getFirstPropertyValue('summary')).toBe(
      'Ca – Tổ 1 – Kim Liên; Phương Liên, và cả những ngõ sâu của phường Trung Tự',
    );
    for (const event of events) {
      expect(event.getFirstPropertyValue('uid')).toBe('evenings@go-cua');
      expect(event.getFirstPropertyValue('sequence')).toBe(3);
      for (const name of ['dtstamp', 'dtstart', 'dtend', 'summary']) expect(event.hasProperty(name)).toBe(true);
    }
    expect(events[1]!.getFirstProperty('recurrence-id')!.getParameter('tzid')).toBe('Asia/Ho_Chi_Minh');
    // The last moment of 1 October in Hanoi, as an instant.
    expect(text).toContain('UNTIL=20271001T165959Z');
  });

  it('says to another program what our own expansion says', () => {
    expect(shownByIcalJs(write([FULL]), RANGE)).toEqual(ours([FULL], RANGE));
    expect(ours([FULL], RANGE).length).toBeGreaterThan(60);
  });

  it('leaves out what a closure takes away and what was given to others, who have it as their own', () => {
    const given = { ...override, date: '2026-11-26', startsLocal: '2026-11-26T19:00', teamId: 'other' };
    const series = makeSeries({ overrides: [given] });
    const week = { from: '2026-11-23', to: '2026-11-28' };
    expect(shownByIcalJs(write([series], ['2026-11-24']), week).map((words) => words.slice(8, 10))).toEqual(['23', '25', '27']);
    const theirs = write([series], [], 'other');
    expect(shownByIcalJs(theirs, week)).toEqual(['2026-11-26T12:00/2026-11-26T14:00']);
    expect(theirs).toContain('UID:evenings_2026-11-26@go-cua');
    expect(theirs).not.toContain('RRULE');
  });

  it('is read back as it was', () => {
    const { series, faults } = read(write([FULL]));
    expect(faults).toEqual([]);
    const expected = {
      ...FULL,
      startsLocal: '2026-11-02T20:30',
      rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;UNTIL=20271001T165959Z',
      // The program that reads it back knows the holidays itself.
      overrides: FULL.overrides.slice(0, 2).map((one) => ({ ...one, note: '' })),
      version: 0,
    };
    expect(series).toEqual([expected]);
    expect(ours(series, RANGE)).toEqual(ours([FULL], RANGE));
  });
});

const ZONES = [
  'Asia/Ho_Chi_Minh',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'UTC',
];
const RULES = [
  ...['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3;COUNT=40', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU'],
  ...['FREQ=WEEKLY;INTERVAL=3;BYDAY=SU;WKST=SU', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1', 'FREQ=MONTHLY'],
  ...['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'FREQ=YEARLY;BYMONTH=2,8;BYDAY=1SA', 'FREQ=DAILY;UNTIL=20270215', ''],
];
const scenario = fc.record({
  rule: fc.constantFrom(...RULES),
  zone: fc.constantFrom(...ZONES),
  startsLocal: fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.constantFrom('00:00', '06:30', '18:30', '23:45'))
    .map(([days, time]) => `${addDays('2026-10-01', days)}T${time}`),
  skipHolidays: fc.boolean(),
  picks: fc.array(fc.nat(60), { maxLength: 3 }),
  moves: fc.array(fc.record({ pick: fc.nat(60), days: fc.integer({ min: -3, max: 3 }), hour: fc.integer({ min: 6, max: 20 }) }), {
    maxLength: 3,
  }),
  extras: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 2 }),
});

it('any series goes out, is shown alike by ical.js, comes back, and is the same', { timeout: 120_000 }, () => {
  let shown = 0;
  const range = { from: '2026-11-01', to: '2027-04-30' };
  fc.assert(
    fc.property(scenario, ({ picks, moves, extras, ...fields }) => {
      const plain = makeSeries({ ...fields, durationSec: 8 * 3600 });
      const all = expandSeries(plain, { from: '2026-10-01', to: '2027-06-30' }, 'VN').shifts;
      if (all.length === 0) return;
      const dateOf = (pick: number) => all[pick % all.length]!.originalDate;
      const taken = new Set(all.map(({ originalDate }) => originalDate));
      const overrides = new Map(
        moves.map(({ pick, days, hour }) => {
          const date = dateOf(pick);
          return [
            date,
            { ...override, date, startsLocal: `${addDays(date, days)}T${String(hour).padStart(2, '0')}:00`, note: '' },
          ];
        }),
      );
      const extraDates = [...new Set(extras.map((days) => addDays('2026-11-05', days)))].filter((date) => !taken.has(date));
      const series: ShiftSeries = {
        ...plain,
        // The start itself may be left out, but something must be left.
        exceptDates: all.length > 4 ? [...new Set(picks.map(dateOf))].sort() : [],
        overrides: [...overrides.values()].sort((a, b) => (a.date < b.date ? -1 : 1)),
        extraStarts: extraDates.map((date) => `${date}T07:15`).sort(),
      };
      const text = write([series]);
      const expected = ours([series], range);
      expect(shownByIcalJs(text, range)).toEqual(expected);
      const back = read(text);
      expect(back.faults).toEqual([]);
      expect(ours(back.series, range)).toEqual(expected);
      shown += expected.length;
    }),
    { seed: 20261125, numRuns: 60 },
  );
  expect(shown).toBeGreaterThan(1500);
});
