import type { Role } from '@gocua/api/contract/codes';
import type { Me } from '@gocua/api/contract/session';
import { DoorClosed } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link, Navigate, useLocation } from 'react-router';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { Notice } from '../design/Notice.tsx';
import { WaitingPage } from '../routes/WaitingPage.tsx';
import { common } from '../words/common.ts';
import { problemText } from '../words/problems.ts';
import { homeOf, useMe } from './session.ts';
import { sessionWords } from './words.ts';

/** Shows its child only to the roles named; others are led to where they belong. */
export function RequireRole({ roles, children }: { roles: readonly Role[]; children: (me: Me) => ReactNode }) {
  const me = useMe();
  const place = useLocation();
  const t = sessionWords.useText();
  const c = common.useText();
  if (me.isPending) return <WaitingPage />;
  if (me.isError)
    return (
      <Notice tone="bad" title={problemText(me.error)} action={<Button onPress={() => void me.refetch()}>{c('retry')}</Button>} />
    );
  if (me.data === null) {
    const back = encodeURIComponent(place.pathname + place.search);
    return <Navigate to={`/dang-nhap?ve=${back}`} replace />;
  }
  if (!roles.includes(me.data.role)) {
    return (
      <main>
        <EmptyState icon={DoorClosed} title={t('noPlace')} action={<Link to={homeOf(me.data)}>{t('toMyPage')}</Link>} />
      </main>
    );
  }
  return children(me.data);
}
