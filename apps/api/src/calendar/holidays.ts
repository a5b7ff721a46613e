import Holidays from 'date-holidays';
import type { Holiday } from '../contract/teams.ts';
import { addDays } from './zoned-time.ts';

const HOUR_MS = 3_600_000;
const byCountryAndYear = new Map<string, Holiday[]>();

/**
 * Public holidays of a country (ISO 3166, "VN") from one date to another, both included, in order; lunar ones too, each day of
 * a longer holiday by itself. A country that is not known has none. Days that a government moves year by year (in Vietnam the
 * second day of the National Day, days in lieu) are in no table: they are excepted dates of the series.
 */
export function holidaysBetween(country: string, from: string, to: string): Holiday[] {
  const found = new Map<string, Holiday>();
  // A holiday of the last days of a year may run into the next one.
  for (let year = Number(from.slice(0, 4)) - 1; year <= Number(to.slice(0, 4)); year++) {
    for (const holiday of holidaysOfYear(country, year)) {
      if (holiday.date >= from && holiday.date <= to) found.set(holiday.date, holiday);
    }
  }
  return [...found.values()].sort((a, b) => a.date.localeCompare(b.date));
}

function holidaysOfYear(country: string, year: number): Holiday[] {
  const key = `${country} ${year}`;
  let days = byCountryAndYear.get(key);
  if (!days) {
    days = computeYear(country, year);
    byCountryAndYear.set(key, days);
  }
  return days;
}

function computeYear(country: string, year: number): Holiday[] {
  const calendar = new Holidays(country, { types: ['public'] });
  const named = calendar.getHolidays(year);
  const inEnglish = new Map(calendar.getHolidays(year, 'en').map((holiday) => [`${holiday.date} ${holiday.rule}`, holiday.name]));
  const startingOn = new Map(named.map((holiday) => [holiday.date.slice(0, 10), holiday]));
  return named.flatMap((holiday) => {
    const first = holiday.date.slice(0, 10);
    // Where another holiday begins within a longer one, the rest is called after it: the days after Tết are not its eve.
    let called = holiday;
    // Days, not hours: a change of the clocks makes one of them shorter.
    const dayCount = Math.max(1, Math.round((holiday.end.getTime() - holiday.start.getTime()) / (24 * HOUR_MS)));
    return Array.from({ length: dayCount }, (_, day) => {
      const date = addDays(first, day);
      if (day > 0) called = startingOn.get(date) ?? called;
      return { date, name: called.name, nameEn: inEnglish.get(`${called.date} ${called.rule}`) ?? called.name };
    });
  });
}
