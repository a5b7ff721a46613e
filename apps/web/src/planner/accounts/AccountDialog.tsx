import type { AccountInput, AccountView } from '@gocua/api/contract/accounts';
import { ROLES } from '@gocua/api/contract/codes';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { http } from '../../api/http.ts';
import { newId } from '../../api/newId.ts';
import { YesNo } from '../../design/Choices.tsx';
import { FormDialog } from '../../design/FormDialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Select } from '../../design/Select.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { codes } from '../../words/codes.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { problemText } from '../../words/problems.ts';
import { usePlanner } from '../context.ts';
import { useTeams } from '../data/useTeams.ts';
import { hasFault, LEAST_PASSWORD, loginFault } from './account-form.ts';
import { accountWords } from './words.ts';

/** One account: whose it is, what it may see, and whether it is open. */
export function AccountDialog({ account: start, onClose }: { account: AccountView; onClose: () => void }) {
  const t = accountWords.useText();
  const code = codes.useText();
  const language = useLanguage();
  const { me, units } = usePlanner();
  const { teams } = useTeams();
  const queries = useQueryClient();
  const isNew = start.version === 0;
  const isOwn = start.id === me.accountId;
  const [account, setAccount] = useState<AccountInput>(() => {
    const { unitName: _unit, teamName: _team, createdAt: _created, demo: _demo, ...facts } = start;
    return { ...facts, password: isNew ? '' : null };
  });
  const commandId = useRef(newId());
  const set = (part: Partial<AccountInput>) => setAccount((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => http.put<AccountView>(`/api/accounts/${account.id}`, { body: account, commandId: commandId.current }),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      toasts.show({ kind: 'done', words: t('saved', { name: account.displayName }) });
      onClose();
    },
    onError: () => {
      commandId.current = newId();
    },
  });
  const shown = units.all.filter(({ path }) => path.startsWith(me.unitPath));
  return (
    <FormDialog
      title={isNew ? t('add') : t('edit', { name: start.displayName })}
      isComplete={!hasFault(account)}
      isPending={save.isPending}
      onSave={() => save.mutate()}
      onClose={onClose}
    >
      {(tried) => (
        <div className="account-form">
          {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
          <TextField
            label={t('person')}
            value={account.displayName}
            onChange={(displayName) => set({ displayName })}
            error={tried && !account.displayName.trim() ? t('missing.person') : undefined}
          />
          <TextField
            label={t('login')}
            help={t('loginHelp')}
            value={account.login}
            onChange={(login) => set({ login: login.toLowerCase() })}
            autoComplete="off"
            error={tried && loginFault(account.login) ? t('missing.login') : undefined}
          />
          <Select
            label={t('role')}
            isDisabled={isOwn}
            options={ROLES.map((id) => ({ id, words: code(`role.${id}`) }))}
            value={account.role}
            onChange={(role) => set({ role, teamId: role === 'team' ? (teams[0]?.id ?? null) : null })}
          />
          {account.role !== 'team' ? (
            <Select
              label={t('unit')}
              isDisabled={isOwn}
              options={shown.map(({ id }) => ({ id, words: units.name(id, language) }))}
              value={account.unitId}
              onChange={(unitId) => set({ unitId })}
            />
          ) : teams.length === 0 ? (
            <Notice tone="warn" title={t('noTeams')} />
          ) : (
            <Select
              label={t('team')}
              options={teams.map(({ id, name }) => ({ id, words: name }))}
              value={account.teamId}
              onChange={(teamId) => set({ teamId })}
              error={tried && account.teamId === null ? t('missing.team') : undefined}
            />
          )}
          <TextField
            label={isNew ? t('password') : t('newPassword')}
            help={isNew ? t('passwordHelp') : t('keepPassword')}
            type="password"
            autoComplete="new-password"
            value={account.password ?? ''}
            onChange={(password) => set({ password: password === '' && !isNew ? null : password })}
            error={
              tried && account.password !== null && account.password.length < LEAST_PASSWORD ? t('missing.password') : undefined
            }
          />
          {isNew || isOwn ? null : (
            <>
              <YesNo words={t('isOpen')} value={account.active} onChange={(active) => set({ active })} />
              {start.active && !account.active ? <Notice tone="warn" title={t('closing')} /> : null}
            </>
          )}
        </div>
      )}
    </FormDialog>
  );
}
