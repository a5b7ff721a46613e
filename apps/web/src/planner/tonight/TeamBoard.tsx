import type { TeamEvening } from '@gocua/api/contract/field';
import type { PlanRoute } from '@gocua/api/contract/planning';
import {
  Bike,
  Briefcase,
  CheckCheck,
  CircleDashed,
  Clock,
  House,
  type LucideIcon,
  MessageSquare,
  PhoneOff,
  Smartphone,
} from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { StateMark, TeamMark, type Tone } from '../../design/StateMark.tsx';
import { formatTime, formatTimeRange } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { hover } from '../hover.ts';
import { plannerWords } from '../words.ts';
import { deliveryState, type TeamProgress } from './boardFacts.ts';
import { tonightWords } from './words.ts';

/** One block per shift: what the phone has, how far the evening is, what is done now. */
export function TeamBoard(props: {
  routes: readonly PlanRoute[];
  progress: ReadonlyMap<string, TeamProgress>;
  chosenRoute: string | null;
  onChooseRoute: (id: string) => void;
  onChooseCase: (id: string) => void;
  evenings: readonly TeamEvening[];
  onMessage: (teamId: string) => void;
}) {
  const { routes, progress, chosenRoute, onChooseRoute, onChooseCase, evenings, onMessage } = props;
  const live = tonightWords.useText();
  const t = plannerWords.useText();
  const teams = useTeams();
  const { zone } = usePlanner();
  const order = [...progress.values()].sort(
    (a, b) => teams.teams.findIndex((team) => team.id === a.teamId) - teams.teams.findIndex((team) => team.id === b.teamId),
  );
  return (
    <ul className="plan-list">
      {order.map((one) => {
        const team = teams.byId.get(one.teamId);
        const route = routes.find((each) => each.teamId === one.teamId);
        return (
          <li
            key={one.teamId}
            className={classNames(
              'team-board',
              `team-${team?.color ?? 0}`,
              route && route.id === chosenRoute && 'team-board-chosen',
            )}
            onPointerEnter={() => hover.set({ routeId: route?.id ?? null })}
            onPointerLeave={() => hover.set({})}
          >
            <button
              type="button"
              className="team-board-head"
              onClick={() => route && onChooseRoute(route.id)}
              aria-pressed={route?.id === chosenRoute}
            >
              <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
              <strong>{team?.name}</strong>
              <span className="figures">{route ? formatTimeRange(route.opensAt, route.closesAt, zone) : ''}</span>
            </button>
            <p className="team-board-line">
              <Delivery one={one} />
            </p>
            <p className="team-board-line figures">
              {t('tonight.progress', { finished: one.finished, total: one.total })} ·{' '}
              {live('told.summary', {
                sent: one.sent,
                delivered: one.delivered,
                seen: one.seen,
                acknowledged: one.acknowledged,
                total: one.total,
              })}
            </p>
            <p className="team-board-line figures">
              <Evening evening={evenings.find((each) => each.teamId === one.teamId)} />
              <Button size="small" kind="quiet" icon={MessageSquare} onPress={() => onMessage(one.teamId)}>
                {live('message')}
              </Button>
            </p>
            <span className="team-board-track" aria-hidden="true">
              <span style={{ width: `${(one.finished / one.total) * 100}%` }} />
            </span>
            <Now one={one} onChooseCase={onChooseCase} />
          </li>
        );
      })}
    </ul>
  );
}

/** Kit and way home, as far as the team said. */
function Evening({ evening }: { evening: TeamEvening | undefined }) {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  if (!evening?.kitCheckedAt && !evening?.homeAt) {
    return (
      <StateMark tone="plain" icon={Briefcase}>
        {t('kit.notChecked')}
      </StateMark>
    );
  }
  const isWeak = evening.batteryPercent !== null && evening.batteryPercent < 30;
  const isReady = evening.kitState === 'ready' && !isWeak;
  const battery = evening.batteryPercent === null ? '' : `, ${t('kit.battery', { percent: evening.batteryPercent })}`;
  return (
    <>
      {evening.kitCheckedAt ? (
        <StateMark tone={isReady ? 'good' : 'warn'} icon={Briefcase}>
          {t('kit.checked', { at: formatTime(evening.kitCheckedAt, zone) })}
          {battery}
        </StateMark>
      ) : null}
      {evening.homeAt ? (
        <StateMark tone="good" icon={House}>
          {t('kit.home', { at: formatTime(evening.homeAt, zone) })}
        </StateMark>
      ) : null}
    </>
  );
}

/** What the team's phone truly has. "Connected" and "delivered" are two different things, and both are shown. */
function Delivery({ one }: { one: TeamProgress }) {
  const t = plannerWords.useText();
  const { zone } = usePlanner();
  const state = deliveryState(one.delivery);
  const connected = one.delivery?.connected === true;
  const looks: Record<typeof state, [Tone, LucideIcon]> = {
    delivered: ['good', CheckCheck],
    waiting: ['warn', Clock],
    never: ['warn', CircleDashed],
  };
  const [tone, icon] = looks[state];
  const at = one.delivery?.deliveredAt ? formatTime(one.delivery.deliveredAt, zone) : '';
  return (
    <>
      <StateMark tone={tone} icon={icon}>
        {t(`tonight.delivery.${state}`, { at })}
      </StateMark>
      <StateMark tone="plain" icon={connected ? Smartphone : PhoneOff}>
        {t(connected ? 'tonight.connected' : 'tonight.notConnected')}
      </StateMark>
    </>
  );
}

function Now({ one, onChooseCase }: { one: TeamProgress; onChooseCase: (id: string) => void }) {
  const t = plannerWords.useText();
  const { byId } = useCases();
  const { zone } = usePlanner();
  const shown = one.current ?? one.next;
  if (!shown) return null;
  const Icon = one.current ? (one.current.state === 'arrived' ? House : Bike) : Clock;
  const name = byId.get(shown.caseId)?.fullName ?? '';
  const words = one.current
    ? t(one.current.state === 'arrived' ? 'tonight.atHome' : 'tonight.onTheWay', { name })
    : t('tonight.next', { name, at: formatTime(shown.etaAt ?? shown.plannedStartAt, zone) });
  return (
    <button type="button" className="team-board-now" onClick={() => onChooseCase(shown.caseId)}>
      <Icon aria-hidden />
      <span className="figures">{words}</span>
    </button>
  );
}
