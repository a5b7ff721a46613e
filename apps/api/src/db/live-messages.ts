import type { Prisma } from './generated/client.ts';
import type { Queryable, Transaction } from './transaction.ts';

/**
 * The live log: news written in the transaction of the change they tell of, numbered 1, 2, 3 … without gaps in each channel.
 * A message is either committed with its change or does not exist, and who reads in the order of the numbers misses nothing.
 */

/** PostgreSQL channel on which `append` notifies; the payload is the name of the live channel ('' = look at all). */
export const LIVE_NOTIFICATIONS = 'live';

export interface LiveMessageRow {
  channel: string;
  /** 1, 2, 3 … within the channel. */
  seq: number;
  type: string;
  payload: Prisma.JsonValue;
  createdAt: Date;
}

export interface NewLiveMessage {
  channel: string;
  type: string;
  /** Plain JSON. */
  payload: unknown;
}

/**
 * Appends a message and returns its number. Holds the channel until the transaction ends, so that numbers are committed
 * in their order. For several channels use {@link appendLiveMessages}.
 */
export async function appendLiveMessage(
  tx: Transaction,
  channel: string,
  type: string,
  payload: unknown,
  now: Date,
): Promise<number> {
  const rows = await tx.$queryRaw<{ seq: number }[]>`
    WITH next AS (
      INSERT INTO "LiveChannel" ("channel", "lastSeq") VALUES (${channel}, 1)
      ON CONFLICT ("channel") DO UPDATE SET "lastSeq" = "LiveChannel"."lastSeq" + 1
      RETURNING "channel", "lastSeq"
    ), written AS (
      INSERT INTO "LiveMessage" ("channel", "seq", "type", "payload", "createdAt")
      SELECT "channel", "lastSeq", ${type}, ${JSON.stringify(payload)}::jsonb, ${now}::timestamptz FROM next
      RETURNING "channel", "seq"
    )
    SELECT "seq", pg_notify(${LIVE_NOTIFICATIONS}, "channel")::text FROM written`;
  return rows[0]!.seq;
}

/** Appends messages to several channels, taking the channels in one order everywhere, so that no two transactions wait for each other. */
export async function appendLiveMessages(tx: Transaction, messages: NewLiveMessage[], now: Date): Promise<void> {
  const ordered = [...messages].sort((a, b) => (a.channel < b.channel ? -1 : a.channel > b.channel ? 1 : 0));
  for (const { channel, type, payload } of ordered) await appendLiveMessage(tx, channel, type, payload, now);
}

/** Messages after a number, in order, at most `limit`. Compare with {@link readLiveChannel} to see whether old ones were pruned. */
export function readLiveMessages(client: Queryable, channel: string, afterSeq: number, limit: number): Promise<LiveMessageRow[]> {
  return client.liveMessage.findMany({ where: { channel, seq: { gt: afterSeq } }, orderBy: { seq: 'asc' }, take: limit });
}

/** Where a channel stands: its last number (0 = nothing was ever said) and the first one still kept (lastSeq + 1 = none is). */
export async function readLiveChannel(client: Queryable, channel: string): Promise<{ lastSeq: number; firstKeptSeq: number }> {
  const rows = await client.$queryRaw<{ lastSeq: number; firstKeptSeq: number | null }[]>`
    SELECT "lastSeq", (SELECT min("seq") FROM "LiveMessage" WHERE "channel" = ${channel}) AS "firstKeptSeq"
    FROM "LiveChannel" WHERE "channel" = ${channel}`;
  const lastSeq = rows[0]?.lastSeq ?? 0;
  return { lastSeq, firstKeptSeq: rows[0]?.firstKeptSeq ?? lastSeq + 1 };
}

/** Deletes up to `limit` messages older than an instant and returns how many; clients that were away longer get a snapshot. */
export async function pruneLiveMessages(client: Queryable, before: Date, limit = 10_000): Promise<number> {
  return client.$executeRaw`
    DELETE FROM "LiveMessage" WHERE ("channel", "seq") IN (
      SELECT "channel", "seq" FROM "LiveMessage" WHERE "createdAt" < ${before}::timestamptz ORDER BY "createdAt", "seq" LIMIT ${limit}
    )`;
}
