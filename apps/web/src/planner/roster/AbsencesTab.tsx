import type { Absence } from '@gocua/api/contract/people';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { addDays, formatDate } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useTeams } from '../data/useTeams.ts';
import { AbsenceDialog } from './AbsenceDialog.tsx';
import { useAbsences, usePeople } from './usePeople.ts';
import { rosterWords } from './words.ts';

const DAYS_AHEAD = 90;

/** Who is away when, and what that does to which shift. */
export function AbsencesTab() {
  const t = rosterWords.useText();
  const c = common.useText();
  const language = useLanguage();
  const { today, mayChange } = usePlanner();
  const queries = useQueryClient();
  const absences = useAbsences(today, addDays(today, DAYS_AHEAD));
  const { query: peopleQuery, people, byId } = usePeople(today);
  const { query: teamQuery, byId: teams } = useTeams();
  const isPending = absences.isPending || peopleQuery.isPending || teamQuery.isPending;
  const [adding, setAdding] = useState(false);
  const nameOf = (id: string) => byId.get(id)?.name ?? id;
  const again = () => void queries.invalidateQueries({ queryKey: ['teams'] });
  const remove = useMutation({
    mutationFn: (absence: Absence) => http.delete<void>(`/api/absences/${absence.id}`, { commandId: newId() }),
    onSuccess: (_answer, absence) => {
      again();
      const putBack = () =>
        http
          .put<unknown>(`/api/absences/${absence.id}`, { body: absence, commandId: newId() })
          .then(again)
          .catch((error: unknown) => toasts.show({ kind: 'error', words: problemText(error) }));
      toasts.show({
        kind: 'done',
        words: t('absences.removed', { name: nameOf(absence.personId) }),
        undo: { words: c('undo'), run: () => void putBack() },
      });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  return (
    <section className="people-panel">
      {mayChange && people.length > 0 ? (
        <div className="people-actions">
          <Button kind="primary" icon={Plus} onPress={() => setAdding(true)}>
            {t('absences.add')}
          </Button>
        </div>
      ) : null}
      {isPending ? <Skeleton label={c('loading')} lines={5} /> : null}
      {absences.isError ? <Notice tone="bad" title={problemText(absences.error)} /> : null}
      {absences.data?.length === 0 ? (
        <EmptyState icon={UserRoundCheck} title={t('absences.none')}>
          {t('absences.noneWords')}
        </EmptyState>
      ) : null}
      <ul className="absences">
        {(isPending ? [] : (absences.data ?? [])).map(({ absence, effects }) => (
          <li key={absence.id} className="absence">
            <span className="absence-words">
              <strong>{nameOf(absence.personId)}</strong>
              <span>
                {t(`absenceKind.${absence.kind}`)} ·{' '}
                {absence.fromDate === absence.toDate
                  ? formatDate(absence.fromDate, language)
                  : t('absences.dates', {
                      from: formatDate(absence.fromDate, language),
                      to: formatDate(absence.toDate, language),
                    })}
              </span>
              {absence.note ? <span>{absence.note}</span> : null}
              {effects.length === 0 ? <span className="person-fine">{t('absences.noEffect')}</span> : null}
              <ul>
                {effects.map((effect) => (
                  <li key={effect.shiftId} className={effect.state === 'full' ? 'breach' : 'breach breach-hard'}>
                    {t('absences.effect', {
                      team: teams.get(effect.teamId)?.name ?? '',
                      date: formatDate(effect.date, language),
                      present: effect.presentCount,
                      size: effect.crewSize,
                      state: t(`crewState.${effect.state}`),
                    })}
                  </li>
                ))}
              </ul>
            </span>
            {mayChange ? (
              <IconButton
                icon={Trash2}
                name={t('absences.remove', { name: nameOf(absence.personId) })}
                onPress={() => remove.mutate(absence)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {adding ? <AbsenceDialog people={people} onClose={() => setAdding(false)} /> : null}
    </section>
  );
}
