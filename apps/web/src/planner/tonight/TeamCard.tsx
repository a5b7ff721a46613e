import type { AssignmentView } from '@gocua/api/contract/dispatch';
import type { TeamEvening, TeamMessage } from '@gocua/api/contract/field';
import type { PlanRoute } from '@gocua/api/contract/planning';
import {
  BatteryLow,
  BatteryMedium,
  Bike,
  Briefcase,
  CheckCheck,
  CircleCheck,
  CircleDashed,
  Clock,
  House,
  type LucideIcon,
  MessageSquare,
  PhoneOff,
  Smartphone,
} from 'lucide-react';
import { classNames } from '../../design/classNames.ts';
import { IconButton } from '../../design/IconButton.tsx';
import { StateMark, TeamMark, type Tone } from '../../design/StateMark.tsx';
import { formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { hover } from '../hover.ts';
import { plannerWords } from '../words.ts';
import { deliveryState, type TeamProgress } from './boardFacts.ts';
import { LastMessage } from './LastMessage.tsx';
import { tonightWords } from './words.ts';

/** A battery below this may not last the evening. */
const WEAK_PERCENT = 35;

/** One team's evening at a glance. */
export function TeamCard(props: {
  one: TeamProgress;
  route: PlanRoute | null;
  isChosen: boolean;
  evening: TeamEvening | null;
  message: TeamMessage | null;
  onChooseRoute: (id: string) => void;
  onChooseCase: (id: string) => void;
  onMessage: (teamId: string) => void;
}) {
  const { one, route, isChosen, evening, message, onChooseRoute, onChooseCase, onMessage } = props;
  const t = plannerWords.useText();
  const live = tonightWords.useText();
  const teams = useTeams();
  const { mayChange } = usePlanner();
  const team = teams.byId.get(one.teamId);
  return (
    <li
      className={classNames('team-board', `team-${team?.color ?? 0}`, isChosen && 'team-board-chosen')}
      onPointerEnter={() => hover.set({ routeId: route?.id ?? null })}
      onPointerLeave={() => hover.set({})}
    >
      <div className="team-board-top">
        <button
          type="button"
          className="team-board-head"
          onClick={() => route && onChooseRoute(route.id)}
          aria-pressed={isChosen}
        >
          <TeamMark color={team?.color ?? 0} words={teamShortName(team)} />
          <strong>{team?.name}</strong>
          <span className="figures">{t('tonight.progress', { finished: one.finished, total: one.total })}</span>
        </button>
        {mayChange ? (
          <IconButton icon={MessageSquare} size="small" name={live('message')} onPress={() => onMessage(one.teamId)} />
        ) : null}
      </div>
      <span className="team-board-track" aria-hidden="true">
        {one.visits.map((visit) => (
          <span key={visit.id} className={segmentOf(visit)} />
        ))}
      </span>
      <Now one={one} onChooseCase={onChooseCase} />
      {message ? <LastMessage message={message} onOpen={() => onMessage(one.teamId)} /> : null}
      <p className="team-board-line figures">
        <Told one={one} />
        <Delivery one={one} />
        <Kit evening={evening} />
      </p>
    </li>
  );
}

function segmentOf({ state, outcome }: AssignmentView): string {
  if (state === 'finished') return outcome === 'served' ? 'seg-served' : 'seg-ended';
  if (state === 'travelling' || state === 'arrived') return 'seg-now';
  return state === 'assigned' ? 'seg-unread' : 'seg-next';
}

/** Whether the team knows all of its visits; else how far those it has not accepted have come. */
function Told({ one }: { one: TeamProgress }) {
  const t = tonightWords.useText();
  const { acknowledged, delivered, seen, total } = one;
  const isWhole = acknowledged === total;
  return (
    <StateMark tone={isWhole ? 'good' : 'warn'} icon={isWhole ? CircleCheck : CircleDashed}>
      {isWhole ? t('told.all', { total }) : t('told.lacking', { count: total - acknowledged, delivered, seen, total })}
    </StateMark>
  );
}

/** What the team's phone truly has. "Connected" and "delivered" are two different things, and both are shown. */
function Delivery({ one }: { one: TeamProgress }) {
  const t = plannerWords.useText();
  const { zone } = usePlanner();
  const state = deliveryState(one.delivery);
  const connected = one.delivery?.connected === true;
  const looks: Record<typeof state, [Tone, LucideIcon]> = {
    delivered: ['plain', CheckCheck],
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
      <StateMark tone={connected ? 'plain' : 'warn'} icon={connected ? Smartphone : PhoneOff}>
        {t(connected ? 'tonight.connected' : 'tonight.notConnected')}
      </StateMark>
    </>
  );
}

/** Kit and way home, as far as the team said. */
function Kit({ evening }: { evening: TeamEvening | null }) {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  if (evening?.homeAt) {
    return (
      <StateMark tone="good" icon={House}>
        {t('kit.home', { at: formatTime(evening.homeAt, zone) })}
      </StateMark>
    );
  }
  if (!evening?.kitCheckedAt) {
    return (
      <StateMark tone="warn" icon={Briefcase}>
        {t('kit.notChecked')}
      </StateMark>
    );
  }
  const { batteryPercent, kitState } = evening;
  const isWeak = batteryPercent !== null && batteryPercent < WEAK_PERCENT;
  return (
    <>
      {kitState === 'ready' ? null : (
        <StateMark tone="warn" icon={Briefcase}>
          {t('kit.weak')}
        </StateMark>
      )}
      {batteryPercent === null ? null : (
        <StateMark tone={isWeak ? 'warn' : 'plain'} icon={isWeak ? BatteryLow : BatteryMedium}>
          {t('kit.battery', { percent: batteryPercent })}
        </StateMark>
      )}
    </>
  );
}

/** What the team does now, since when; else what is next, and when it is expected there. */
function Now({ one, onChooseCase }: { one: TeamProgress; onChooseCase: (id: string) => void }) {
  const t = plannerWords.useText();
  const live = tonightWords.useText();
  const { byId } = useCases();
  const { zone } = usePlanner();
  const shown = one.current ?? one.next;
  if (!shown) return <p className="team-board-done">{live('now.done')}</p>;
  const isThere = shown.state === 'arrived';
  const Icon = one.current ? (isThere ? House : Bike) : Clock;
  const name = byId.get(shown.caseId)?.fullName ?? '';
  const doing = isThere ? 'atHome' : one.current ? 'onTheWay' : 'next';
  const at = formatTime((isThere ? shown.arrivedAt : shown.etaAt) ?? shown.plannedStartAt, zone);
  return (
    <button type="button" className="team-board-now" onClick={() => onChooseCase(shown.caseId)}>
      <Icon aria-hidden />
      <span>{t(`tonight.${doing}`, { name })}</span>
      <small className="figures">{live(isThere ? 'now.since' : 'now.eta', { at })}</small>
    </button>
  );
}
