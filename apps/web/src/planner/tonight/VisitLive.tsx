import type { AssignmentView } from '@gocua/api/contract/dispatch';
import { Check, Circle } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { tonightWords } from './words.ts';

const CHAIN = [
  ['told', 'toldAt'],
  ['sent', 'sentAt'],
  ['delivered', 'deliveredAt'],
  ['seen', 'seenAt'],
  ['acknowledged', 'acknowledgedAt'],
] as const;

/** How far the team knows of one visit, its three kinds of time, and what a dispatcher may do with it now. */
export function VisitLive(props: { visit: AssignmentView | null; canAdd: boolean; onMove: () => void; onWithdraw: () => void }) {
  const { visit, canAdd, onMove, onWithdraw } = props;
  const t = tonightWords.useText();
  const { zone, mayChange } = usePlanner();
  const time = (at: string | null) => (at ? formatTime(at, zone) : t('told.notYet'));
  if (!visit) {
    return mayChange && canAdd ? (
      <section className="visit-live">
        <Button onPress={onMove}>{t('add')}</Button>
      </section>
    ) : null;
  }
  const isOpen = visit.state !== 'finished' && visit.state !== 'withdrawn';
  const mayTake = isOpen && visit.state !== 'arrived';
  return (
    <section className="visit-live">
      <h3>{t('told.title')}</h3>
      <ol className="told-chain">
        {CHAIN.map(([step, field]) => (
          <li key={step} className={classNames(visit[field] !== null && 'told-done')}>
            {visit[field] ? <Check aria-hidden /> : <Circle aria-hidden />}
            <span>{t(`told.${step}`)}</span>
            <span className="figures">{time(visit[field])}</span>
          </li>
        ))}
      </ol>
      <h3>{t('times.title')}</h3>
      <dl className="live-times figures">
        <dt>{t('times.planned')}</dt>
        <dd>{time(visit.plannedArriveAt)}</dd>
        {isOpen && visit.etaAt ? (
          <>
            <dt>{t('times.eta')}</dt>
            <dd>
              {t('times.etaSpread', { at: time(visit.etaAt), minutes: Math.max(1, Math.round((visit.etaSpreadSec ?? 0) / 60)) })}
            </dd>
          </>
        ) : null}
        {visit.arrivedAt ? (
          <>
            <dt>{t('times.arrived')}</dt>
            <dd>{time(visit.arrivedAt)}</dd>
          </>
        ) : null}
        {visit.finishedAt ? (
          <>
            <dt>{t('times.finished')}</dt>
            <dd>{time(visit.finishedAt)}</dd>
          </>
        ) : null}
      </dl>
      {visit.verifiedAt ? <p>{t('times.verified')}</p> : null}
      {mayChange && mayTake ? (
        <div className="alarm-actions">
          <Button onPress={onMove}>{t('move')}</Button>
          <Button kind="quiet" onPress={onWithdraw}>
            {t('withdraw')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
