import type { SeriesEdited, SeriesStates } from '@gocua/api/contract/calendar';
import type { Absence, Breach } from '@gocua/api/contract/people';
import type { DepotClosure, LostShift, Shift } from '@gocua/api/contract/teams';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { useShifts } from '../data/useTeams.ts';
import { useAbsences, useCrews } from '../roster/usePeople.ts';
import { useWarnings } from '../roster/useWarnings.ts';
import { calendarWords } from './words.ts';

/** A shift as the calendar shows it: it takes place, or it is struck through. */
export type ShownShift = Shift & { because?: LostShift['because'] };

export interface ShownDay {
  readonly date: string;
  readonly shifts: readonly ShownShift[];
  readonly holiday: string | null;
  readonly closures: readonly DepotClosure[];
  readonly absences: readonly Absence[];
}

/** What is drawn: everything, the shifts of one team, or those of one person. */
export type Drawn = { teamId: string } | { personId: string } | null;

/** The days from one to another with what happens on them. Whose shift one is says its crew, not its team. */
export function useDays(from: string, to: string, drawn: Drawn) {
  const language = useLanguage();
  const query = useShifts(from, to);
  const crews = useCrews(from, to);
  const absences = useAbsences(from, to);
  const teamId = drawn && 'teamId' in drawn ? drawn.teamId : null;
  const personId = drawn && 'personId' in drawn ? drawn.personId : null;
  /** By shift, who comes; a shift that is lost has nobody. */
  const peopleOf = useMemo(
    () =>
      new Map(
        crews.data?.map(({ shiftId, people }) => [
          shiftId,
          people.filter(({ absence }) => absence === null).map((one) => one.personId),
        ]),
      ),
    [crews.data],
  );
  const byDate = useMemo(() => {
    const days = new Map<string, Day>();
    const { data } = query;
    const dayOf = (date: string) => {
      let day = days.get(date);
      if (!day) {
        day = { date, shifts: [], holiday: null, closures: [], absences: [] };
        days.set(date, day);
      }
      return day;
    };
    for (const shift of [...(data?.shifts ?? []), ...(data?.lost ?? [])])
      if (personId === null ? teamId === null || shift.teamId === teamId : peopleOf.get(shift.id)?.includes(personId))
        dayOf(shift.date).shifts.push(shift);
    for (const { shifts } of days.values()) shifts.sort((a, b) => a.opensAt.localeCompare(b.opensAt));
    for (const holiday of data?.holidays ?? []) dayOf(holiday.date).holiday = language === 'vi' ? holiday.name : holiday.nameEn;
    for (const closure of data?.closures ?? []) for (const date of datesOf(closure, from, to)) dayOf(date).closures.push(closure);
    for (const { absence } of absences.data ?? [])
      if (personId === null || absence.personId === personId)
        for (const date of datesOf(absence, from, to)) dayOf(date).absences.push(absence);
    return days;
  }, [query, absences.data, peopleOf, language, teamId, personId, from, to]);
  const day = (date: string): ShownDay => byDate.get(date) ?? { date, shifts: [], holiday: null, closures: [], absences: [] };
  return { query, crews, day, peopleOf };
}

interface Day extends ShownDay {
  readonly shifts: ShownShift[];
  holiday: string | null;
  readonly closures: DepotClosure[];
  readonly absences: Absence[];
}

/** The dates of a span that lie in a range. */
function datesOf(span: { fromDate: string; toDate: string }, from: string, to: string): string[] {
  const dates: string[] = [];
  const last = span.toDate < to ? span.toDate : to;
  for (let date = span.fromDate > from ? span.fromDate : from; date <= last; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Says what was done, with a way back that the server itself told. */
export function useDone() {
  const t = calendarWords.useText();
  const c = common.useText();
  const queries = useQueryClient();
  const warn = useWarnings();
  return (words: string, undo: SeriesStates, breaches: readonly Breach[]) => {
    refresh(queries);
    warn(breaches);
    toasts.show({ kind: 'done', words, undo: { words: c('undo'), run: () => takeBack(queries, undo, t('shift.undone')) } });
  };
}

function takeBack(queries: QueryClient, undo: SeriesStates, words: string): void {
  http
    .post<SeriesEdited>('/api/shift-series/restore', { body: undo, commandId: newId() })
    .then(() => toasts.show({ kind: 'done', words }))
    .catch((error: unknown) => toasts.show({ kind: 'error', words: problemText(error) }))
    .finally(() => refresh(queries));
}

export function refresh(queries: QueryClient): void {
  void queries.invalidateQueries({ queryKey: ['teams'] });
}
