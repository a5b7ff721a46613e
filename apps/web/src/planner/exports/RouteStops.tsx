import type { PlanRoute, PlanStop } from '@gocua/api/contract/planning';
import { PlaceLinks } from '../../map/PlaceLinks.tsx';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { hover } from '../hover.ts';
import { DownloadLink } from './DownloadLink.tsx';
import { exportWords } from './words.ts';

interface RouteStopsProps {
  planId: string;
  route: PlanRoute;
  teamName: string;
  onChooseCase: (caseId: string) => void;
}

/** The stops of one route in their order, each to be opened in other maps, and the route as a file for a navigation device. */
export function RouteStops({ planId, route, teamName, onChooseCase }: RouteStopsProps) {
  const t = exportWords.useText();
  const { zone } = usePlanner();
  const { byId } = useCases();
  const nameOf = (stop: PlanStop): string => {
    if (stop.kind === 'visit') return byId.get(stop.caseId ?? '')?.fullName ?? t('unknown');
    return t(stop.kind);
  };
  const visits = route.stops.filter(({ kind }) => kind === 'visit');
  return (
    <div className="route-stops">
      <ol aria-label={t('stops', { team: teamName })}>
        {route.stops.map((stop) => (
          <li key={stop.position}>
            <span className="route-stop-number figures" aria-hidden>
              {stop.kind === 'visit' ? visits.indexOf(stop) + 1 : '·'}
            </span>
            <span className="figures">{formatTime(stop.startAt, zone)}</span>
            {stop.caseId ? (
              <button
                type="button"
                className="route-stop-name"
                onClick={() => onChooseCase(stop.caseId!)}
                onPointerEnter={() => hover.set({ caseId: stop.caseId! })}
                onPointerLeave={() => hover.set({})}
              >
                {nameOf(stop)}
              </button>
            ) : (
              <span>{nameOf(stop)}</span>
            )}
            {stop.lat === null || stop.lon === null ? null : <PlaceLinks lat={stop.lat} lon={stop.lon} what={nameOf(stop)} />}
          </li>
        ))}
      </ol>
      <DownloadLink href={`/api/exports/plans/${encodeURIComponent(planId)}/routes/${encodeURIComponent(route.id)}/route.gpx`}>
        {t('gpx')}
      </DownloadLink>
    </div>
  );
}
