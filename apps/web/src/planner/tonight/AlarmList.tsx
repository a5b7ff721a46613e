import type { Alarm } from '@gocua/api/contract/board';
import type { AlarmKind } from '@gocua/api/contract/field-codes';
import { BellRing, Clock4, House, type LucideIcon, Phone, Siren, TimerOff } from 'lucide-react';
import { Button } from '../../design/Button.tsx';
import { classNames } from '../../design/classNames.ts';
import { TeamMark } from '../../design/StateMark.tsx';
import { formatPhone, formatTime } from '../../words/format.ts';
import { usePlanner } from '../context.ts';
import { useCases } from '../data/useCases.ts';
import { teamShortName, useTeams } from '../data/useTeams.ts';
import { useAlarmCommand } from './useLiveDay.ts';
import { tonightWords } from './words.ts';

const ICONS: Record<AlarmKind, LucideIcon> = {
  panic: Siren,
  not_home: House,
  window_in_danger: Clock4,
  not_acknowledged: BellRing,
  shift_overrun: TimerOff,
};

/** What has to be looked at, before everything else and the most urgent first. */
export function AlarmList(props: {
  alarms: readonly Alarm[];
  onChooseCase: (id: string) => void;
  onRepair: (alarm: Alarm) => void;
}) {
  const { alarms, onChooseCase, onRepair } = props;
  const t = tonightWords.useText();
  if (alarms.length === 0) return null;
  const title = t('alarms', { count: alarms.length });
  return (
    <section className="alarms" aria-label={title}>
      <h2 className="alarms-title">{title}</h2>
      <ul>
        {alarms.map((alarm) => (
          <li key={alarm.id}>
            <AlarmCard alarm={alarm} onChooseCase={onChooseCase} onRepair={onRepair} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function AlarmCard(props: { alarm: Alarm; onChooseCase: (id: string) => void; onRepair: (alarm: Alarm) => void }) {
  const { alarm, onChooseCase, onRepair } = props;
  const t = tonightWords.useText();
  const { zone, nowMs, mayChange } = usePlanner();
  const teams = useTeams();
  const { byId } = useCases();
  const command = useAlarmCommand();
  const team = teams.byId.get(alarm.teamId);
  const Icon = ICONS[alarm.kind];
  const isPanic = alarm.kind === 'panic';
  const isOfTeam = isPanic || alarm.kind === 'not_home';
  const callsNow = alarm.callDueAt !== null && Date.parse(alarm.callDueAt) <= nowMs && alarm.reached !== true;
  const isRepairable = alarm.kind === 'window_in_danger' && alarm.caseId !== null;
  const facts = useFacts(alarm);
  return (
    <article
      className={classNames('alarm', isPanic && !alarm.takenAt && 'alarm-panic', alarm.takenAt !== null && 'alarm-taken')}
      role={isPanic ? 'alert' : undefined}
    >
      <header className="alarm-head">
        <Icon aria-hidden />
        <strong>{t(`alarm.${alarm.kind}`)}</strong>
        <time className="figures" dateTime={alarm.raisedAt}>
          {formatTime(alarm.raisedAt, zone)}
        </time>
      </header>
      <p className="alarm-who">
        <TeamMark color={team?.color ?? 0} words={teamShortName(team)} size="small" />
        {alarm.caseId ? (
          <button type="button" className="alarm-name" onClick={() => onChooseCase(alarm.caseId!)}>
            {byId.get(alarm.caseId)?.fullName}
          </button>
        ) : (
          <span className="alarm-team">{team?.name}</span>
        )}
        {facts.length > 0 ? <span className="alarm-facts figures">{facts.join(' · ')}</span> : null}
      </p>
      {callsNow || isOfTeam ? (
        <ul className="alarm-phones">
          {team?.members.map((member) => (
            <li key={member.id}>
              <a href={`tel:${member.phone}`}>
                <Phone aria-hidden /> {member.name} <span className="figures">{formatPhone(member.phone)}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : null}
      {mayChange ? (
        <div className="alarm-actions">
          {isRepairable ? (
            <Button size="small" kind="primary" onPress={() => onRepair(alarm)}>
              {t('repair')}
            </Button>
          ) : null}
          {alarm.takenAt ? null : (
            <Button
              size="small"
              kind={isPanic ? 'danger' : 'plain'}
              onPress={() => command.mutate({ id: alarm.id, verb: 'take' })}
            >
              {t('take')}
            </Button>
          )}
          {callsNow ? (
            <>
              <Button size="small" onPress={() => command.mutate({ id: alarm.id, verb: 'call', reached: true })}>
                {t('reached')}
              </Button>
              <Button size="small" onPress={() => command.mutate({ id: alarm.id, verb: 'call', reached: false })}>
                {t('notReached')}
              </Button>
            </>
          ) : null}
          {isOfTeam ? (
            <Button size="small" kind="quiet" onPress={() => command.mutate({ id: alarm.id, verb: 'close' })}>
              {t('close')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </article>
  );
}

/** What is known of an alarm, the most telling first. */
function useFacts(alarm: Alarm): string[] {
  const t = tonightWords.useText();
  const { zone } = usePlanner();
  const time = (instant: string) => formatTime(instant, zone);
  const reminded = alarm.pushedAt ? t('pushed', { at: time(alarm.pushedAt) }) : t('notPushed');
  const facts = [
    alarm.lateSec === null ? null : t('late', { minutes: Math.ceil(alarm.lateSec / 60) }),
    alarm.count === null ? null : t('unseen', { count: alarm.count }),
    alarm.kind === 'not_acknowledged' ? reminded : null,
    alarm.calledAt ? t('calledAt', { at: time(alarm.calledAt), how: t(alarm.reached ? 'reached' : 'notReached') }) : null,
    alarm.takenBy && alarm.takenAt ? t('takenBy', { name: alarm.takenBy, at: time(alarm.takenAt) }) : null,
  ];
  return facts.filter((fact) => fact !== null);
}
