import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Button } from '../design/Button.tsx';
import { Notice } from '../design/Notice.tsx';
import { PageFrame } from '../design/PageFrame.tsx';
import { TextField } from '../design/TextField.tsx';
import { problemText } from '../words/problems.ts';
import { DemoAccounts } from './DemoAccounts.tsx';
import { homeOf, signIn } from './session.ts';
import { sessionWords } from './words.ts';
import './session.css';

export function SignInPage() {
  const t = sessionWords.useText();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [search] = useSearchParams();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  async function onSubmit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!login.trim() || !password) return;
    setWaiting(true);
    setFailure(null);
    try {
      const me = await signIn({ login: login.trim(), password });
      queries.setQueryData(['me'], me);
      if (me) await navigate(safeReturn(search.get('ve')) ?? homeOf(me), { replace: true });
    } catch (error) {
      setFailure(error);
      setPassword('');
      setTried(false);
    } finally {
      setWaiting(false);
    }
  }

  return (
    <PageFrame>
      <form className="sign-in" onSubmit={onSubmit} noValidate>
        <h1>{t('title')}</h1>
        <p className="sign-in-for">{t('for')}</p>
        {failure ? <Notice tone="bad" title={problemText(failure)} /> : null}
        <TextField
          size="touch"
          label={t('login')}
          value={login}
          onChange={setLogin}
          autoComplete="username"
          spellCheck="false"
          error={tried && !login.trim() ? t('loginMissing') : undefined}
        />
        <TextField
          size="touch"
          label={t('password')}
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
          error={tried && !password ? t('passwordMissing') : undefined}
        />
        <Button kind="primary" size="touch" type="submit" wide isPending={waiting}>
          {t('signIn')}
        </Button>
        <DemoAccounts
          onChoose={(account) => {
            setLogin(account.login);
            setPassword(account.password);
          }}
        />
        <p className="sign-in-family">
          {t('family')}: <Link to="/gia-dinh">{t('familyLink')}</Link>
        </p>
      </form>
    </PageFrame>
  );
}

/** Only a path of this site: nobody can be sent elsewhere by a link. */
function safeReturn(path: string | null): string | null {
  return path && /^\/(?![/\\])/.test(path) ? path : null;
}
