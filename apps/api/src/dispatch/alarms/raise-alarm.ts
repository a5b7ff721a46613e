import { appendLiveMessages } from '../../db/live-messages.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { insertEveningEvent } from '../evening/store.ts';
import { newsForUnits } from '../tell-units.ts';
import { findUnitOfTeam, insertAlarm, type NewAlarm } from './store.ts';

export type AlarmToRaise = Omit<NewAlarm, 'id' | 'unitId' | 'raisedAt'> & { id?: string };

/**
 * Raises an alarm, once while it is open, and tells every board of the team's unit and of the units above it. Answers its id, or
 * null when it was open already.
 */
export async function raiseAlarm(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  alarm: AlarmToRaise,
): Promise<string | null> {
  const now = deps.clock.now();
  const id = alarm.id ?? deps.ids.newId();
  const unitId = await findUnitOfTeam(tx, alarm.teamId);
  if (!(await insertAlarm(tx, { ...alarm, id, unitId, raisedAt: now }))) return null;
  const { teamId, date, assignmentId = null, kind } = alarm;
  await insertEveningEvent(tx, {
    id: deps.ids.newId(),
    ...{ unitId, teamId, date, assignmentId, alarmId: id, accountId: null },
    kind: 'alarm-raised',
    detail: { alarmKind: kind },
    at: now,
    receivedAt: now,
  });
  await tellAlarm(tx, { id, teamId, kind }, now);
  return id;
}

/** Every board that shows the team; and the team itself, if it pressed the button. */
export async function tellAlarm(tx: Transaction, alarm: { id: string; teamId: string; kind: string }, now: Date): Promise<void> {
  const news = await newsForUnits(tx, { teamIds: [alarm.teamId] }, [{ type: 'unit.alarm', payload: { alarmId: alarm.id } }]);
  if (alarm.kind === 'panic') news.push({ channel: `team:${alarm.teamId}`, type: 'team.panic', payload: {} });
  await appendLiveMessages(tx, news, now);
}
