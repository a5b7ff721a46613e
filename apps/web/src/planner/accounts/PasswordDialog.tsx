import type { PasswordChange } from '@gocua/api/contract/accounts';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { FormDialog } from '../../design/FormDialog.tsx';
import { Notice } from '../../design/Notice.tsx';
import { TextField } from '../../design/TextField.tsx';
import { toasts } from '../../design/toasts.ts';
import { problemText } from '../../words/problems.ts';
import { LEAST_PASSWORD } from './account-form.ts';
import { accountWords } from './words.ts';
import './accounts.css';

/** One's own password. */
export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const t = accountWords.useText();
  const [change, setChange] = useState<PasswordChange>({ current: '', next: '' });
  const isComplete = change.current !== '' && change.next.length >= LEAST_PASSWORD;
  const save = useMutation({
    mutationFn: () => http.post<void>('/api/me/password', { body: change }),
    onSuccess: () => {
      toasts.show({ kind: 'done', words: t('own.done') });
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('own.title')}
      isComplete={isComplete}
      isPending={save.isPending}
      onSave={() => save.mutate()}
      onClose={onClose}
    >
      {(tried) => (
        <div className="account-form">
          {save.isError ? <Notice tone="bad" title={problemText(save.error)} /> : null}
          <TextField
            label={t('own.current')}
            type="password"
            autoComplete="current-password"
            value={change.current}
            onChange={(current) => setChange({ ...change, current })}
            error={tried && change.current === '' ? t('own.currentMissing') : undefined}
          />
          <TextField
            label={t('newPassword')}
            help={t('own.others')}
            type="password"
            autoComplete="new-password"
            value={change.next}
            onChange={(next) => setChange({ ...change, next })}
            error={tried && change.next.length < LEAST_PASSWORD ? t('missing.password') : undefined}
          />
        </div>
      )}
    </FormDialog>
  );
}
