import type { RequestView } from '@gocua/api/contract/requests';
import { useQuery } from '@tanstack/react-query';
import { http } from '../../api/http.ts';

/** What families asked, newest first as the server orders it. */
export function useRequests() {
  return useQuery({
    queryKey: ['requests'],
    queryFn: async ({ signal }) => (await http.get<{ requests: RequestView[] }>('/api/requests', { signal })).requests,
    staleTime: 30_000,
  });
}
