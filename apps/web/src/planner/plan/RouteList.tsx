import type { PlanRoute } from '@gocua/api/contract/planning';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { useLanguage } from '../../words/defineWords.ts';
import { formatDateShort, formatDistance, formatDuration, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { RouteStops } from '../exports/RouteStops.tsx';
import { hover, useHover } from '../hover.ts';
import { plannerWords } from '../words.ts';
import { planFactsWords } from './planFactsWords.ts';

interface RouteListProps {
  routes: readonly PlanRoute[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Where the routes are saved: the chosen one then shows its stops and can be taken as a file. */
  saved?: { planId: string; onChooseCase: (caseId: string) => void };
}

export function RouteList({ routes, chosen, onChoose, saved }: RouteListProps) {
  const t = plannerWords.useText();
  const f = planFactsWords.useText();
  const language = useLanguage();
  const { zone } = usePlanner();
  const teams = useTeams();
  const hovered = useHover();
  const place = new Map(teams.teams.map((team, index) => [team.id, index]));
  const sorted = [...routes].sort(
    (a, b) => a.date.localeCompare(b.date) || (place.get(a.teamId) ?? 0) - (place.get(b.teamId) ?? 0),
  );
  return (
    <ul className="plan-list" onPointerLeave={() => hover.set({})}>
      {sorted.map((route) => {
        const team = teams.byId.get(route.teamId);
        const visits = route.stops.filter((stop) => stop.kind === 'visit').length;
        return (
          <li key={route.id}>
            <button
              type="button"
              className={classNames('plan-route', hovered.routeId === route.id && 'plan-route-hovered')}
              aria-pressed={route.id === chosen}
              onClick={() => onChoose(route.id)}
              onPointerEnter={() => hover.set({ routeId: route.id })}
              onFocus={() => hover.set({ routeId: route.id })}
            >
              <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
              <span className="plan-route-words">
                <strong>{team?.name ?? ''}</strong>
                <span className="figures">
                  {formatDateShort(route.date, language)} · {formatTimeRange(route.opensAt, route.closesAt, zone)}
                </span>
              </span>
              <span className="plan-route-end figures">
                <strong>{t('plan.visits', { count: visits })}</strong>
                {route.overtimeSec > 0
                  ? f('overtime', { duration: formatDuration(route.overtimeSec, language) })
                  : formatDistance(route.travelMetres, language)}
              </span>
            </button>
            {saved && route.id === chosen ? <RouteStops {...saved} route={route} teamName={team?.name ?? ''} /> : null}
          </li>
        );
      })}
    </ul>
  );
}
