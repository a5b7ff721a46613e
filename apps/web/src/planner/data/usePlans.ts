import type { Plan, PlanGeometry, PlanList, PublishPreview, Run } from '@gocua/api/contract/planning';
import { useQuery } from '@tanstack/react-query';
import { http } from '../../api/http.ts';

export function usePlans() {
  return useQuery({ queryKey: ['plans'], queryFn: ({ signal }) => http.get<PlanList>('/api/plans', { signal }) });
}

export function usePlan(id: string | null) {
  return useQuery({
    queryKey: ['plan', id],
    queryFn: ({ signal }) => http.get<Plan>(`/api/plans/${id}`, { signal }),
    enabled: id !== null,
    staleTime: 30_000,
  });
}

/** Lines along the real streets; a plan's routes never change, so they are read once. */
export function usePlanGeometry(id: string | null) {
  return useQuery({
    queryKey: ['plan-geometry', id],
    queryFn: ({ signal }) => http.get<PlanGeometry>(`/api/plans/${id}/geometry`, { signal }),
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function usePublishPreview(id: string | null) {
  return useQuery({
    queryKey: ['publish-preview', id],
    queryFn: ({ signal }) => http.get<PublishPreview>(`/api/plans/${id}/publish-preview`, { signal }),
    enabled: id !== null,
    staleTime: 0,
    gcTime: 0,
  });
}

/** Recent runs, newest first. While one goes on it is read again now and then, in case a live message was lost. */
export function useRuns() {
  return useQuery({
    queryKey: ['runs'],
    queryFn: async ({ signal }) => {
      const answer = await http.get<{ runs: Run[] }>('/api/runs', { signal });
      return answer.runs;
    },
    refetchInterval: (query) => (query.state.data?.some(isGoing) ? 3_000 : false),
  });
}

export function isGoing(run: Run): boolean {
  return run.state === 'queued' || run.state === 'running';
}

/** The best plan so far of a run that searches: to be looked at, neither checked nor saved yet. */
export function useRunPreview(run: Run | null) {
  const found = run !== null && run.progress.phase === 'searching' && run.progress.curve.length > 0;
  return useQuery({
    queryKey: ['run-preview', run?.id ?? null],
    queryFn: ({ signal }) => http.get<Plan>(`/api/runs/${run?.id}/preview`, { signal }),
    enabled: found,
    // Often enough to see it grow, seldom enough to leave the server to the search.
    refetchInterval: 2_000,
    retry: false,
    gcTime: 0,
  });
}
