import { lazy, Suspense } from 'react';
import { Link } from 'react-router';
import { Fallible } from '../design/Fallible.tsx';
import { DriveSteps } from '../directions/DriveSteps.tsx';
import { useDrive } from '../directions/useDrive.ts';
import { directionWords } from '../directions/words.ts';
import { useLanguage } from '../words/defineWords.ts';
import { formatDate, formatTime } from '../words/format.ts';
import { nextVisit } from './evenings.ts';
import { GuessedTimes } from './GuessedTimes.tsx';
import { usePhone } from './phone-context.ts';
import { fieldWords } from './words.ts';

const RouteMap = lazy(async () => ({ default: (await import('./RouteMap.tsx')).RouteMap }));

/** Where the evening goes. The list below says the same as the map, and is there when the map cannot be loaded. */
export function RouteMapPage() {
  const { evening, view, zone } = usePhone();
  const t = fieldWords.useText();
  const language = useLanguage();
  const d = directionWords.useText();
  const depot = view.team.snapshot?.depot;
  const next = evening ? nextVisit(evening) : undefined;
  const drive = useDrive(next?.id ?? null);
  if (!evening || !depot) return <p className="visit-soft route-empty">{t('emptyTitle')}</p>;
  return (
    <div className="route">
      <h1 className="visually-hidden">{t('mapOf', { day: formatDate(evening.date, language) })}</h1>
      <div className="route-map">
        <Fallible otherwise={<p className="visit-soft route-empty">{t('mapFailed')}</p>}>
          <Suspense fallback={<p className="visit-soft route-empty">{t('mapLoading')}</p>}>
            <RouteMap evening={evening} depot={depot} nextId={next?.id ?? null} driveLine={drive.data?.line ?? null} />
          </Suspense>
        </Fallible>
      </div>
      <p className="visit-soft route-words">{t('mapLine')}</p>
      {drive.data ? <DriveSteps drive={drive.data} /> : null}
      {drive.isError ? <p className="visit-soft route-words">{d('failed')}</p> : null}
      <GuessedTimes visits={evening.visits} />
      <ol className="route-list">
        <li className="route-row">
          <span className="route-mark route-mark-depot" aria-hidden />
          <span>{t('depot', { name: depot.name })}</span>
        </li>
        {evening.visits.map((visit, index) => (
          <li key={visit.id}>
            <Link className="route-row" to={`/to/viec/${visit.id}`}>
              <span className="visit-row-number">{index + 1}</span>
              <span>
                <strong>{formatTime(visit.plannedStartAt, zone)}</strong> {visit.address}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </div>
  );
}
