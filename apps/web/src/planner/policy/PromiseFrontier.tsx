import type { PromiseFrontier as Frontier, FrontierPoint } from '@gocua/api/contract/promise-frontier';
import { useQuery } from '@tanstack/react-query';
import { Phone } from 'lucide-react';
import { useState } from 'react';
import { http } from '../../api/http.ts';
import { Button } from '../../design/Button.tsx';
import { Notice } from '../../design/Notice.tsx';
import { Skeleton } from '../../design/Progress.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDuration } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { frontierWords } from './frontierWords.ts';
import { sharesOfGain } from './sharesOfGain.ts';
import './policy.css';

/** What calling families back would buy, from nobody on; a press takes that many for the next plan. */
export function PromiseFrontier(props: {
  dayCount: number;
  noticeHours: number;
  chosen: number;
  onChoose: (most: number) => void;
}) {
  const { dayCount, noticeHours, chosen, onChoose } = props;
  const t = frontierWords.useText();
  const [isAsked, setAsked] = useState(false);
  const curve = useQuery({
    queryKey: ['promise-frontier', dayCount, noticeHours],
    queryFn: ({ signal }) =>
      http.get<Frontier>('/api/planning/promise-frontier', {
        query: { dayCount: String(dayCount), noticeHours: String(noticeHours) },
        signal,
      }),
    enabled: isAsked,
    staleTime: 60_000,
    retry: false,
  });
  if (!isAsked)
    return (
      <Button kind="quiet" icon={Phone} onPress={() => setAsked(true)}>
        {t('ask')}
      </Button>
    );
  if (curve.isPending) return <Skeleton label={t('asking')} lines={4} />;
  if (curve.isError) return <Notice tone="bad" title={problemText(curve.error)} />;
  const points = worthTelling(curve.data.points);
  if (points.length < 2) {
    const why = curve.data.promiseCount === 0 ? 'nothing' : points.length === 0 ? 'broken' : curve.data.isWhole ? 'flat' : 'busy';
    return <p className="policy-soft">{t(why)}</p>;
  }
  return (
    <>
      <Points points={points} chosen={chosen} onChoose={onChoose} />
      {curve.data.isWhole ? null : <p className="policy-soft">{t('begun', { count: curve.data.points.at(-1)!.most })}</p>}
    </>
  );
}

function Points(props: { points: readonly FrontierPoint[]; chosen: number; onChoose: (most: number) => void }) {
  const { points, chosen, onChoose } = props;
  const t = frontierWords.useText();
  const language = useLanguage();
  const [first] = points;
  const shares = sharesOfGain(points);
  const gainOf = ({ servedCount, travelSec, overtimeSec, leftOut }: FrontierPoint): string => {
    const served = servedCount - first!.servedCount;
    const savedSec = first!.travelSec - travelSec;
    const late = overtimeSec - first!.overtimeSec;
    return [
      ...(served === 0 && String(leftOut) !== String(first!.leftOut) ? [t('urgent')] : []),
      ...(served === 0 ? [] : [t(served > 0 ? 'served' : 'fewer', { count: Math.abs(served) })]),
      ...(Math.abs(savedSec) < 60
        ? []
        : [t(savedSec > 0 ? 'saved' : 'longer', { duration: formatDuration(Math.abs(savedSec), language) })]),
      ...(Math.abs(late) < 60 ? [] : [t(late > 0 ? 'late' : 'lessLate', { duration: formatDuration(Math.abs(late), language) })]),
    ].join(', ');
  };
  return (
    <div className="frontier">
      <h3>{t('title')}</h3>
      <ul>
        {points.map((point, i) => (
          <li key={point.most}>
            <button
              type="button"
              className="frontier-point"
              aria-pressed={chosen === point.changedCount}
              onClick={() => onChoose(point.changedCount)}
            >
              <span className="frontier-calls figures">{t('calls', { count: point.changedCount })}</span>
              <span className="frontier-gain">
                {point === first ? t(point.changedCount === 0 ? 'base' : 'least') : gainOf(point) || t('cheaper')}
              </span>
              <span aria-hidden className="frontier-track">
                <span className="frontier-bar" style={{ inlineSize: `${Math.round(100 * shares[i]!)}%` }} />
              </span>
            </button>
          </li>
        ))}
      </ul>
      <p className="policy-soft">{t('words')}</p>
    </div>
  );
}

/** Only where one more call changes something. */
function worthTelling(points: readonly FrontierPoint[]): FrontierPoint[] {
  return points.filter((point, i) => {
    const before = points[i - 1];
    return !before || String(point.leftOut) !== String(before.leftOut) || before.cost - point.cost >= 60;
  });
}
