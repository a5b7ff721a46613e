import { describe, expect, it } from 'vitest';
import { holidaysBetween } from '../../apps/api/src/calendar/holidays.ts';
import { addDays } from '../../apps/api/src/calendar/zoned-time.ts';

/**
 * New moons in UTC (Meeus, Astronomical Algorithms, chapter 49; the almanacs agree to the minute) that begin the first and the
 * third lunar month. The Vietnamese month begins on the date of the new moon at 105° east, UTC+7: in 2030 Tết is 2 February,
 * a day before the Chinese new year, because it is already past midnight in Beijing.
 */
const NEW_MOONS = [
  { year: 2027, first: '2027-02-06T15:56Z', third: '2027-04-06T23:51Z' },
  { year: 2028, first: '2028-01-26T15:12Z', third: '2028-03-26T04:32Z' },
  { year: 2029, first: '2029-02-13T10:31Z', third: '2029-04-13T21:41Z' },
  { year: 2030, first: '2030-02-02T16:07Z', third: '2030-04-02T22:02Z' },
  { year: 2031, first: '2031-01-23T04:31Z', third: '2031-03-23T03:49Z' },
];
const dateInVietnam = (instant: string): string => new Date(Date.parse(instant) + 7 * 3_600_000).toISOString().slice(0, 10);

describe('holidaysBetween', () => {
  it.each(NEW_MOONS)(
    'Vietnam in $year: Tết with its eve and three days after, Hùng Kings, the fixed days',
    ({ year, first, third }) => {
      const tet = dateInVietnam(first);
      const expected = [
        `${year}-01-01`,
        ...[-1, 0, 1, 2, 3].map((day) => addDays(tet, day)),
        addDays(dateInVietnam(third), 9),
        `${year}-04-30`,
        `${year}-05-01`,
        `${year}-09-02`,
      ];
      expect(holidaysBetween('VN', `${year}-01-01`, `${year}-12-31`).map(({ date }) => date)).toEqual(expected.sort());
    },
  );

  it('names them in Vietnamese and English', () => {
    expect(holidaysBetween('VN', '2030-02-02', '2030-02-02')).toEqual([
      { date: '2030-02-02', name: 'Tết Nguyên Đán', nameEn: 'Vietnamese New Year' },
    ]);
    // The eve is one day; the days after the first of the year are Tết, too.
    expect(holidaysBetween('VN', '2027-02-04', '2027-02-10').map(({ date, name }) => `${date} ${name}`)).toEqual([
      '2027-02-05 Giao thừa Tết Nguyên Đán',
      ...[6, 7, 8, 9].map((day) => `2027-02-0${day} Tết Nguyên Đán`),
    ]);
  });

  it('knows other countries, and none of an unknown one', () => {
    expect(holidaysBetween('DE', '2026-12-24', '2027-01-01').map(({ date }) => date)).toEqual([
      '2026-12-25',
      '2026-12-26',
      '2027-01-01',
    ]);
    expect(holidaysBetween('ZZ', '2026-01-01', '2026-12-31')).toEqual([]);
  });
});
