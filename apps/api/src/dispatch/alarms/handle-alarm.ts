import { type Actor, requireRole } from '../../auth/actor.ts';
import type { Alarm } from '../../contract/board.ts';
import type { LogKind } from '../../contract/field-codes.ts';
import { runOnce } from '../../db/once.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { insertEveningEvent } from '../evening/store.ts';
import { readPathsConcerned } from '../store.ts';
import { closeAlarms } from './close-alarms.ts';
import { tellAlarm } from './raise-alarm.ts';
import { type AlarmRow, lockAlarm, readAlarmsById, toAlarms, updateAlarm } from './store.ts';

interface AlarmCommand {
  commandId: string;
  alarmId: string;
}
type Change = { pushedAt?: Date; calledAt?: Date; reached?: boolean; takenAt?: Date; takenById?: string };

/** A dispatcher looks after it; the others see who. Taking what somebody has taken changes nothing. */
export function takeAlarm(deps: Deps, actor: Actor, command: AlarmCommand): Promise<Alarm> {
  return handle(deps, actor, command, 'alarm-taken', null, (alarm, now) =>
    alarm.takenAt ? null : { takenAt: now, takenById: actor.accountId },
  );
}

/** The team was called by telephone. Who reached it also looks after it. */
export function noteCall(deps: Deps, actor: Actor, command: AlarmCommand & { reached: boolean }): Promise<Alarm> {
  const { reached } = command;
  return handle(deps, actor, command, 'alarm-called', { reached }, (alarm, now) => ({
    calledAt: now,
    reached,
    ...(reached && !alarm.takenAt ? { takenAt: now, takenById: actor.accountId } : {}),
  }));
}

/** It is settled. Only what nobody closes by acting is closed by hand; the rest would come back. */
export function closeAlarm(deps: Deps, actor: Actor, command: AlarmCommand): Promise<Alarm> {
  return handle(deps, actor, command, null, null, () => null, true);
}

async function handle(
  deps: Deps,
  actor: Actor,
  { commandId, alarmId }: AlarmCommand,
  kind: LogKind | null,
  body: { reached: boolean } | null,
  change: (alarm: AlarmRow, now: Date) => Change | null,
  closes = false,
): Promise<Alarm> {
  requireRole(actor, ['dispatcher']);
  const now = deps.clock.now();
  const command = {
    commandId,
    accountId: actor.accountId,
    kind: kind ?? 'alarm-closed',
    bodyHash: hashBody({ alarmId, ...body }),
    now,
  };
  return deps.db.transaction(async (tx) => {
    const alarm = await requireAlarm(tx, actor, alarmId);
    return runOnce(tx, command, async () => {
      if (alarm.openKey === null) throw new ProblemError('alarm-closed');
      if (closes) await closeAlarms(tx, deps, [alarm.openKey], 'dispatcher', actor.accountId);
      const data = change(alarm, now);
      if (data && kind) {
        await updateAlarm(tx, alarmId, data);
        const { unitId, teamId, date, assignmentId } = alarm;
        await insertEveningEvent(tx, {
          id: deps.ids.newId(),
          ...{ unitId, teamId, date, assignmentId, alarmId, accountId: actor.accountId, kind },
          detail: { alarmKind: alarm.kind, ...body },
          at: now,
          receivedAt: now,
        });
        await tellAlarm(tx, alarm, now);
      }
      return (await toAlarms(tx, await readAlarmsById(tx, [alarmId])))[0]!;
    });
  });
}

async function requireAlarm(tx: Transaction, actor: Actor, id: string): Promise<AlarmRow> {
  const alarm = await lockAlarm(tx, id);
  if (!alarm) throw new ProblemError('not-found');
  const paths = await readPathsConcerned(tx, { teamIds: [alarm.teamId] });
  if (!paths.every((path) => path.startsWith(actor.unitPath))) throw new ProblemError('outside-your-unit');
  return alarm;
}
