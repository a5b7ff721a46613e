import { instantOf, startOfDate } from '../../calendar/zoned-time.ts';

export const DAY_MS = 24 * 3600 * 1000;
export const HOUR_MS = 3600 * 1000;

/** Days since 1970-01-01 of a local date: a number to count with; the zone does not matter. */
export function dayOf(date: string): number {
  let day = days.get(date);
  if (day === undefined) {
    day = Math.round(Date.parse(date) / DAY_MS);
    days.set(date, day);
  }
  return day;
}
/** Reading a date takes longer than all that is done with it; there are a few thousand different ones. */
const days = new Map<string, number>();

export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 = Monday … 6 = Sunday; day 0 was a Thursday. */
export function weekdayIndex(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

export function isWeekend(day: number): boolean {
  return weekdayIndex(day) >= 5;
}

/** The dates over which working time is counted, from the first day of a year on, with the instants of their wall times. */
export class WorkCalendar {
  readonly firstDay: number;
  readonly lastDay: number;
  /** The date of each day from the first on. */
  readonly dates: readonly string[];
  readonly #midnights: Float64Array;
  readonly #clock = new Map<string, Map<number, number>>();

  /** Numbers that change where a month or a year begins, by day − firstDay. */
  readonly monthOfDay: Int32Array;
  readonly yearOfDay: Int32Array;

  /** Dates both included; `from` is widened to the first week of its year, or of its month, `to` to the end of its week. */
  constructor(
    readonly zone: string,
    from: string,
    to: string,
    readonly holidays: ReadonlySet<string>,
    widenTo: 'year' | 'month' = 'year',
  ) {
    const start = dayOf(widenTo === 'year' ? `${from.slice(0, 4)}-01-01` : `${from.slice(0, 7)}-01`);
    this.firstDay = start - weekdayIndex(start);
    const last = dayOf(to);
    this.lastDay = last + (6 - weekdayIndex(last)) + 1;
    this.dates = Array.from({ length: this.dayCount }, (_, index) => dateOf(this.firstDay + index));
    this.monthOfDay = Int32Array.from(this.dates, (date) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)));
    this.yearOfDay = Int32Array.from(this.dates, (date) => Number(date.slice(0, 4)));
    this.#midnights = new Float64Array(this.lastDay - this.firstDay + 2).fill(Number.NaN);
  }

  get dayCount(): number {
    return this.lastDay - this.firstDay + 1;
  }

  /** First instant of a local date, in ms. */
  midnightMs(day: number): number {
    const index = day - this.firstDay;
    const known = this.#midnights[index];
    if (known !== undefined && !Number.isNaN(known)) return known;
    const ms = startOfDate(dateOf(day), this.zone).getTime();
    if (known !== undefined) this.#midnights[index] = ms;
    return ms;
  }

  /** The instant of a wall time on a date, in ms. */
  clockMs(day: number, time: string): number {
    let days = this.#clock.get(time);
    if (!days) {
      days = new Map();
      this.#clock.set(time, days);
    }
    let ms = days.get(day);
    if (ms === undefined) {
      ms = instantOf(dateOf(day), time, this.zone).getTime();
      days.set(day, ms);
    }
    return ms;
  }
}
