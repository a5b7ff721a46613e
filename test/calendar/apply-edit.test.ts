import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdit } from '../../apps/api/src/calendar/apply-edit.ts';
import { expandSeries } from '../../apps/api/src/calendar/expand-series.ts';
import { addDays } from '../../apps/api/src/calendar/zoned-time.ts';
import type { SeriesEdit } from '../../apps/api/src/contract/calendar.ts';
import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { makeSeries } from './series.ts';

const FORTNIGHT = { from: '2026-11-23', to: '2026-12-06' };
const starts = (series: readonly ShiftSeries[], range = FORTNIGHT) =>
  series
    .flatMap((one) => expandSeries(one, range, 'VN').shifts)
    .map(({ opensAt, teamId }) => `${opensAt.slice(0, 16)} ${teamId}`)
    .sort();
const whole = { teamId: 'team', durationSec: 3 * 3600, rule: makeSeries().rule, skipHolidays: false, rest: null };
const one = { teamId: 'team', durationSec: 3 * 3600, rest: null, note: '' };
/** 18:30 in Hanoi is 11:30Z. */
const weekdays = (dates: string[], time = '11:30') => dates.map((date) => `${date}T${time} team`);
const FIRST_WEEK = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'];
const SECOND_WEEK = ['2026-11-30', '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04'];

describe('only this one', () => {
  it('moves to another day, and back without a trace', () => {
    const change = { ...one, startsLocal: '2026-11-28T19:00' };
    const [moved] = applyEdit(makeSeries(), { scope: 'one', version: 0, date: '2026-11-26', change }, 'VN').put;
    expect(starts([moved!])).toEqual(
      [...weekdays(FIRST_WEEK.filter((date) => date !== '2026-11-26')), '2026-11-28T12:00 team', ...weekdays(SECOND_WEEK)].sort(),
    );
    // Seen from the day it was moved to, and not from the day it left.
    expect(starts([moved!], { from: '2026-11-28', to: '2026-11-29' })).toEqual(['2026-11-28T12:00 team']);
    expect(starts([moved!], { from: '2026-11-26', to: '2026-11-26' })).toEqual([]);
    const back = { ...one, startsLocal: '2026-11-26T18:30' };
    const { put } = applyEdit(moved!, { scope: 'one', version: 0, date: '2026-11-26', change: back }, 'VN');
    expect(put).toEqual([makeSeries()]);
  });

  it('goes to another team, takes place on a holiday, or not at all', () => {
    const given = { ...one, startsLocal: '2026-11-26T18:30', teamId: 'other' };
    const { put } = applyEdit(makeSeries(), { scope: 'one', version: 0, date: '2026-11-26', change: given }, 'VN');
    expect(starts(put).filter((words) => words.endsWith('other'))).toEqual(['2026-11-26T11:30 other']);
    const newYear = makeSeries({ skipHolidays: true });
    const onHoliday = { ...one, startsLocal: '2027-01-01T09:00' };
    const held = applyEdit(newYear, { scope: 'one', version: 0, date: '2027-01-01', change: onHoliday }, 'VN').put;
    const day = { from: '2027-01-01', to: '2027-01-01' };
    expect([starts([newYear], day), starts(held, day)]).toEqual([[], ['2027-01-01T02:00 team']]);
    const less = applyEdit(makeSeries(), { scope: 'one', version: 0, date: '2026-11-24', change: null }, 'VN').put;
    expect(starts(less)).toEqual(weekdays([...FIRST_WEEK, ...SECOND_WEEK].filter((date) => date !== '2026-11-24')));
  });

  it('ends the series with its last shift', () => {
    const once = makeSeries({ rule: '' });
    expect(starts([once])).toEqual(weekdays(['2026-11-23']));
    expect(applyEdit(once, { scope: 'one', version: 0, date: '2026-11-23', change: null }, 'VN')).toEqual({
      put: [],
      remove: [{ id: 'evenings', version: 0 }],
      heirs: [],
    });
  });

  it('is refused for a date without a shift', () => {
    const edit: SeriesEdit = { scope: 'one', version: 0, date: '2026-11-28', change: null };
    expect(() => applyEdit(makeSeries(), edit, 'VN')).toThrow('no shift on 2026-11-28');
  });
});

