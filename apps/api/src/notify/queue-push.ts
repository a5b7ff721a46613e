import type { PushPayload } from '../contract/field.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { insertPushJob } from './store.ts';

/** PostgreSQL channel on which a push that waits is announced. */
export const PUSH_NOTIFICATIONS = 'push';

/** Decides, in the caller's transaction, that a team's devices are to be woken. Some process sends it after the commit. */
export async function queuePush(
  tx: Transaction,
  deps: Pick<Deps, 'clock' | 'ids' | 'db'>,
  push: { teamId: string; payload: PushPayload; alarmId: string | null },
): Promise<void> {
  const now = deps.clock.now();
  await insertPushJob(tx, { id: deps.ids.newId(), ...push, createdAt: now, dueAt: now });
  await deps.db.notify(tx, PUSH_NOTIFICATIONS, push.teamId);
}
