import type { TeamDelivery } from '../contract/dispatch.ts';
import { SILENCE_MS } from '../contract/live-codes.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import type { DeliveryFacts } from './hub-store.ts';

/** How far teams' devices have received their channels; those of the units below a path, or only the given ones. */
export async function readDeliveries(
  db: Queryable,
  of: { unitPath: string } | { teamIds: string[] },
  now: Date,
): Promise<TeamDelivery[]> {
  const where = 'teamIds' in of ? { id: { in: of.teamIds } } : { unit: { path: { startsWith: of.unitPath } } };
  const teams = await db.team.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  const channels = teams.map(({ id }) => `team:${id}`);
  const [heads, devices] = await Promise.all([
    db.liveChannel.findMany({ where: { channel: { in: channels } } }),
    db.delivery.findMany({ where: { channel: { in: channels } } }),
  ]);
  const headByChannel = new Map(heads.map(({ channel, lastSeq }) => [channel, lastSeq]));
  const byChannel = new Map<string, typeof devices>();
  for (const device of devices) byChannel.set(device.channel, [...(byChannel.get(device.channel) ?? []), device]);
  const connectedSince = now.getTime() - SILENCE_MS;
  return teams.map(({ id }) => {
    const own = byChannel.get(`team:${id}`) ?? [];
    const sent = furthest(own.map(({ sentSeq: seq, sentAt: at }) => ({ seq, at })));
    const delivered = furthest(own.map(({ deliveredSeq: seq, deliveredAt: at }) => ({ seq, at })));
    const seen = furthest(own.map(({ seenSeq: seq, seenAt: at }) => ({ seq, at })));
    return {
      teamId: id,
      connected: own.some(({ heardAt }) => heardAt !== null && heardAt.getTime() >= connectedSince),
      headSeq: headByChannel.get(`team:${id}`) ?? 0,
      sentSeq: sent.seq,
      sentAt: sent.at,
      deliveredSeq: delivered.seq,
      deliveredAt: delivered.at,
      seenSeq: seen.seq,
      seenAt: seen.at,
    };
  });
}

/** The device that is furthest counts; of two equally far, the one that was first. */
function furthest(devices: { seq: number; at: Date | null }[]): { seq: number; at: string | null } {
  const reached = devices.flatMap(({ seq, at }) => (at === null ? [] : [{ seq, at: at.toISOString() }]));
  reached.sort((a, b) => b.seq - a.seq || a.at.localeCompare(b.at));
  return reached[0] ?? { seq: 0, at: null };
}

/** Writes how far devices are; a lower number never replaces a higher one, and neither does its time. */
export async function upsertDeliveries(tx: Transaction, deliveries: DeliveryFacts[]): Promise<void> {
  const rows = deliveries.map(({ worthTelling: _, teamId: __, ...row }) => row);
  // In one order everywhere, so that two processes never wait for each other.
  rows.sort((a, b) => (a.channel === b.channel ? (a.deviceId < b.deviceId ? -1 : 1) : a.channel < b.channel ? -1 : 1));
  await tx.$executeRaw`
    INSERT INTO "Delivery" AS known ("channel", "deviceId", "accountId", "sentSeq", "sentAt", "deliveredSeq", "deliveredAt", "seenSeq", "seenAt", "heardAt")
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x("channel" text, "deviceId" text, "accountId" text, "sentSeq" int, "sentAt" timestamptz,
        "deliveredSeq" int, "deliveredAt" timestamptz, "seenSeq" int, "seenAt" timestamptz, "heardAt" timestamptz)
    ON CONFLICT ("channel", "deviceId") DO UPDATE SET
      "accountId" = excluded."accountId",
      "sentSeq" = GREATEST(known."sentSeq", excluded."sentSeq"),
      "sentAt" = CASE WHEN known."sentAt" IS NULL OR excluded."sentSeq" > known."sentSeq"
        THEN excluded."sentAt" ELSE known."sentAt" END,
      "deliveredSeq" = GREATEST(known."deliveredSeq", excluded."deliveredSeq"),
      "deliveredAt" = CASE WHEN known."deliveredAt" IS NULL OR excluded."deliveredSeq" > known."deliveredSeq"
        THEN excluded."deliveredAt" ELSE known."deliveredAt" END,
      "seenSeq" = GREATEST(known."seenSeq", excluded."seenSeq"),
      "seenAt" = CASE WHEN known."seenAt" IS NULL OR excluded."seenSeq" > known."seenSeq"
        THEN excluded."seenAt" ELSE known."seenAt" END,
      "heardAt" = excluded."heardAt"`;
}