describe('this and the following', () => {
  const later = (series: ShiftSeries, date: string, change: Partial<typeof whole> & { time?: string } = {}) =>
    applyEdit(
      series,
      {
        scope: 'following',
        version: 0,
        date,
        newId: 'later',
        change: { time: '19:30', ...whole, rule: series.rule, ...change },
      },
      'VN',
    );

  it('leaves what was before and begins a series of its own', () => {
    const { put, heirs } = later(makeSeries(), '2026-12-01');
    expect(starts(put)).toEqual([...weekdays([...FIRST_WEEK, '2026-11-30']), ...weekdays(SECOND_WEEK.slice(1), '12:30')].sort());
    expect(heirs).toEqual([{ fromSeriesId: 'evenings', toSeriesId: 'later', fromDate: '2026-12-01' }]);
  });

  it('keeps what was left out, added and changed by hand on its side of the cut', () => {
    const series = makeSeries({
      exceptDates: ['2026-11-24', '2026-12-03'],
      extraStarts: ['2026-11-29T08:00', '2026-12-05T08:00'],
      overrides: [
        { ...one, date: '2026-11-25', startsLocal: '2026-11-25T17:00' },
        { ...one, date: '2026-12-04', startsLocal: '2026-12-04T17:00' },
      ],
    });
    const [before, after] = later(series, '2026-12-01').put;
    expect(starts([before!])).toEqual(
      [
        ...weekdays(['2026-11-23', '2026-11-26', '2026-11-27', '2026-11-30']),
        '2026-11-25T10:00 team',
        '2026-11-29T01:00 team',
      ].sort(),
    );
    expect(starts([after!])).toEqual(
      [...weekdays(['2026-12-01', '2026-12-02'], '12:30'), '2026-12-04T10:00 team', '2026-12-05T01:00 team'].sort(),
    );
  });

  it('goes on counting, and keeps the beat of an interval', () => {
    const counted = later(makeSeries({ rule: 'FREQ=DAILY;COUNT=6' }), '2026-11-25').put;
    expect(starts(counted)).toEqual([
      ...weekdays(['2026-11-23', '2026-11-24']),
      ...weekdays(['2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'], '12:30'),
    ]);
    const everySecond = later(makeSeries({ rule: 'FREQ=DAILY;INTERVAL=3', extraStarts: ['2026-11-27T18:30'] }), '2026-11-27').put;
    // 23, 26 | 27 extra, 29, 2, 5.
    expect(starts(everySecond)).toEqual(
      [
        ...weekdays(['2026-11-23', '2026-11-26', '2026-11-27']),
        ...weekdays(['2026-11-29', '2026-12-02', '2026-12-05'], '12:30'),
      ].sort(),
    );
  });

  it('is all of it from the first shift on, and nothing when taken away', () => {
    expect(later(makeSeries(), '2026-11-23').put).toEqual([makeSeries({ startsLocal: '2026-11-23T19:30' })]);
    const away: SeriesEdit = { scope: 'following', version: 0, date: '2026-11-30', change: null, newId: 'later' };
    expect(starts(applyEdit(makeSeries(), away, 'VN').put)).toEqual(weekdays(FIRST_WEEK));
    expect(applyEdit(makeSeries(), { ...away, date: '2026-11-23' }, 'VN').remove).toHaveLength(1);
  });

  it('with nothing changed is the same shifts, for any rule and any cut', () => {
    const rules = ['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU', 'FREQ=MONTHLY'];
    const more = [
      'FREQ=MONTHLY;BYDAY=-1FR',
      'FREQ=DAILY;COUNT=40',
      'FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20270301',
      'FREQ=YEARLY;BYMONTH=1,2',
    ];
    const scenario = fc.record({
      rule: fc.constantFrom(...rules, ...more),
      startsLocal: fc.integer({ min: 0, max: 40 }).map((days) => `${addDays('2026-11-01', days)}T18:30`),
      pick: fc.nat(40),
    });
    const range = { from: '2026-11-01', to: '2027-10-31' };
    let cuts = 0;
    fc.assert(
      fc.property(scenario, ({ rule, startsLocal, pick }) => {
        const series = makeSeries({ rule, startsLocal });
        const all = expandSeries(series, range, 'VN').shifts;
        const cut = all[pick % all.length]!.originalDate;
        const { put, remove } = later(series, cut, { time: '18:30' });
        expect(remove).toEqual([]);
        expect(starts(put, range)).toEqual(starts([series], range));
        if (put.length === 2) cuts += 1;
      }),
      { seed: 5, numRuns: 120 },
    );
    expect(cuts).toBeGreaterThan(80);
  });
});

describe('all', () => {
  it('changes hours and days; what was given away stays away, the edited shift becomes as all', () => {
    const series = makeSeries({
      overrides: [
        { ...one, date: '2026-11-24', startsLocal: '2026-11-24T17:00' },
        { ...one, date: '2026-11-25', startsLocal: '2026-11-25T18:30', teamId: 'other' },
        { ...one, date: '2026-11-26', startsLocal: '2026-11-26T17:00' },
      ],
    });
    const change = { ...whole, teamId: 'third', time: '19:00' };
    const { put } = applyEdit(series, { scope: 'all', version: 0, date: '2026-11-26', change }, 'VN');
    expect(starts(put, { from: '2026-11-23', to: '2026-11-27' })).toEqual([
      '2026-11-23T12:00 third',
      '2026-11-24T10:00 third',
      '2026-11-25T11:30 other',
      '2026-11-26T12:00 third',
      '2026-11-27T12:00 third',
    ]);
  });
});
