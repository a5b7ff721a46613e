import type { PinDoubt } from '@gocua/api/contract/pin-doubts';
import { ArrowLeft, CircleCheck, CircleHelp, type LucideIcon, MapPinOff, MapPinX, Milestone } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link, Navigate } from 'react-router';
import { Button } from '../../design/Button.tsx';
import { DataList } from '../../design/DataList.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { StateMark, type Tone } from '../../design/StateMark.tsx';
import { common } from '../../words/common.ts';
import { problemText } from '../../words/problems.ts';
import { CASE_PARAM, useAddress } from '../address.ts';
import { usePlanner } from '../context.ts';
import { useCaseDetail, useCases } from '../data/useCases.ts';
import { PinForm } from './PinForm.tsx';
import { type DoubtfulPin, pinQueue } from './pinQueue.ts';
import { pinWords } from './words.ts';
import './pins.css';

const ROW_PIXELS = 76;
const LOOKS: Record<PinDoubt, [Tone, LucideIcon]> = {
  no_place: ['bad', MapPinOff],
  outside_ward: ['warn', MapPinX],
  ward: ['warn', CircleHelp],
  street: ['plain', Milestone],
};

export function PinDoubtMark({ doubt }: { doubt: PinDoubt }) {
  const t = pinWords.useText();
  const [tone, icon] = LOOKS[doubt];
  return (
    <StateMark tone={tone} icon={icon}>
      {t(`doubt.${doubt}`)}
    </StateMark>
  );
}

/** The queue of doubtful places: one after the other, each with its pin on the map; the next comes by itself. */
export function PinMode() {
  const t = pinWords.useText();
  const c = common.useText();
  const { mayChange } = usePlanner();
  const { query, cases } = useCases();
  const [chosen, choose] = useAddress(CASE_PARAM);
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const queue = useMemo(() => {
    const all = pinQueue(cases);
    return [...all.filter(({ one }) => !skipped.has(one.id)), ...all.filter(({ one }) => skipped.has(one.id))];
  }, [cases, skipped]);
  const current = chosen ?? queue[0]?.one.id ?? null;
  if (!mayChange) return <Navigate to="/dieu-phoi/truong-hop" replace />;

  function goOn(from: string) {
    const at = queue.findIndex(({ one }) => one.id === from);
    const rest = [...queue.slice(at + 1), ...queue.slice(0, Math.max(0, at))].filter(({ one }) => one.id !== from);
    choose(rest[0]?.one.id ?? null);
  }

  return (
    <div className="stage">
      <section className="stage-side" aria-label={t('title')}>
        <header className="panel-head">
          <Link className="pin-back" to="/dieu-phoi/truong-hop">
            <ArrowLeft aria-hidden /> {t('back')}
          </Link>
          <h1 className="panel-title">{t('title')}</h1>
          <p className="panel-count" role="status">
            {t('left', { count: queue.length })}
          </p>
        </header>
        {query.isPending ? <Skeleton label={c('loading')} lines={7} /> : null}
        {query.isError ? (
          <Notice
            tone="bad"
            title={problemText(query.error)}
            action={<Button onPress={() => void query.refetch()}>{c('retry')}</Button>}
          />
        ) : null}
        {query.isSuccess ? (
          <DataList
            label={t('queue')}
            items={queue}
            idOf={({ one }) => one.id}
            rowPixels={ROW_PIXELS}
            selectedId={current}
            onSelect={choose}
            render={(pin) => <PinRow pin={pin} />}
            empty={
              <EmptyState icon={CircleCheck} title={t('none')}>
                {t('noneWords')}
              </EmptyState>
            }
          />
        ) : null}
      </section>
      {current ? (
        <PinPanel
          key={current}
          id={current}
          isLast={queue.filter(({ one }) => one.id !== current).length === 0}
          onSaved={() => goOn(current)}
          onSkip={() => {
            setSkipped(new Set([...skipped, current]));
            goOn(current);
          }}
        />
      ) : null}
    </div>
  );
}

function PinRow({ pin: { one, doubt } }: { pin: DoubtfulPin }) {
  return (
    <div className="case-row">
      <p className="case-row-top">
        <span className="case-row-name">{one.fullName}</span>
      </p>
      <p className="case-row-address">{one.address}</p>
      <p className="case-row-facts">
        <PinDoubtMark doubt={doubt} />
      </p>
    </div>
  );
}

function PinPanel(props: { id: string; isLast: boolean; onSaved: () => void; onSkip: () => void }) {
  const { id, ...rest } = props;
  const t = pinWords.useText();
  const c = common.useText();
  const detail = useCaseDetail(id);
  return (
    <aside className="stage-selection pin-panel" aria-label={t('title')}>
      {detail.isError ? (
        <Notice
          tone="bad"
          title={problemText(detail.error)}
          action={<Button onPress={() => void detail.refetch()}>{c('retry')}</Button>}
        />
      ) : null}
      {detail.data ? (
        <PinForm one={detail.data} {...rest} />
      ) : detail.isPending ? (
        <Skeleton label={c('loading')} lines={6} />
      ) : null}
    </aside>
  );
}
