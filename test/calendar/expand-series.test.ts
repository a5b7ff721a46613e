import { describe, expect, it } from 'vitest';
import { expandSeries } from '../../apps/api/src/calendar/expand-series.ts';
import type { ShiftSeries } from '../../apps/api/src/contract/teams.ts';
import { makeSeries } from './series.ts';

const expand = (change: Partial<ShiftSeries>, from: string, to: string) => expandSeries(makeSeries(change), { from, to }, 'VN');
const times = (change: Partial<ShiftSeries>, from: string, to: string) =>
  expand(change, from, to).shifts.map(({ opensAt, closesAt }) => `${opensAt.slice(0, 16)}/${closesAt.slice(0, 16)}`);

describe('expandSeries', () => {
  it('gives each evening in UTC, whatever the zone of the machine', () => {
    expect(times({}, '2026-11-23', '2026-11-29')).toEqual([
      '2026-11-23T11:30/2026-11-23T14:30',
      '2026-11-24T11:30/2026-11-24T14:30',
      '2026-11-25T11:30/2026-11-25T14:30',
      '2026-11-26T11:30/2026-11-26T14:30',
      '2026-11-27T11:30/2026-11-27T14:30',
    ]);
  });

  it('begins nothing before the first start and keeps to both ends of the range', () => {
    expect(expand({}, '2026-11-01', '2026-11-24').shifts.map(({ date }) => date)).toEqual(['2026-11-23', '2026-11-24']);
    expect(expand({}, '2026-11-24', '2026-11-24').shifts.map(({ id }) => id)).toEqual(['evenings_2026-11-24']);
  });

  it('belongs to the date on which it begins when it runs past midnight', () => {
    const night = {
      startsLocal: '2026-11-23T22:00',
      durationSec: 8 * 3600,
      rest: { from: '01:00', to: '02:00', durationSec: 1800 },
    };
    const { shifts } = expand({ ...night, rule: 'FREQ=DAILY' }, '2026-11-24', '2026-11-24');
    expect(shifts).toEqual([
      {
        id: 'evenings_2026-11-24',
        seriesId: 'evenings',
        teamId: 'team',
        date: '2026-11-24',
        originalDate: '2026-11-24',
        change: 'none',
        opensAt: '2026-11-24T15:00:00.000Z',
        closesAt: '2026-11-24T23:00:00.000Z',
        rest: { opensAt: '2026-11-24T18:00:00.000Z', closesAt: '2026-11-24T19:00:00.000Z', durationSec: 1800 },
      },
    ]);
  });

  // Berlin: on 2026-03-29 02:00 becomes 03:00, on 2026-10-25 03:00 becomes 02:00.
  it('keeps the wall time across a change of the clocks, not the time between two shifts', () => {
    const evening = { zone: 'Europe/Berlin', startsLocal: '2026-03-27T18:30', rule: 'FREQ=DAILY' };
    expect(times(evening, '2026-03-28', '2026-03-29')).toEqual([
      '2026-03-28T17:30/2026-03-28T20:30',
      '2026-03-29T16:30/2026-03-29T19:30',
    ]);
  });

  it('lasts its hours in the night when the clocks change: it ends an hour later, or earlier, on the wall', () => {
    const night = { zone: 'Europe/Berlin', startsLocal: '2026-03-01T22:00', durationSec: 8 * 3600, rule: 'FREQ=DAILY' };
    // 22:00 CET = 21:00Z, eight hours: 05:00Z = 07:00 CEST.
    expect(times(night, '2026-03-28', '2026-03-28')).toEqual(['2026-03-28T21:00/2026-03-29T05:00']);
    // 22:00 CEST = 20:00Z, eight hours: 04:00Z = 05:00 CET.
    expect(times(night, '2026-10-24', '2026-10-24')).toEqual(['2026-10-24T20:00/2026-10-25T04:00']);
  });

  it('starts an hour later where the clocks skip its start, and the first time where it comes twice', () => {
    const small = { zone: 'Europe/Berlin', startsLocal: '2026-03-01T02:30', durationSec: 3600, rule: 'FREQ=DAILY' };
    // 02:30 does not exist: 03:30 CEST = 01:30Z.
    expect(times(small, '2026-03-29', '2026-03-29')).toEqual(['2026-03-29T01:30/2026-03-29T02:30']);
    // 02:30 comes twice: the first, CEST = 00:30Z.
    expect(times(small, '2026-10-25', '2026-10-25')).toEqual(['2026-10-25T00:30/2026-10-25T01:30']);
  });

  it('leaves out excepted dates', () => {
    expect(
      expand({ exceptDates: ['2026-11-24', '2026-11-26'] }, '2026-11-23', '2026-11-27').shifts.map(({ date }) => date),
    ).toEqual(['2026-11-23', '2026-11-25', '2026-11-27']);
  });

  it('leaves out holidays where it should, and says which', () => {
    const { shifts, skipped } = expand({ rule: 'FREQ=DAILY', skipHolidays: true }, '2027-02-03', '2027-02-11');
    expect(shifts.map(({ date }) => date)).toEqual(['2027-02-03', '2027-02-04', '2027-02-10', '2027-02-11']);
    expect(skipped.map(({ date }) => date)).toEqual(['2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08', '2027-02-09']);
    expect(expand({ rule: 'FREQ=DAILY' }, '2027-02-03', '2027-02-11').shifts).toHaveLength(9);
  });

  it.each([
    // 2026-11-25 18:30 in Hanoi is 11:30Z.
    ['an instant', 'FREQ=DAILY;UNTIL=20261125T113000Z', '2026-11-25'],
    ['an instant one second before', 'FREQ=DAILY;UNTIL=20261125T112959Z', '2026-11-24'],
    ['a wall time', 'FREQ=DAILY;UNTIL=20261125T183000', '2026-11-25'],
    ['a date, which is meant whole', 'FREQ=DAILY;UNTIL=20261125', '2026-11-25'],
    ['a number of times', 'FREQ=DAILY;COUNT=2', '2026-11-24'],
  ])('ends with %s', (_what, rule, last) => {
    expect(expand({ rule }, '2026-11-01', '2027-11-01').shifts.at(-1)?.date).toBe(last);
  });

  it('goes on for ever and is cut at its limit', () => {
    const { shifts, truncated } = expandSeries(
      makeSeries({ rule: 'FREQ=DAILY' }),
      { from: '2030-01-01', to: '2035-01-01' },
      'VN',
      new Map(),
      100,
    );
    expect([shifts.length, truncated, shifts.at(-1)?.date]).toEqual([100, true, '2030-04-10']);
  });
});
