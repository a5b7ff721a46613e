import type { CasePoints } from '@gocua/api/contract/case-points';
import type { CaseSearch, CaseSearchResult, CaseSummary } from '@gocua/api/contract/cases';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { http } from '../../api/http.ts';
import { type CaseFilter, narrowingCount, passesFilter } from '../cases/caseFilter.ts';
import { type CasePoint, readPoints } from './casePoints.ts';

const NONE: readonly CasePoint[] = [];

/**
 * What is needed when the list is cut off (LIMITS.listLength): the map still shows everybody, as points without names; and whoever filters or
 * types is answered out of all cases, not out of those that happened to be in the list. Does nothing while the list is whole.
 */
export function useManyCases(
  isCutOff: boolean,
  filter: CaseFilter,
  text: string,
  context: { today: string; pathOf: (unitId: string) => string | undefined },
) {
  const { today, pathOf } = context;
  const isNarrow = isCutOff && (text.trim() !== '' || narrowingCount(filter) > 0);
  const search = searchOf(filter, text);
  const found = useQuery({
    queryKey: ['cases', 'narrow', search],
    queryFn: ({ signal }) => http.post<CaseSearchResult>('/api/cases/search', { body: search, signal }),
    enabled: isNarrow,
    placeholderData: (before) => before,
    // What was typed is personal: it is not kept after it was cleared.
    gcTime: 0,
  });
  const points = useQuery({
    queryKey: ['cases', 'points'],
    queryFn: async ({ signal }) => readPoints(await http.get<CasePoints>('/api/cases/points', { signal })),
    enabled: isCutOff,
    staleTime: 60_000,
  });
  const everyPoint = points.data ?? NONE;
  const matching = useMemo(() => {
    const passes = passesFilter(filter, { today, pathOf });
    return everyPoint.filter(
      (point) => passes(point) && (filter.doubts.length === 0 || (point.doubt !== null && filter.doubts.includes(point.doubt))),
    );
  }, [everyPoint, filter, today, pathOf]);

  const narrow = isNarrow ? found.data : undefined;
  return {
    /** Cases out of all that match; undefined while nobody narrows or none came yet. */
    cases: narrow?.cases as readonly CaseSummary[] | undefined,
    /** Whether the list holds everybody who matches. */
    isWhole: !isCutOff || (narrow !== undefined && !narrow.truncated),
    /** For the map where the list is not whole. A typed text is not in the points: then the map shows what the list has. */
    points: isCutOff && text.trim() === '' && points.isSuccess ? matching : null,
    isPending: (isNarrow && found.isPending) || (isCutOff && points.isPending),
    error: found.error ?? points.error,
  };
}

function searchOf(filter: CaseFilter, text: string): CaseSearch {
  return {
    states: [...filter.states],
    ...(filter.unitId ? { unitId: filter.unitId } : {}),
    ...(filter.needs.length > 0 ? { needs: [...filter.needs] } : {}),
    ...(filter.mobilities.length > 0 ? { mobilities: [...filter.mobilities] } : {}),
    ...(text.trim() === '' ? {} : { text: text.trim() }),
  };
}
