import type { Drive } from '@gocua/api/contract/drives';
import { useQuery } from '@tanstack/react-query';
import { http } from '../api/http.ts';

/** The way to a visit of the own team; kept for the evening, because homes do not move. */
export function useDrive(assignmentId: string | null) {
  return useQuery({
    queryKey: ['drive', assignmentId],
    queryFn: ({ signal }) => http.get<Drive>(`/api/field/drives/${assignmentId}`, { signal }),
    enabled: assignmentId !== null,
    staleTime: 4 * 3600 * 1000,
    retry: 1,
  });
}
