/** Who is signed in. The session itself is a cookie that scripts cannot read. */
import type { Me, SignIn } from '@gocua/api/contract/session';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { http, ProblemError } from '../api/http.ts';

/** null: nobody is signed in. */
export async function readMe(signal?: AbortSignal): Promise<Me | null> {
  try {
    return await http.get<Me>('/api/me', { signal });
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'sign-in-required') return null;
    throw error;
  }
}

export function useMe() {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => readMe(signal), staleTime: 5 * 60_000 });
}

export async function signIn(input: SignIn): Promise<Me | null> {
  await http.post<void>('/api/session', { body: input });
  return readMe();
}

export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    await http.delete<void>('/api/session');
    queries.clear();
    window.location.assign('/');
  };
}

/** The page a role starts on. */
export function homeOf(me: Me): string {
  return me.role === 'team' ? '/to' : '/dieu-phoi';
}
