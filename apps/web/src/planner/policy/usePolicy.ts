import type { PlanPolicy } from '@gocua/api/contract/plan-policy';
import { useQuery } from '@tanstack/react-query';
import { http } from '../../api/http.ts';

export function usePolicy() {
  return useQuery({
    queryKey: ['plan-policy'],
    queryFn: ({ signal }) => http.get<PlanPolicy>('/api/plan-policy', { signal }),
    staleTime: 30_000,
  });
}
