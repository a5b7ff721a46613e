import type { FamilyView } from '@gocua/api/contract/requests';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { http, ProblemError } from '../api/http.ts';
import { Notice } from '../design/Notice.tsx';
import { Skeleton } from '../design/Progress.tsx';
import { useLanguage } from '../words/defineWords.ts';
import { formatMoment, formatTime } from '../words/format.ts';
import { FraudNotice } from './FraudNotice.tsx';
import { Heading } from './Heading.tsx';
import { KeepLink } from './KeepLink.tsx';
import { tokenOf } from './new-token.ts';
import { canWithdraw, isOver } from './progress.ts';
import { Stations } from './Stations.tsx';
import { FAMILY_TOKEN_HEADER } from './token-header.ts';
import { draftStore } from './use-draft.ts';
import { useSentence } from './use-sentence.ts';
import { VisitCodes } from './VisitCodes.tsx';
import { Withdraw } from './Withdraw.tsx';
import { familyWords } from './words.ts';

const POLL_MS = 20_000;

/** One sentence: what happens next and when. The secret stands behind '#' and travels in a header only (A3). */
export function FollowPage() {
  const { hash } = useLocation();
  const token = tokenOf(hash);
  return token ? <Follow key={token} token={token} /> : <Unknown />;
}

function Follow({ token }: { token: string }) {
  const t = familyWords.useText();
  const queries = useQueryClient();
  const key = ['my-request', token];
  const asked = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => http.get<FamilyView>('/api/requests/mine', { headers: { [FAMILY_TOKEN_HEADER]: token }, signal }),
    staleTime: 0,
    refetchOnWindowFocus: 'always',
    refetchOnReconnect: 'always',
    refetchInterval: ({ state }) => (state.data && isOver(state.data.step) ? false : POLL_MS),
    networkMode: 'always',
  });
  if (asked.error instanceof ProblemError && asked.error.code === 'not-found') return <Unknown />;
  if (!asked.data) {
    return asked.isError ? (
      <>
        <Heading>{t('follow.pageTitle')}</Heading>
        <Notice tone="warn" title={t('follow.unreachable')} />
        <KeepLink token={token} />
      </>
    ) : (
      <Skeleton label={t('follow.opening')} lines={5} />
    );
  }
  return (
    <Told
      view={asked.data}
      token={token}
      heardAtMs={asked.dataUpdatedAt}
      stale={asked.isError}
      onChanged={(view) => queries.setQueryData(key, view)}
    />
  );
}

interface ToldProps {
  view: FamilyView;
  token: string;
  heardAtMs: number;
  stale: boolean;
  onChanged: (view: FamilyView) => void;
}

function Told({ view, token, heardAtMs, stale, onChanged }: ToldProps) {
  const t = familyWords.useText();
  const language = useLanguage();
  const sentence = useSentence(view, heardAtMs);
  const lateAt =
    view.step === 'scheduled' && view.promise && view.eta && view.eta.at > view.promise.closesAt ? view.eta.at : null;
  const just = draftStore().howSent(token);
  const time = formatTime(heardAtMs, view.zone);
  return (
    <article className="follow">
      {just ? (
        <Notice
          tone={just === 'now' ? 'good' : 'warn'}
          title={just === 'now' ? t('follow.justSent') : t('follow.earlierStored')}
        />
      ) : null}
      <p className="letter-head">{t('follow.letter')}</p>
      <p className="follow-for">{t('follow.forWhom', { name: view.givenName, unit: view.unitName })}</p>
      <div aria-live="polite">
        <Heading>{sentence}</Heading>
      </div>
      {lateAt ? <p className="follow-then">{t('follow.maybeLate', { time: formatTime(lateAt, view.zone) })}</p> : null}
      {view.codes ? <VisitCodes codes={view.codes} zone={view.zone} /> : null}
      <p className="follow-then">{t(`follow.next.${view.step}`)}</p>
      <p className="follow-updated">
        {stale ? t('follow.stale', { time }) : t('follow.updated', { time })}{' '}
        {t('follow.sentOn', { moment: formatMoment(view.createdAt, view.zone, language) })}
      </p>
      <Stations step={view.step} />
      <KeepLink token={token} />
      <FraudNotice />
      {canWithdraw(view) ? <Withdraw token={token} onWithdrawn={onChanged} /> : null}
      {isOver(view.step) ? (
        <Link className="button button-plain button-touch" to="/gia-dinh">
          {t('follow.again')}
        </Link>
      ) : null}
    </article>
  );
}

function Unknown() {
  const t = familyWords.useText();
  return (
    <>
      <Heading>{t('follow.unknown')}</Heading>
      <p className="family-lead">{t('follow.unknownWords')}</p>
      <Link className="button button-plain button-touch" to="/gia-dinh">
        {t('follow.again')}
      </Link>
    </>
  );
}
