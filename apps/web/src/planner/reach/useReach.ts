import type { Reach } from '@gocua/api/contract/reach';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';

export interface ReachChoice {
  readonly teamId: string;
  readonly minutes: number;
}

/** The cases a team reaches in time; null while nothing is chosen or known, and then nothing is filtered. */
export function useReach(choice: ReachChoice | null) {
  const query = useQuery({
    queryKey: ['cases', 'reach', choice],
    queryFn: ({ signal }) =>
      http.get<Reach>('/api/reach', { query: { teamId: choice!.teamId, minutes: choice!.minutes }, signal }),
    enabled: choice !== null,
    staleTime: 60_000,
  });
  const reach = choice ? query.data : undefined;
  const caseIds = useMemo(() => (reach ? new Set(reach.cases.map(({ caseId }) => caseId)) : null), [reach]);
  return { query, reach, caseIds };
}
