import type { AccountView } from '@gocua/api/contract/accounts';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Badge } from '../../design/StateMark.tsx';
import { codes } from '../../words/codes.ts';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { accountWords } from './words.ts';
import './accounts.css';

/** Who may sign in, as the chief who answers for it sees it. */
export function AccountsMode() {
  const t = accountWords.useText();
  const c = common.useText();
  const code = codes.useText();
  const { me } = usePlanner();
  const isChief = me.role === 'chief';
  const query = useQuery({
    queryKey: ['accounts'],
    queryFn: async ({ signal }) => (await http.get<{ accounts: AccountView[] }>('/api/accounts', { signal })).accounts,
    enabled: isChief,
  });
  const [editing, setEditing] = useState<AccountView | null>(null);
  const accounts = query.data ?? [];
  return (
    <div className="stage-page accounts">
      <header className="accounts-head">
        <div>
          <h1 className="panel-title">{t('title')}</h1>
          <p className="accounts-lead">{t('lead', { unit: me.unitName })}</p>
        </div>
        {isChief ? (
          <Button kind="primary" icon={Plus} onPress={() => setEditing(newAccount(me.unitId))}>
            {t('add')}
          </Button>
        ) : null}
      </header>
      {isChief ? null : <Notice tone="plain" title={t('onlyChief')} />}
      {isChief && query.isPending ? <Skeleton label={c('loading')} lines={6} /> : null}
      {query.isError ? <Notice tone="bad" title={problemText(query.error)} /> : null}
      {query.isSuccess && accounts.length <= 1 ? (
        <EmptyState icon={KeyRound} title={t('none')}>
          {t('noneWords')}
        </EmptyState>
      ) : null}
      {accounts.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled with the keyboard
        <section className="accounts-scroll" aria-label={t('title')} tabIndex={0}>
          <table className="accounts-table">
            <thead>
              <tr>
                <th scope="col">{t('person')}</th>
                <th scope="col">{t('login')}</th>
                <th scope="col">{t('role')}</th>
                <th scope="col">{t('scope')}</th>
                <th scope="col">{t('state')}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <tr key={account.id} className={classNames(!account.active && 'account-closed')}>
                  <th scope="row">
                    <span className="account-name">
                      {account.displayName}
                      {account.id === me.accountId ? <Badge tone="accent">{t('you')}</Badge> : null}
                      {account.demo ? (
                        <Badge tone="plain">{t('demo')}</Badge>
                      ) : (
                        <IconButton
                          icon={Pencil}
                          size="small"
                          name={t('edit', { name: account.displayName })}
                          onPress={() => setEditing(account)}
                        />
                      )}
                    </span>
                  </th>
                  <td className="account-login">{account.login}</td>
                  <td>{code(`role.${account.role}`)}</td>
                  <td>{account.teamName ?? account.unitName}</td>
                  <td>{account.active ? t('open') : t('closed')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      {editing ? <AccountDialog account={editing} onClose={() => setEditing(null)} /> : null}
    </div>
  );
}

function newAccount(unitId: string): AccountView {
  return {
    ...{ id: newId(), login: '', displayName: '', role: 'dispatcher', unitId, unitName: '', teamId: null, teamName: null },
    ...{ active: true, version: 0, createdAt: '', demo: false },
  };
}
