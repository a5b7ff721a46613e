import type { ProblemItem } from '../contract/problems.ts';
import type { ShiftOverride, ShiftSeries } from '../contract/teams.ts';
import type { Queryable } from '../db/open-database.ts';
import { ProblemError } from '../problem.ts';
import { findState } from './store/history.ts';

/** The refusal for who comes late: what changed between the version they read and the one that is stored. */
export async function changedMeanwhile(
  db: Queryable,
  seriesId: string,
  readVersion: number,
  now: ShiftSeries | null,
): Promise<ProblemError> {
  if (now === null) {
    const item = { pointer: '', code: 'removed', message: 'The series was removed.' };
    return new ProblemError('changed-meanwhile', { detail: item.message, errors: [item], params: { version: 0 } });
  }
  const read = await findState(db, seriesId, readVersion);
  const errors = read ? differences(read, now) : [];
  const detail = errors.map(({ message }) => message).join(' ');
  return new ProblemError('changed-meanwhile', {
    ...(detail === '' ? {} : { detail }),
    ...(errors.length === 0 ? {} : { errors }),
    params: { version: now.version },
  });
}

const PLAIN = ['teamId', 'startsLocal', 'zone', 'durationSec', 'rule', 'skipHolidays'] as const;

/** One item for each field that differs, with what it was and what it is. */
export function differences(was: ShiftSeries, now: ShiftSeries): ProblemItem[] {
  const items: ProblemItem[] = [];
  const add = (field: string, before: string, after: string): void => {
    if (before === after) return;
    const message = `${field} was ${before || 'empty'} and is ${after || 'empty'} now.`;
    items.push({ pointer: `/${field}`, code: 'changed-meanwhile', message, params: { was: before, now: after } });
  };
  for (const field of PLAIN) add(field, String(was[field]), String(now[field]));
  const restWords = ({ rest }: ShiftSeries) => (rest ? `${rest.from}–${rest.to}, ${rest.durationSec} s` : '');
  add('rest', restWords(was), restWords(now));
  const [datesWere, datesAre] = onlyInOne(was.exceptDates, now.exceptDates);
  add('exceptDates', datesWere, datesAre);
  const [extrasWere, extrasAre] = onlyInOne(was.extraStarts, now.extraStarts);
  add('extraStarts', extrasWere, extrasAre);
  const [overridesWere, overridesAre] = onlyInOne(was.overrides.map(overrideWords), now.overrides.map(overrideWords));
  add('overrides', overridesWere, overridesAre);
  return items;
}

/** What only the first list has and what only the second has. */
function onlyInOne(before: readonly string[], after: readonly string[]): [string, string] {
  const only = (list: readonly string[], other: readonly string[]) => list.filter((one) => !other.includes(one)).join(', ');
  return [only(before, after), only(after, before)];
}

function overrideWords({ date, startsLocal, durationSec, teamId }: ShiftOverride): string {
  return `${date} → ${startsLocal} ${durationSec} s ${teamId}`;
}
