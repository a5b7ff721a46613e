import type { ShiftSeries } from '../contract/teams.ts';

/** The last date that stands in some series: where they begin, and their own shifts. */
export function dateOfStates(series: readonly ShiftSeries[]): string {
  const starts = series.flatMap(({ startsLocal, extraStarts, overrides }) => [
    ...[startsLocal, ...extraStarts],
    ...overrides.map((override) => override.startsLocal),
  ]);
  return starts.reduce((last, start) => (start > last ? start : last), '').slice(0, 10);
}
