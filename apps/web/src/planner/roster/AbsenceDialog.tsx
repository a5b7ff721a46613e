import type { Absence, AbsenceView, PersonView } from '@gocua/api/contract/people';
import { ABSENCE_KINDS } from '@gocua/api/contract/working-time-codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { DateField } from '../../design/DateField.tsx';
import { Dialog } from '../../design/Dialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { rosterWords } from './words.ts';

/** Whole days on which somebody is away. */
export function AbsenceDialog({ people, onClose }: { people: readonly PersonView[]; onClose: () => void }) {
  const t = rosterWords.useText();
  const c = common.useText();
  const { today } = usePlanner();
  const queries = useQueryClient();
  const [absence, setAbsence] = useState<Absence>(() => ({
    ...{ id: newId(), personId: people[0]?.id ?? '', kind: 'leave', fromDate: today, toDate: today, note: '' },
  }));
  const set = (part: Partial<Absence>) => setAbsence((before) => ({ ...before, ...part }));
  const isReversed = absence.toDate < absence.fromDate;
  const save = useMutation({
    mutationFn: () => http.put<AbsenceView>(`/api/absences/${absence.id}`, { body: absence, commandId: newId() }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['teams'] });
      const name = people.find(({ id }) => id === absence.personId)?.name ?? '';
      toasts.show({ kind: 'done', words: t('absences.saved', { name }) });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('absences.add')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button kind="primary" isDisabled={isReversed} isPending={save.isPending} onPress={() => save.mutate()}>
            {c('save')}
          </Button>
        </>
      }
    >
      <div className="team-form">
        {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
        <Select
          label={t('absences.person')}
          options={people.map(({ id, name }) => ({ id, words: name }))}
          value={absence.personId}
          onChange={(personId) => set({ personId })}
        />
        <Select
          label={t('absences.kind')}
          options={ABSENCE_KINDS.map((id) => ({ id, words: t(`absenceKind.${id}`) }))}
          value={absence.kind}
          onChange={(kind) => set({ kind })}
        />
        <div className="series-two">
          <DateField
            label={t('absences.from')}
            value={absence.fromDate}
            onChange={(fromDate) => fromDate && set({ fromDate, ...(absence.toDate < fromDate ? { toDate: fromDate } : {}) })}
          />
          <DateField
            label={t('absences.to')}
            value={absence.toDate}
            onChange={(toDate) => toDate && set({ toDate })}
            error={isReversed ? t('absences.reversed') : undefined}
          />
        </div>
        <TextField label={t('absences.note')} value={absence.note} onChange={(note) => set({ note })} />
      </div>
    </Dialog>
  );
}
