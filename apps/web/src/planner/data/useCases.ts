import type { CaseDetail, CaseSearchResult, CaseSummary } from '@gocua/api/contract/cases';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';

const NONE: readonly CaseSummary[] = [];

/** All cases below the dispatcher's unit: filters, map and timeline work on them without asking again. */
export function useCases() {
  const query = useQuery({
    queryKey: ['cases', 'all'],
    queryFn: ({ signal }) => http.post<CaseSearchResult>('/api/cases/search', { body: {}, signal }),
    staleTime: 60_000,
  });
  const cases: readonly CaseSummary[] = query.data?.cases ?? NONE;
  const byId = useMemo(() => new Map(cases.map((one) => [one.id, one])), [cases]);
  return { query, cases, byId, truncated: query.data?.truncated ?? false, totalCount: query.data?.totalCount ?? 0 };
}

/** Phones are not in the list; a text that looks like a part of one is looked up by the server. */
export function usePhoneMatches(text: string): ReadonlySet<string> {
  const digits = text.replace(/\D/g, '');
  const looksLikePhone = digits.length >= 4 && /^[\d\s.+()-]+$/.test(text.trim());
  const { data } = useQuery({
    queryKey: ['cases', 'phone', digits],
    queryFn: ({ signal }) => http.post<CaseSearchResult>('/api/cases/search', { body: { text: text.trim() }, signal }),
    enabled: looksLikePhone,
    // A typed number is personal: it is not kept after it was cleared.
    gcTime: 0,
  });
  return useMemo(() => new Set(looksLikePhone ? data?.cases.map((one) => one.id) : []), [looksLikePhone, data]);
}

export function useCaseDetail(id: string | null) {
  return useQuery({
    queryKey: ['case', id],
    queryFn: ({ signal }) => http.get<CaseDetail>(`/api/cases/${id}`, { signal }),
    enabled: id !== null,
    staleTime: 5_000,
  });
}
