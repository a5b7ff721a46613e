import type { PlanSummary } from '@gocua/api/contract/planning';
import type { Repair, RepairChoice, RepairEvent } from '@gocua/api/contract/repair';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { toasts } from '../../design/toasts.ts';
import { useDiscard } from '../plan/useDiscard.ts';
import { repairWords } from './words.ts';

/** Asks for ways to go on; nothing changes. */
export function useRepair() {
  return useMutation({ mutationFn: (event: RepairEvent) => http.post<Repair>('/api/planning/repair', { body: event }) });
}

/** One press makes a draft of a way, and one more takes it back. */
export function useAdoptRepair(onAdopted: (planId: string) => void, onUndone: () => void) {
  const t = repairWords.useText();
  const queries = useQueryClient();
  const discard = useDiscard();
  const commandId = useRef(newId());
  return useMutation({
    mutationFn: (choice: RepairChoice) =>
      http.post<PlanSummary>('/api/planning/repair/draft', { body: choice, commandId: commandId.current }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['plans'] });
      toasts.show({
        kind: 'done',
        words: t('adopted'),
        undo: { words: t('undo'), run: () => discard.mutate(id, { onSuccess: onUndone }) },
      });
      onAdopted(id);
    },
    onSettled: () => {
      commandId.current = newId();
    },
  });
}
