import type { Limit } from '../../contract/people.ts';
import { AT_LEAST_RULES, type BreachRule } from '../../contract/working-time-codes.ts';

/** A rule that is broken, or that warns, before somebody's name is put to it. */
export interface FoundBreach {
  readonly rule: BreachRule;
  readonly severity: 'refused' | 'warned';
  readonly date: string;
  readonly shiftId: string | null;
  readonly limit: number;
  readonly value: number;
  readonly otherDate: string | null;
  /** What it is about: two findings with the same rule and subject speak of the same thing, before and after a change. */
  readonly subject: string;
}

type Place = Pick<FoundBreach, 'date' | 'shiftId' | 'subject'> & { otherDate?: string };

/** Values are compared and told to a hundredth: a sum of hours is a sum of fractions. */
const round = (value: number): number => Math.round(value * 100) / 100;

/** Compares a value with a rule's two limits; nothing when it keeps both. */
export function compare(rule: BreachRule, { limit, warnAt }: Limit, rawValue: number, place: Place): FoundBreach[] {
  const value = round(rawValue);
  const isBeyond = (bound: number | null): bound is number =>
    bound !== null && (AT_LEAST_RULES.includes(rule) ? value < bound : value > bound);
  const { date, shiftId, subject, otherDate = null } = place;
  if (isBeyond(limit)) return [{ rule, severity: 'refused', date, shiftId, limit, value, otherDate, subject }];
  if (isBeyond(warnAt)) return [{ rule, severity: 'warned', date, shiftId, limit: warnAt, value, otherDate, subject }];
  return [];
}

/** Those of the findings after a change that are worse than before it. */
export function newlyBroken(before: readonly FoundBreach[], after: readonly FoundBreach[]): FoundBreach[] {
  const key = ({ rule, subject }: FoundBreach): string => `${rule} ${subject}`;
  const known = new Map(before.map((breach) => [key(breach), breach]));
  return after.filter((breach) => {
    const old = known.get(key(breach));
    if (!old) return true;
    if (old.severity !== breach.severity) return breach.severity === 'refused';
    return AT_LEAST_RULES.includes(breach.rule) ? breach.value < old.value : breach.value > old.value;
  });
}
