import type { AlarmEnd } from '../../contract/field-codes.ts';
import type { Transaction } from '../../db/open-database.ts';
import type { Deps } from '../../deps.ts';
import { insertEveningEvents } from '../evening/store.ts';
import { tellAlarm } from './raise-alarm.ts';
import { closeOpenAlarms } from './store.ts';

/** Closes whatever is open under these keys, and tells who saw it. Nothing happens to what is not open. */
export async function closeAlarms(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids'>,
  openKeys: string[],
  because: AlarmEnd,
  accountId: string | null = null,
): Promise<void> {
  const now = deps.clock.now();
  const closed = await closeOpenAlarms(tx, openKeys, because, now);
  if (closed.length === 0) return;
  await insertEveningEvents(
    tx,
    closed.map(({ id, unitId, teamId, date, assignmentId, kind }) => ({
      id: deps.ids.newId(),
      ...{ unitId, teamId, date, assignmentId, alarmId: id, accountId },
      kind: 'alarm-closed' as const,
      detail: { alarmKind: kind },
      at: now,
      receivedAt: now,
    })),
  );
  for (const alarm of closed) await tellAlarm(tx, alarm, now);
}
