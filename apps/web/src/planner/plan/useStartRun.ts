import type { Run, RunInput } from '@gocua/api/contract/planning';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';

/** Asks for a plan; pressed twice it is asked once. */
export function useStartRun(onStarted: (run: Run) => void) {
  const queries = useQueryClient();
  const commandId = useRef(newId());
  return useMutation({
    mutationFn: (body: RunInput) => http.post<Run>('/api/runs', { body, commandId: commandId.current }),
    onSuccess: (run) => {
      queries.setQueryData<Run[]>(['runs'], (runs) => [run, ...(runs ?? []).filter((one) => one.id !== run.id)]);
      onStarted(run);
    },
    onSettled: () => {
      commandId.current = newId();
      void queries.invalidateQueries({ queryKey: ['runs'] });
    },
  });
}
