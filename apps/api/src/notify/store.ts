import type { PushPayload } from '../contract/field.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

export interface PushJobRow {
  id: string;
  teamId: string;
  payload: PushPayload;
  alarmId: string | null;
  createdAt: Date;
  dueAt: Date;
}

export async function insertPushJob(tx: Transaction, job: PushJobRow): Promise<void> {
  await tx.pushJob.create({ data: job });
}

/**
 * Takes jobs that are due, for so long that another process takes them again only if this one dies. `attempt` counts this one.
 */
export async function takePushJobs(
  tx: Transaction,
  now: Date,
  until: Date,
  limit: number,
): Promise<(PushJobRow & { attempt: number })[]> {
  const rows = await tx.$queryRaw<
    { id: string; teamId: string; payload: unknown; alarmId: string | null; createdAt: Date; attempt: number }[]
  >`
    UPDATE "PushJob" SET "dueAt" = ${until}::timestamptz, "attempt" = "attempt" + 1
    WHERE "id" IN (
      SELECT "id" FROM "PushJob" WHERE "endedAt" IS NULL AND "dueAt" <= ${now}::timestamptz
      ORDER BY "dueAt", "id" LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    RETURNING "id", "teamId", "payload", "alarmId", "createdAt", "attempt"`;
  return rows.map((row) => ({ ...row, payload: row.payload as PushPayload, dueAt: until }));
}

export async function endPushJob(tx: Transaction, id: string, sentCount: number, now: Date): Promise<void> {
  await tx.pushJob.update({ where: { id }, data: { endedAt: now, sentCount } });
}

export async function postponePushJob(tx: Transaction, id: string, dueAt: Date): Promise<void> {
  await tx.pushJob.update({ where: { id }, data: { dueAt } });
}

export interface SubscriptionRow {
  endpoint: string;
  accountId: string;
  teamId: string | null;
  deviceId: string;
  p256dh: string;
  auth: string;
}

export function readSubscriptions(db: Queryable, teamId: string): Promise<SubscriptionRow[]> {
  return db.pushSubscription.findMany({ where: { teamId }, orderBy: { endpoint: 'asc' } });
}

/** A device has one subscription: a new one of the same device replaces the old one. */
export async function putSubscription(tx: Transaction, row: SubscriptionRow & { createdAt: Date }): Promise<void> {
  const { endpoint, deviceId, accountId } = row;
  await tx.pushSubscription.deleteMany({ where: { OR: [{ endpoint }, { deviceId, accountId }] } });
  await tx.pushSubscription.create({ data: row });
}

export async function deleteSubscriptions(
  db: Queryable,
  where: { endpoint: string } | { deviceId: string; accountId: string },
): Promise<void> {
  await db.pushSubscription.deleteMany({ where });
}

export async function findUnitPathOfTeam(db: Queryable, teamId: string): Promise<string> {
  const { unit } = await db.team.findUniqueOrThrow({ where: { id: teamId }, select: { unit: { select: { path: true } } } });
  return unit.path;
}
