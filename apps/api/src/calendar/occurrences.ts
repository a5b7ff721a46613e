import type { ShiftSeries } from '../contract/teams.ts';
import { parseRule } from './parse-rule.ts';
import { wallTimesOfRule } from './wall-times-of-rule.ts';

/** When a series starts a shift, as its rule and its own dates say, before single shifts were changed. */
export interface Occurrence {
  /** The date is what names it: a series starts at most once on a date. */
  readonly originalDate: string;
  /** "2026-11-26T18:30" */
  readonly startsLocal: string;
  /** Of the extra starts, not of the rule. */
  readonly isExtra: boolean;
}

type Recurrence = Pick<ShiftSeries, 'rule' | 'startsLocal' | 'zone' | 'exceptDates' | 'extraStarts'>;

/** The occurrences of a series on dates from one to another (both included), in order of time, at most `limit` of them. */
export function occurrencesBetween(
  series: Recurrence,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): { occurrences: Occurrence[]; truncated: boolean } {
  const { starts, truncated } = ruleStarts(series, from, to, limit);
  const excepted = series.exceptDates.length > 0 ? new Set(series.exceptDates) : null;
  const occurrences: Occurrence[] = [];
  for (const startsLocal of starts) {
    const originalDate = startsLocal.slice(0, 10);
    if (!excepted?.has(originalDate)) occurrences.push({ originalDate, startsLocal, isExtra: false });
  }
  if (series.extraStarts.length > 0) {
    const taken = new Set(starts.map((start) => start.slice(0, 10)));
    for (const startsLocal of series.extraStarts) {
      const originalDate = startsLocal.slice(0, 10);
      if (originalDate < from || originalDate > to || taken.has(originalDate) || excepted?.has(originalDate)) continue;
      taken.add(originalDate);
      occurrences.push({ originalDate, startsLocal, isExtra: true });
    }
    occurrences.sort((a, b) => (a.startsLocal < b.startsLocal ? -1 : 1));
  }
  return { occurrences, truncated };
}

/** Those of the rule alone, the excepted among them. */
export function ruleStarts(
  { rule, startsLocal, zone }: Pick<ShiftSeries, 'rule' | 'startsLocal' | 'zone'>,
  from: string,
  to: string,
  limit: number,
): { starts: string[]; truncated: boolean } {
  if (rule !== '') return wallTimesOfRule(parseRule(rule), startsLocal, zone, from, to, limit);
  const date = startsLocal.slice(0, 10);
  return { starts: date >= from && date <= to && limit > 0 ? [startsLocal] : [], truncated: false };
}
