import type { FamilyStep } from '@gocua/api/contract/requests';
import { Check } from 'lucide-react';
import { classNames } from '../design/classNames.ts';
import { STATIONS, stationOf } from './progress.ts';
import { familyWords } from './words.ts';

/** The way of the request, and where it stands. */
export function Stations({ step }: { step: FamilyStep }) {
  const t = familyWords.useText();
  const station = stationOf(step);
  if (!station) return null;
  const reached = STATIONS.indexOf(station);
  const over = station === 'served';
  return (
    <ol className="stations" aria-label={t('follow.stations')}>
      {STATIONS.map((id, index) => {
        const done = index < reached || over;
        const now = index === reached && !over;
        return (
          <li
            key={id}
            className={classNames('station', done && 'station-done', now && 'station-now')}
            aria-current={now ? 'step' : undefined}
          >
            <span aria-hidden className="station-mark">
              {done ? <Check /> : index + 1}
            </span>
            <span>{t(`follow.station.${id}`)}</span>
            {done ? <span className="visually-hidden">, {t('follow.stationDone')}</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
