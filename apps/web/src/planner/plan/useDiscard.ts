import { useMutation, useQueryClient } from '@tanstack/react-query';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { problemText } from '../../words/problems.ts';
import { plannerWords } from '../words.ts';

/** Leaves a draft. Nothing was told to anybody yet, and planning again brings one back, so no question is asked before. */
export function useDiscard() {
  const t = plannerWords.useText();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (planId: string) => http.post<unknown>(`/api/plans/${planId}/discard`, { commandId: newId() }),
    onSuccess: () => toasts.show({ kind: 'done', words: t('plan.discarded') }),
    onError: (error) => toasts.show({ kind: 'error', words: problemText(error) }),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['plans'] }),
  });
}
