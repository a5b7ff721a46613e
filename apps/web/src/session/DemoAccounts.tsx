import type { DemoInfo } from '@gocua/api/contract/session';
import { useQuery } from '@tanstack/react-query';
import { http, ProblemError } from '../api/http.ts';
import { Button } from '../design/Button.tsx';
import { codes } from '../words/codes.ts';
import { sessionWords } from './words.ts';

/** While the server runs the demo, its accounts are offered; a server without it answers "not found", and nothing is shown. */
export function DemoAccounts({ onChoose }: { onChoose: (account: { login: string; password: string }) => void }) {
  const t = sessionWords.useText();
  const code = codes.useText();
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: async ({ signal }) => {
      try {
        return await http.get<DemoInfo>('/api/demo', { signal });
      } catch (error) {
        if (error instanceof ProblemError && error.code === 'not-found') return null;
        throw error;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!data) return null;
  return (
    <section className="demo" aria-label={t('demo')}>
      <h2>{t('demo')}</h2>
      <ul>
        {data.accounts.map((account) => (
          <li key={account.login}>
            <Button size="small" onPress={() => onChoose({ login: account.login, password: data.password })}>
              {account.role === 'team' ? account.displayName : `${account.displayName} – ${code(`role.${account.role}`)}`}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
