import { describe, expect, it } from 'vitest';
import { checkSeries } from '../../apps/api/src/calendar/check-series.ts';
import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { ProblemError } from '../../apps/api/src/problem.ts';
import { makeSeries } from './series.ts';

function judge(change: Partial<ShiftSeries>, others: ShiftSeries[] = []): string {
  try {
    checkSeries(makeSeries(change), { country: 'VN', today: '2026-11-23', others });
    return 'accepted';
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return `${error.code} ${error.facts.errors?.[0]?.pointer}`;
  }
}

describe('checkSeries', () => {
  it.each([
    'FREQ=DAILY',
    'RRULE:FREQ=WEEKLY;BYDAY=SA,SU;',
    'freq=weekly;byday=mo',
    'FREQ=MONTHLY;BYDAY=-1FR',
    'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29',
    'FREQ=DAILY;BYHOUR=19',
    'FREQ=WEEKLY;COUNT=3',
    'FREQ=DAILY;UNTIL=20261231',
    // Once.
    '',
  ])('accepts %s', (rule) => expect(judge({ rule })).toBe('accepted'));

  it.each([
    ';',
    'BYDAY=MO',
    'FREQ=SOMETIMES',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;BYDAY=2MO',
    'FREQ=WEEKLY;FREQ=DAILY',
    'FREQ=WEEKLY;INTERVAL=0',
    'FREQ=WEEKLY;INTERVAL=-1',
    'FREQ=WEEKLY;COUNT=0',
    'FREQ=WEEKLY;COUNT=1;UNTIL=20270101',
    'FREQ=WEEKLY;UNTIL=tomorrow',
    'FREQ=WEEKLY;UNTIL=20270231',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=0',
    'FREQ=MONTHLY;BYWEEKNO=3',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=YEARLY;BYEASTER=1',
    'FREQ=DAILY;X-THING=1',
    'FREQ=WEEKLY;BYDAY=MO=TU',
    'FREQ=DAILY;WKST=8',
  ])('rule-invalid: %s', (rule) => expect(judge({ rule })).toBe('rule-invalid /rule'));

  it.each([
    'FREQ=SECONDLY',
    'FREQ=MINUTELY;INTERVAL=90',
    'FREQ=HOURLY;COUNT=2',
    'FREQ=DAILY;BYHOUR=8,18',
    'FREQ=WEEKLY;BYMINUTE=0,30',
  ])('rule-too-dense: %s', (rule) => expect(judge({ rule })).toBe('rule-too-dense /rule'));

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31',
    'FREQ=DAILY;UNTIL=20261101',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    // The first start is a Monday, and every seventh day is one.
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29',
  ])('rule-never-occurs, found out soon: %s', (rule) => {
    const began = performance.now();
    expect(judge({ rule })).toBe('rule-never-occurs /rule');
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('rule-never-occurs: every occurrence is left out, or a holiday', () => {
    expect(judge({ rule: 'FREQ=DAILY;COUNT=2', exceptDates: ['2026-11-23', '2026-11-24'] })).toBe('rule-never-occurs /rule');
    expect(judge({ rule: 'FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=2', skipHolidays: true })).toBe('rule-never-occurs /rule');
  });

  it.each(['Asia/Hanoy', '+07:00', 'UTC+7', ''])('zone-unknown: "%s"', (zone) =>
    expect(judge({ zone })).toBe('zone-unknown /zone'),
  );

  it.each(['2026-02-30T18:30', '2026-11-23T24:30', '1999-01-01T08:00', '9998-01-01T08:00'])(
    'a first start that is none: %s',
    (startsLocal) => expect(judge({ startsLocal })).toBe('rule-invalid /startsLocal'),
  );

  it('shift-too-short, break-outside-shift', () => {
    const rest = { from: '19:00', to: '20:00', durationSec: 1800 };
    expect(judge({ rest })).toBe('accepted');
    // 18:30–21:30; a break from 21:00 of 30 minutes ends with the shift, from 21:01 after it.
    expect(judge({ rest: { ...rest, to: '21:00' } })).toBe('accepted');
    expect(judge({ rest: { ...rest, to: '21:01' } })).toBe('break-outside-shift /rest');
    expect(judge({ rest: { ...rest, from: '18:00' } })).toBe('break-outside-shift /rest');
    expect(judge({ rest, durationSec: 1800 })).toBe('shift-too-short /durationSec');
    // Past midnight: 22:00–06:00 with a break between 01:00 and 02:00.
    const night = { startsLocal: '2026-11-23T22:00', durationSec: 8 * 3600 };
    expect(judge({ ...night, rest: { from: '01:00', to: '02:00', durationSec: 1800 } })).toBe('accepted');
    expect(judge({ ...night, rest: { from: '23:30', to: '00:30', durationSec: 1800 } })).toBe('accepted');
    expect(judge({ ...night, rest: { from: '05:00', to: '05:45', durationSec: 1800 } })).toBe('break-outside-shift /rest');
  });

  it('shifts-overlap: another series of the team at that time, not one that only touches it', () => {
    const other = (startsLocal: string, rule = 'FREQ=WEEKLY;BYDAY=WE') => [makeSeries({ id: 'other', startsLocal, rule })];
    expect(judge({}, other('2026-11-25T21:00'))).toBe('shifts-overlap /startsLocal');
    expect(judge({}, other('2026-11-25T21:30'))).toBe('accepted');
    expect(judge({}, other('2026-11-25T15:30'))).toBe('accepted');
    expect(judge({}, other('2026-11-28T18:30', 'FREQ=WEEKLY;BYDAY=SA'))).toBe('accepted');
    // Overlaps once, months ahead.
    expect(judge({}, other('2027-06-02T18:00', 'FREQ=DAILY;COUNT=1'))).toBe('shifts-overlap /startsLocal');
  });

  it('shifts-overlap: a night shift runs into the next morning', () => {
    const night = makeSeries({
      id: 'night',
      startsLocal: '2026-11-23T20:00',
      durationSec: 14 * 3600,
      rule: 'FREQ=WEEKLY;BYDAY=SU',
    });
    expect(judge({ startsLocal: '2026-11-30T09:00', rule: 'FREQ=WEEKLY;BYDAY=MO' }, [night])).toBe('shifts-overlap /startsLocal');
    expect(judge({ startsLocal: '2026-11-30T10:00', rule: 'FREQ=WEEKLY;BYDAY=MO' }, [night])).toBe('accepted');
  });

  it('names what stands in a gap of the clocks, and the time after it', () => {
    // Berlin, 2026-03-29: 02:00 becomes 03:00.
    const inGap = { zone: 'Europe/Berlin', startsLocal: '2026-03-29T02:30', rule: 'FREQ=DAILY' };
    expect(judge(inGap)).toBe('start-skipped /startsLocal');
    expect(judge({ ...inGap, startsLocal: '2026-03-28T02:30' })).toBe('accepted');
    expect(judge({ ...inGap, startsLocal: '2026-03-28T02:30', extraStarts: ['2027-03-28T02:15'] })).toBe(
      'start-skipped /extraStarts/0',
    );
  });

  it('refuses two shifts under one date, and changes that can never be', () => {
    expect(judge({ extraStarts: ['2026-11-28T08:00', '2026-11-28T14:00'] })).toBe('rule-too-dense /extraStarts');
    const override = {
      date: '2026-11-24',
      startsLocal: '2026-11-24T19:00',
      durationSec: 3600,
      teamId: 'team',
      rest: null,
      note: '',
    };
    expect(judge({ overrides: [override] })).toBe('accepted');
    expect(judge({ overrides: [override, override] })).toBe('rule-too-dense /overrides');
    expect(judge({ overrides: [{ ...override, startsLocal: '2026-11-31T19:00' }] })).toBe(
      'rule-invalid /overrides/0/startsLocal',
    );
    // 19:00 to 22:00 lies over Wednesday's 18:30.
    expect(judge({ overrides: [{ ...override, startsLocal: '2026-11-25T19:00' }] })).toBe('shifts-overlap /startsLocal');
  });
});
