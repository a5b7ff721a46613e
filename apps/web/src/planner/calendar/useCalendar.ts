import type { SeriesEdited, SeriesStates } from '@gocua/api/contract/calendar';
import type { DepotClosure, LostShift, Shift } from '@gocua/api/contract/teams';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { problemText } from '../../words/problems.ts';
import { useShifts } from '../data/useTeams.ts';
import { calendarWords } from './words.ts';

/** A shift as the calendar shows it: it takes place, or it is struck through. */
export type ShownShift = Shift & { because?: LostShift['because'] };

export interface ShownDay {
  readonly date: string;
  readonly shifts: readonly ShownShift[];
  readonly holiday: string | null;
  readonly closures: readonly DepotClosure[];
}

/** The days from one to another with what happens on them; of one team, or of all. */
export function useDays(from: string, to: string, teamId: string | null) {
  const language = useLanguage();
  const query = useShifts(from, to);
  const byDate = useMemo(() => {
    const days = new Map<string, { date: string; shifts: ShownShift[]; holiday: string | null; closures: DepotClosure[] }>();
    const { data } = query;
    const dayOf = (date: string) => {
      let day = days.get(date);
      if (!day) {
        day = { date, shifts: [], holiday: null, closures: [] };
        days.set(date, day);
      }
      return day;
    };
    for (const shift of [...(data?.shifts ?? []), ...(data?.lost ?? [])])
      if (teamId === null || shift.teamId === teamId) dayOf(shift.date).shifts.push(shift);
    for (const { shifts } of days.values()) shifts.sort((a, b) => a.opensAt.localeCompare(b.opensAt));
    for (const holiday of data?.holidays ?? []) dayOf(holiday.date).holiday = language === 'vi' ? holiday.name : holiday.nameEn;
    for (const closure of data?.closures ?? [])
      for (let at = Date.parse(closure.fromDate); at <= Date.parse(closure.toDate); at += 86_400_000) {
        const date = new Date(at).toISOString().slice(0, 10);
        if (date >= from && date <= to) dayOf(date).closures.push(closure);
      }
    return days;
  }, [query, language, teamId, from, to]);
  const day = (date: string): ShownDay => byDate.get(date) ?? { date, shifts: [], holiday: null, closures: [] };
  return { query, day };
}

/** Says what was done, with a way back that the server itself told. */
export function useDone() {
  const t = calendarWords.useText();
  const c = common.useText();
  const queries = useQueryClient();
  return (words: string, undo: SeriesStates) => {
    refresh(queries);
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
