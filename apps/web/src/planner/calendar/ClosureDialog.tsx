import type { Depot, DepotClosure } from '@gocua/api/contract/teams';
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
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
import { refresh } from './useCalendar.ts';
import { calendarWords } from './words.ts';

/** Days on which nobody sets out from a depot. */
export function ClosureDialog({ date, depots, onClose }: { date: string; depots: readonly Depot[]; onClose: () => void }) {
  const t = calendarWords.useText();
  const c = common.useText();
  const queries = useQueryClient();
  const [closure, setClosure] = useState<DepotClosure>(() => ({
    ...{ id: newId(), depotId: depots[0]?.id ?? '', fromDate: date, toDate: date, reason: '', version: 0 },
  }));
  const set = (part: Partial<DepotClosure>) => setClosure((before) => ({ ...before, ...part }));
  const depot = depots.find(({ id }) => id === closure.depotId)?.name ?? '';
  const isTurned = closure.toDate < closure.fromDate;
  const save = useMutation({
    mutationFn: () => http.put<DepotClosure>(`/api/depot-closures/${closure.id}`, { body: closure, commandId: newId() }),
    onSuccess: (saved) => {
      refresh(queries);
      const undo = { words: c('undo'), run: () => reopen(queries, saved, t('closureDialog.opened', { depot })) };
      toasts.show({ kind: 'done', words: t('closureDialog.saved', { depot }), undo });
      onClose();
    },
  });
  return (
    <Dialog
      title={t('closureDialog.title')}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{c('cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={isTurned || closure.reason.trim() === '' || !closure.fromDate || !closure.toDate}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t('closureDialog.save')}
          </Button>
        </>
      }
    >
      <div className="shift-form">
        <p>{t('closureDialog.words')}</p>
        <Select
          label={t('closureDialog.depot')}
          options={depots.map(({ id, name }) => ({ id, words: name }))}
          value={closure.depotId}
          onChange={(depotId) => set({ depotId })}
        />
        <div className="series-two">
          <DateField label={t('closureDialog.fromDate')} value={closure.fromDate} onChange={(fromDate) => set({ fromDate })} />
          <DateField
            label={t('closureDialog.toDate')}
            value={closure.toDate}
            onChange={(toDate) => set({ toDate })}
            error={isTurned ? t('closureDialog.bad') : undefined}
          />
        </div>
        <TextField
          label={t('closureDialog.reason')}
          value={closure.reason}
          onChange={(reason) => set({ reason })}
          help={t('closureDialog.needReason')}
        />
        {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
      </div>
    </Dialog>
  );
}

/** Opens the depot again and says so. */
export function reopen(queries: QueryClient, closure: DepotClosure, words: string): void {
  http
    .delete<void>(`/api/depot-closures/${closure.id}`, { commandId: newId() })
    .then(() => toasts.show({ kind: 'done', words }))
    .catch((error: unknown) => toasts.show({ kind: 'error', words: problemText(error) }))
    .finally(() => refresh(queries));
}
