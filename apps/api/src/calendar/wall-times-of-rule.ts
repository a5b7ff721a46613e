import rrule, { type Options } from 'rrule';
import { Temporal } from 'temporal-polyfill';
import type { ParsedRule } from './parse-rule.ts';

// rrule's CommonJS build has no named exports under Node.
const { RRule } = rrule;

/**
 * The library gives up looking for a next occurrence only after the year 9999. The calendar repeats itself every 400 years to the
 * day of the week, so rules are worked out in its last cycle but one part: a rule that never occurs is found out soon.
 */
const CYCLE_YEARS = 400;
const LAST_YEAR = 9999;
const DAY_MS = 24 * 3600 * 1000;
/** Longest gap between two occurrences: a 29th of February on a given weekday, across a century that has none. */
const LONGEST_GAP_YEARS = 40;

export interface WallTimes {
  /** "2026-11-26T18:30", rising. */
  readonly starts: string[];
  /** More exist in the range, but the limit was reached. */
  readonly truncated: boolean;
}

/**
 * The wall times at which a rule starts, on dates from `from` to `to` (both included), at most `limit` of them. DTSTART itself
 * counts only when the rule matches it. The zone is needed for an UNTIL that is an instant.
 */
export function wallTimesOfRule(
  rule: ParsedRule,
  startsLocal: string,
  zone: string,
  from: string,
  to: string,
  limit: number,
): WallTimes {
  const startYear = Number(startsLocal.slice(0, 4));
  const shiftYears = Math.max(0, Math.floor((LAST_YEAR - LONGEST_GAP_YEARS - startYear) / CYCLE_YEARS)) * CYCLE_YEARS;
  const lastWall = untilWall(rule, zone);
  const end = lastWall !== null && lastWall < `${to}T23:59` ? lastWall : `${to}T23:59`;
  if (end < `${from}T00:00`) return { starts: [], truncated: false };
  const options = RRule.parseString(rule.text);
  const first = toFloating(startsLocal, shiftYears);
  const wanted = toFloating(`${from}T00:00`, shiftYears);
  const recurrence = new RRule({ ...options, dtstart: nearTo(wanted, first, options) }, true);
  const starts: string[] = [];
  let truncated = false;
  recurrence.between(wanted, toFloating(end, shiftYears), true, (found) => {
    truncated = starts.length >= limit;
    if (!truncated) starts.push(toWall(found, shiftYears));
    return !truncated;
  });
  return { starts, truncated };
}

/**
 * A later first start of the same series: daily and weekly rules that do not count repeat themselves every interval, so a
 * series that began years ago need not be walked through from its beginning.
 */
function nearTo(wanted: Date, first: Date, { freq, interval, count }: Partial<Options>): Date {
  const periodDays = freq === RRule.DAILY ? 1 : freq === RRule.WEEKLY ? 7 : null;
  if (periodDays === null || typeof count === 'number' || wanted <= first) return first;
  const stepMs = periodDays * (interval ?? 1) * DAY_MS;
  // One step less: within its first week a weekly rule begins at the first start, not at the week's.
  const steps = Math.floor((wanted.getTime() - first.getTime()) / stepMs) - 1;
  return new Date(first.getTime() + Math.max(0, steps) * stepMs);
}

/** The last wall time an occurrence may have, or null. */
function untilWall(rule: ParsedRule, zone: string): string | null {
  if (rule.until === null) return null;
  switch (rule.until.kind) {
    case 'date':
      return `${rule.until.value}T23:59:59`;
    case 'wall':
      return rule.until.value;
    case 'instant':
      return Temporal.Instant.from(rule.until.value)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'second' });
  }
}

/** A wall time dressed as UTC, which is how the library wants it. */
function toFloating(wall: string, shiftYears: number): Date {
  const floating = new Date(`${wall}Z`);
  floating.setUTCFullYear(floating.getUTCFullYear() + shiftYears);
  return floating;
}

function toWall(floating: Date, shiftYears: number): string {
  const wall = new Date(floating);
  wall.setUTCFullYear(wall.getUTCFullYear() - shiftYears);
  return wall.toISOString().slice(0, 16);
}
