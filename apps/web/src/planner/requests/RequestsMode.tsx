import type { RequestView } from '@gocua/api/contract/requests';
import { Inbox } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { DataList } from '../../design/DataList.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { Tabs } from '../../design/Tabs.tsx';
import { common } from '../../words/common.ts';
import { useLanguage } from '../../words/defineWords.ts';
import { formatMoment } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { plannerWords } from '../words.ts';
import { RequestPanel } from './RequestPanel.tsx';
import { RequestStateMark } from './RequestStateMark.tsx';
import { useRequests } from './useRequests.ts';
import './requests.css';

/** The inbox of what families ask; new ones appear by themselves. */
export function RequestsMode() {
  const t = plannerWords.useText();
  const c = common.useText();
  const requests = useRequests();
  const [chosenId, choose] = useAddress('yc');
  const [tab, setTab] = useAddress('muc');
  const all = requests.data ?? [];
  const waiting = all.filter((one) => one.state === 'received');
  const decided = all.filter((one) => one.state !== 'received');
  const chosen = all.find((one) => one.id === chosenId) ?? null;
  const list = (items: RequestView[], empty: React.ReactNode) => (
    <DataList
      label={t('requests.title')}
      items={items}
      idOf={(one) => one.id}
      rowPixels={78}
      selectedId={chosenId}
      onSelect={choose}
      render={(one) => <RequestRow one={one} />}
      empty={empty}
    />
  );
  return (
    <div className="stage-page requests">
      <section className="requests-list" aria-label={t('requests.title')}>
        <header className="panel-head requests-head">
          <h1 className="panel-title">{t('requests.title')}</h1>
        </header>
        {requests.isPending ? <Skeleton label={c('loading')} lines={6} /> : null}
        {requests.isError ? (
          <Notice
            tone="bad"
            title={problemText(requests.error)}
            action={<Button onPress={() => void requests.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {requests.isSuccess ? (
          <Tabs
            label={t('requests.title')}
            value={tab === 'xong' ? 'decided' : 'waiting'}
            onChange={(next) => setTab(next === 'decided' ? 'xong' : null)}
            tabs={[
              {
                id: 'waiting',
                words: t('requests.waiting', { count: waiting.length }),
                panel: list(
                  waiting,
                  <EmptyState icon={Inbox} title={t('requests.none')}>
                    {t('requests.noneWords')}
                  </EmptyState>,
                ),
              },
              {
                id: 'decided',
                words: t('requests.decided', { count: decided.length }),
                panel: list(decided, <EmptyState icon={Inbox} title={t('requests.noneDecided')} />),
              },
            ]}
          />
        ) : null}
      </section>
      <div className="requests-detail">
        {chosen ? (
          <RequestPanel key={chosen.id} one={chosen} onClose={() => choose(null)} />
        ) : (
          <EmptyState icon={Inbox} title={t('requests.chooseOne')} />
        )}
      </div>
    </div>
  );
}

function RequestRow({ one }: { one: RequestView }) {
  const language = useLanguage();
  const { zone } = usePlanner();
  return (
    <div className="case-row">
      <p className="case-row-top">
        <span className="case-row-name">{one.fullName}</span>
        <span className="case-row-age figures">{one.birthYear}</span>
      </p>
      <p className="case-row-address">
        {one.address} · {one.unitName}
      </p>
      <p className="case-row-facts">
        <RequestStateMark state={one.state} />
        <time dateTime={one.createdAt} className="figures">
          {formatMoment(one.createdAt, zone, language)}
        </time>
      </p>
    </div>
  );
}