/**
 * Notes on the visits and messages of teams how far they have got: sent, delivered, seen, each with its time, once. Nothing counts
 * before the device's number has reached the one that told of it; what was delivered was also sent.
 */
export async function stampReached(tx: Transaction, deliveries: DeliveryFacts[]): Promise<void> {
  const rows = JSON.stringify(
    deliveries.map(({ teamId, sentSeq, sentAt, deliveredSeq, deliveredAt, seenSeq, seenAt }) => ({
      teamId,
      sentSeq: sentAt ? sentSeq : -1,
      sentAt,
      deliveredSeq: deliveredAt ? deliveredSeq : -1,
      deliveredAt,
      seenSeq: seenAt ? seenSeq : -1,
      seenAt,
    })),
  );
  await tx.$executeRaw`
    WITH reached AS (
      SELECT a."id",
        min(CASE WHEN d."sentSeq" >= a."toldSeq" THEN d."sentAt" END) AS "sentAt",
        min(CASE WHEN d."deliveredSeq" >= a."toldSeq" THEN d."deliveredAt" END) AS "deliveredAt",
        min(CASE WHEN d."seenSeq" >= a."toldSeq" THEN d."seenAt" END) AS "seenAt"
      FROM jsonb_to_recordset(${rows}::jsonb) AS d("teamId" text, "sentSeq" int, "sentAt" timestamptz,
        "deliveredSeq" int, "deliveredAt" timestamptz, "seenSeq" int, "seenAt" timestamptz)
      JOIN "Assignment" a ON a."teamId" = d."teamId"
        AND a."state" IN ('assigned', 'acknowledged', 'travelling', 'arrived')
        AND a."toldSeq" IS NOT NULL AND a."seenAt" IS NULL
      GROUP BY a."id"
    )
    UPDATE "Assignment" a SET
      "sentAt" = COALESCE(a."sentAt", LEAST(r."sentAt", r."deliveredAt", r."seenAt")),
      "deliveredAt" = COALESCE(a."deliveredAt", LEAST(r."deliveredAt", r."seenAt")),
      "seenAt" = r."seenAt"
    FROM reached r
    WHERE a."id" = r."id" AND (
      (a."sentAt" IS NULL AND COALESCE(r."sentAt", r."deliveredAt", r."seenAt") IS NOT NULL)
      OR (a."deliveredAt" IS NULL AND COALESCE(r."deliveredAt", r."seenAt") IS NOT NULL)
      OR r."seenAt" IS NOT NULL)`;
  await tx.$executeRaw`
    WITH reached AS (
      SELECT m."id",
        min(CASE WHEN d."sentSeq" >= m."toldSeq" THEN d."sentAt" END) AS "sentAt",
        min(CASE WHEN d."deliveredSeq" >= m."toldSeq" THEN d."deliveredAt" END) AS "deliveredAt"
      FROM jsonb_to_recordset(${rows}::jsonb) AS d("teamId" text, "sentSeq" int, "sentAt" timestamptz,
        "deliveredSeq" int, "deliveredAt" timestamptz)
      JOIN "TeamMessage" m ON m."teamId" = d."teamId" AND NOT m."fromTeam" AND m."toldSeq" IS NOT NULL AND m."deliveredAt" IS NULL
      GROUP BY m."id"
    )
    UPDATE "TeamMessage" m SET
      "sentAt" = COALESCE(m."sentAt", LEAST(r."sentAt", r."deliveredAt")),
      "deliveredAt" = r."deliveredAt"
    FROM reached r
    WHERE m."id" = r."id" AND (r."deliveredAt" IS NOT NULL OR (m."sentAt" IS NULL AND r."sentAt" IS NOT NULL))`;
}
