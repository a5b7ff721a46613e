import type { SeriesEdit, SeriesStates } from '../contract/calendar.ts';
import type { ShiftOverride, ShiftSeries } from '../contract/teams.ts';
import { ProblemError } from '../problem.ts';
import { takesPlace } from './check-series.ts';
import { occurrencesBetween, ruleStarts } from './occurrences.ts';
import { addDays } from './zoned-time.ts';

/** No rule counts further (parse-rule.ts). */
const MOST_OCCURRENCES = 10_000;

/**
 * What "only this one", "this and the following" and "all" make of a series, as calendar users know them: one becomes an override
 * or a date left out; the following become a series of their own; what was changed or left out by hand before stays so.
 */
export function applyEdit(series: ShiftSeries, edit: SeriesEdit, country: string): SeriesStates {
  const [occurrence] = occurrencesBetween(series, { from: edit.date, to: edit.date }, 1).occurrences;
  if (!occurrence) throw new ProblemError('not-found', { detail: `The series has no shift on ${edit.date}.` });
  if (edit.scope === 'one') return applyToOne(series, edit, occurrence.startsLocal, country);
  if (edit.scope === 'following') {
    const before = partBefore(series, edit.date);
    if (before) return applyToFollowing(series, edit, before);
  }
  const { change } = edit;
  return change ? putOnly(wholeChanged(series, edit.date, change)) : removeOnly(series);
}

type SeriesChange = NonNullable<Extract<SeriesEdit, { scope: 'all' }>['change']>;

const putOnly = (...put: ShiftSeries[]): SeriesStates => ({ put, remove: [], heirs: [] });
const removeOnly = ({ id, version }: ShiftSeries): SeriesStates => ({ put: [], remove: [{ id, version }], heirs: [] });

function applyToOne(
  series: ShiftSeries,
  { date, change }: Extract<SeriesEdit, { scope: 'one' }>,
  startsLocal: string,
  country: string,
): SeriesStates {
  const others = series.overrides.filter((override) => override.date !== date);
  if (change === null) {
    const less = { ...series, overrides: others, exceptDates: [...series.exceptDates, date].sort() };
    return takesPlace(less, country) ? putOnly(less) : removeOnly(series);
  }
  const override: ShiftOverride = { date, ...change };
  const asTheRule = { date, startsLocal, durationSec: series.durationSec, teamId: series.teamId, rest: series.rest, note: '' };
  const isPlain = sameOverride(override, asTheRule);
  const overrides = isPlain ? others : [...others, override].sort((a, b) => (a.date < b.date ? -1 : 1));
  return putOnly({ ...series, overrides });
}

function sameOverride(a: ShiftOverride, b: ShiftOverride): boolean {
  const words = ({ startsLocal, durationSec, teamId, rest, note }: ShiftOverride) =>
    JSON.stringify([startsLocal, durationSec, teamId, rest && [rest.from, rest.to, rest.durationSec], note]);
  return words(a) === words(b);
}

function wholeChanged(series: ShiftSeries, date: string, { time, ...change }: SeriesChange): ShiftSeries {
  return {
    ...series,
    ...change,
    startsLocal: `${series.startsLocal.slice(0, 10)}T${time}`,
    // The shift from which all were edited becomes as all; of the others who stayed with the team goes with it.
    overrides: series.overrides.filter((override) => override.date !== date).map(withTeam(series.teamId, change.teamId)),
  };
}

const withTeam =
  (from: string, to: string) =>
  (override: ShiftOverride): ShiftOverride =>
    override.teamId === from ? { ...override, teamId: to } : override;

/** The series as it was until the day before a date; null when it begins there. */
function partBefore(series: ShiftSeries, date: string): ShiftSeries | null {
  const last = addDays(date, -1);
  const starts = ruleStarts(series, series.startsLocal.slice(0, 10), last, 1).starts;
  const extraStarts = series.extraStarts.filter((start) => start.slice(0, 10) < date);
  if (starts.length === 0 && extraStarts.length === 0) return null;
  return {
    ...series,
    rule: series.rule === '' ? '' : withEnd(series.rule, `UNTIL=${last.replaceAll('-', '')}`),
    exceptDates: series.exceptDates.filter((one) => one < date),
    extraStarts,
    overrides: series.overrides.filter((override) => override.date < date),
  };
}

function applyToFollowing(
  series: ShiftSeries,
  edit: Extract<SeriesEdit, { scope: 'following' }>,
  before: ShiftSeries,
): SeriesStates {
  const { date, change, newId } = edit;
  if (change === null) return putOnly(before);
  const { time, ...rest } = change;
  const extraStarts = series.extraStarts.filter((start) => start.slice(0, 10) >= date);
  // An interval goes on counting from a day of the rule, though the edit begins at an extra shift.
  const next = ruleStarts(series, date, addDays(date, 400), 1).starts[0] ?? extraStarts[0] ?? series.startsLocal;
  const after: ShiftSeries = {
    ...series,
    ...rest,
    id: newId,
    version: 0,
    startsLocal: `${next.slice(0, 10)}T${time}`,
    rule: countedOn(series, rest.rule, date),
    exceptDates: series.exceptDates.filter((one) => one >= date),
    extraStarts,
    overrides: series.overrides.filter((override) => override.date > date).map(withTeam(series.teamId, change.teamId)),
  };
  return { put: [before, after], remove: [], heirs: [{ fromSeriesId: series.id, toSeriesId: newId, fromDate: date }] };
}

/** A rule that counts goes on counting where the first part ended. */
function countedOn(series: ShiftSeries, rule: string, date: string): string {
  const count = /(?:^|;)COUNT=(\d+)/i.exec(rule)?.[1];
  if (count === undefined || count !== /(?:^|;)COUNT=(\d+)/i.exec(series.rule)?.[1]) return rule;
  const done = ruleStarts(series, series.startsLocal.slice(0, 10), addDays(date, -1), MOST_OCCURRENCES).starts.length;
  return withEnd(rule, `COUNT=${Number(count) - done}`);
}

function withEnd(rule: string, end: string): string {
  const parts = rule.split(';').filter((part) => part !== '' && !/^(?:UNTIL|COUNT)=/i.test(part));
  return [...parts, end].join(';');
}
