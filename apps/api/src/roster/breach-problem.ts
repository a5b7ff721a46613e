import type { Breach } from '../contract/people.ts';
import type { ProblemItem } from '../contract/problems.ts';
import { AVAILABILITY_RULES, type BreachRule } from '../contract/working-time-codes.ts';
import { ProblemError } from '../problem.ts';

/** A series breaks a rule every week for each of its people: the first of them say enough. */
const MOST_ITEMS = 50;

const SENTENCES: Record<BreachRule, (breach: Breach) => string> = {
  hours_day: ({ date, value, limit }) => `${value} h of work on ${date}, at most ${limit} h are allowed.`,
  hours_week: ({ date, value, limit }) => `${value} h of work in the week of ${date}, at most ${limit} h are allowed.`,
  overtime_month: ({ date, value, limit }) => `${value} h of overtime in the month of ${date}, at most ${limit} h are allowed.`,
  overtime_year: ({ date, value, limit }) => `${value} h of overtime in the year of ${date}, at most ${limit} h are allowed.`,
  rest_between_shifts: ({ date, value, limit, otherDate }) =>
    `Not on ${date}: ${value} h since the end of the shift of ${otherDate}, ${limit} h required.`,
  rest_before_office: ({ date, value, limit, otherDate }) =>
    `Not on ${date}: ${value} h until the office opens on ${otherDate}, ${limit} h required.`,
  weekly_rest: ({ value, limit, otherDate }) =>
    `The longest rest in the week from ${otherDate} is ${value} h, ${limit} h are required.`,
  latest_end: ({ date, value, limit }) =>
    `The shift of ${date} ends at ${clock(value)}, ${clock(limit)} at the latest is allowed.`,
  consecutive_evenings: ({ otherDate, value, limit }) =>
    `${value} evenings in a row from ${otherDate}, at most ${limit} are allowed.`,
  fair_evenings: ({ date, value, limit }) =>
    `${value} evenings more than the average in the month of ${date}, ${limit} are allowed.`,
  fair_weekends: ({ date, value, limit }) =>
    `${value} weekend days more than the average in the month of ${date}, ${limit} are allowed.`,
  absent: ({ date }) => `Absent on ${date}.`,
  double_booked: ({ date }) => `Already on another shift at that time on ${date}.`,
};

function clock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.round(minutes % 60)).padStart(2, '0')}`;
}

/** Whether somebody may let it be, by name and with a reason. */
export function canBeOverridden({ rule }: Breach): boolean {
  return !(AVAILABILITY_RULES as readonly BreachRule[]).includes(rule);
}

/**
 * Refuses with `working-time-broken` when a hard rule would be broken: each rule with its numbers, people by id alone. With a reason
 * the rules of the policy may be broken; nobody can be absent and there, or at two places at once. Returns what was let be.
 */
export function requireAllowed(breaches: readonly Breach[], overrideReason: string | null): Breach[] {
  const refused = breaches.filter(({ severity }) => severity === 'refused');
  const remaining = overrideReason === null ? refused : refused.filter((breach) => !canBeOverridden(breach));
  if (remaining.length === 0) return refused;
  throw new ProblemError('working-time-broken', {
    detail: SENTENCES[remaining[0]!.rule](remaining[0]!),
    errors: [...remaining]
      .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
      .slice(0, MOST_ITEMS)
      .map(toItem),
    params: { count: remaining.length },
  });
}

function toItem(breach: Breach): ProblemItem {
  const { personId, rule, date, limit, value, otherDate } = breach;
  return {
    pointer: '/personIds',
    code: rule,
    message: SENTENCES[rule](breach),
    params: { personId, date, limit, value, ...(otherDate ? { otherDate } : {}), canOverride: canBeOverridden(breach) ? 1 : 0 },
  };
}
