import type { CaseDetail, CasePinBefore } from '@gocua/api/contract/cases';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import type { Place } from './pinDraft.ts';
import { pinWords } from './words.ts';

/** Sets a pin and offers to undo it, to the very state before: where it was and how far it was trusted. */
export function useSetPin(onSaved: () => void) {
  const t = pinWords.useText();
  const c = common.useText();
  const queries = useQueryClient();
  const refresh = (after: CaseDetail) => {
    queries.setQueryData(['case', after.id], after);
    void queries.invalidateQueries({ queryKey: ['cases'] });
  };
  const restore = useMutation({
    mutationFn: ({ id, before }: { id: string; before: CasePinBefore; name: string }) =>
      http.put<CaseDetail>(`/api/cases/${id}/pin/before`, { body: before, commandId: newId() }),
    onSuccess: (after, { name }) => {
      refresh(after);
      toasts.show({ kind: 'done', words: t('undone', { name }) });
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
  return useMutation({
    mutationFn: ({ one, place, commandId }: { one: CaseDetail; place: Place; commandId: string }) =>
      http.put<CaseDetail>(`/api/cases/${one.id}/pin`, { body: { ...place, version: one.version }, commandId }),
    onSuccess: (after, { one }) => {
      refresh(after);
      const { lat, lon, coordinateSource, confidence, fullName: name } = one;
      const before = { lat, lon, coordinateSource, confidence, version: after.version };
      toasts.show({
        kind: 'done',
        words: t('saved', { name }),
        undo: { words: c('undo'), run: () => restore.mutate({ id: one.id, before, name }) },
      });
      onSaved();
    },
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
  });
}
