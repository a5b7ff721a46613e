import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './http.ts';

/** Reads are tried again only when the network or a starting server was the reason; a refusal stays a refusal. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => {
          const passing = error instanceof ProblemError && (error.code === 'no-network' || error.code === 'server-starting');
          return passing && failures < 4;
        },
        retryDelay: (failures) => Math.min(8_000, 500 * 2 ** failures),
      },
      mutations: { retry: false },
    },
  });
}
