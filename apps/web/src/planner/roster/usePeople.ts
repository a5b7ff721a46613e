import type {
  AbsenceView,
  Candidate,
  CrewView,
  OverrideView,
  PeopleList,
  PersonView,
  PolicyView,
} from '@gocua/api/contract/people';
import type { PromiseAtRisk } from '@gocua/api/contract/promises-at-risk';
import type { RosterSummary, RosterView } from '@gocua/api/contract/rosters';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';

const NOBODY: readonly PersonView[] = [];

/** Under 'teams', so that the live message about teams reads them again. */
export function usePeople(date: string) {
  const query = useQuery({
    queryKey: ['teams', 'people', date],
    queryFn: async ({ signal }) => (await http.get<PeopleList>('/api/people', { query: { date }, signal })).people,
    staleTime: 60_000,
  });
  const people = query.data ?? NOBODY;
  const byId = useMemo(() => new Map(people.map((person) => [person.id, person])), [people]);
  return { query, people, byId };
}

export function useCrews(from: string, to: string) {
  return useQuery({
    queryKey: ['teams', 'crews', from, to],
    queryFn: async ({ signal }) => (await http.get<{ crews: CrewView[] }>('/api/crews', { query: { from, to }, signal })).crews,
    staleTime: 60_000,
  });
}

export function useCandidates(crew: Pick<CrewView, 'shiftId' | 'date'>) {
  return useQuery({
    queryKey: ['teams', 'candidates', crew.shiftId],
    queryFn: async ({ signal }) =>
      (
        await http.get<{ candidates: Candidate[] }>(`/api/crews/${crew.shiftId}/candidates`, {
          query: { date: crew.date },
          signal,
        })
      ).candidates,
  });
}

export function useAbsences(from: string, to: string) {
  return useQuery({
    queryKey: ['teams', 'absences', from, to],
    queryFn: async ({ signal }) =>
      (await http.get<{ absences: AbsenceView[] }>('/api/absences', { query: { from, to }, signal })).absences,
    staleTime: 60_000,
  });
}

export function usePolicy() {
  return useQuery({
    queryKey: ['teams', 'policy'],
    queryFn: ({ signal }) => http.get<PolicyView>('/api/working-time-policy', { signal }),
    staleTime: 60_000,
  });
}

export function useOverrides() {
  return useQuery({
    queryKey: ['teams', 'overrides'],
    queryFn: async ({ signal }) => (await http.get<{ overrides: OverrideView[] }>('/api/rule-overrides', { signal })).overrides,
    staleTime: 60_000,
  });
}

export function useRosters() {
  return useQuery({
    queryKey: ['teams', 'rosters'],
    queryFn: async ({ signal }) => (await http.get<{ rosters: RosterSummary[] }>('/api/rosters', { signal })).rosters,
    staleTime: 60_000,
  });
}

export function useRoster(id: string | null) {
  return useQuery({
    queryKey: ['teams', 'roster', id],
    queryFn: ({ signal }) => http.get<RosterView>(`/api/rosters/${id}`, { signal }),
    enabled: id !== null,
    staleTime: 60_000,
  });
}

export function useRosterCandidates(rosterId: string, entryId: string) {
  return useQuery({
    queryKey: ['teams', 'roster-candidates', rosterId, entryId],
    queryFn: async ({ signal }) =>
      (await http.get<{ candidates: Candidate[] }>(`/api/rosters/${rosterId}/entries/${entryId}/candidates`, { signal }))
        .candidates,
  });
}

/** Published visits that their shifts cannot do as things stand; read again when teams or the board change. */
export function usePromisesAtRisk() {
  return useQuery({
    queryKey: ['teams', 'promises-at-risk'],
    queryFn: async ({ signal }) => (await http.get<{ visits: PromiseAtRisk[] }>('/api/promises-at-risk', { signal })).visits,
    staleTime: 60_000,
  });
}
