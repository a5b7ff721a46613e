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
  return (
    <section className="alarms" aria-label={t('alarms')}>
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
  const time = (instant: string) => formatTime(instant, zone);
  const callsNow = alarm.callDueAt !== null && Date.parse(alarm.callDueAt) <= nowMs && alarm.reached !== true;
  const name = alarm.caseId ? byId.get(alarm.caseId)?.fullName : undefined;
  return (
    <article className={classNames('alarm', isPanic && !alarm.takenAt && 'alarm-panic')} role={isPanic ? 'alert' : undefined}>
      <header className="alarm-head">
        <Icon aria-hidden />
        <strong>{t(`alarm.${alarm.kind}`)}</strong>
        <TeamMark color={team?.color ?? 0} words={teamShortName(team)} size="small" />
        <time className="figures" dateTime={alarm.raisedAt}>
          {time(alarm.raisedAt)}
        </time>
      </header>
      <p className="alarm-facts">
        {[
          team?.name,
          name,
          alarm.lateSec === null ? null : t('late', { minutes: Math.ceil(alarm.lateSec / 60) }),
          alarm.count === null ? null : t('unseen', { count: alarm.count }),
          alarm.kind === 'not_acknowledged'
            ? alarm.pushedAt
              ? t('pushed', { at: time(alarm.pushedAt) })
              : t('notPushed')
            : null,
          alarm.calledAt ? t('calledAt', { at: time(alarm.calledAt), how: t(alarm.reached ? 'reached' : 'notReached') }) : null,
          alarm.takenBy && alarm.takenAt ? t('takenBy', { name: alarm.takenBy, at: time(alarm.takenAt) }) : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {callsNow || isPanic || alarm.kind === 'not_home' ? (
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
          {alarm.kind === 'window_in_danger' && alarm.caseId ? (
            <Button size="small" kind="primary" onPress={() => onRepair(alarm)}>
              {t('repair')}
            </Button>
          ) : null}
          {alarm.caseId ? (
            <Button size="small" kind="quiet" onPress={() => onChooseCase(alarm.caseId!)}>
              {t('onMap')}
            </Button>
          ) : null}
          {isPanic || alarm.kind === 'not_home' ? (
            <Button size="small" kind="quiet" onPress={() => command.mutate({ id: alarm.id, verb: 'close' })}>
              {t('close')}
            </Button>
          ) : null}
        </div>
      ) : null}
    </article>
  );
}
