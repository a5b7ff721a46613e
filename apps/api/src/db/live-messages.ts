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

/**
 * Appends messages to several channels in one statement, however many there are, taking the channels in one order everywhere,
 * so that no two transactions wait for each other. Within a channel they keep their order. Answers each channel's last number.
 */
export async function appendLiveMessages(tx: Transaction, messages: NewLiveMessage[], now: Date): Promise<Map<string, number>> {
  if (messages.length === 0) return new Map();
  const wanted = JSON.stringify(messages.map((message, place) => ({ ...message, place })));
  const rows = await tx.$queryRaw<{ channel: string; lastSeq: number }[]>`
    WITH wanted AS (
      SELECT * FROM jsonb_to_recordset(${wanted}::jsonb) AS x("channel" text, "type" text, "payload" jsonb, "place" int)
    ), counted AS (
      SELECT "channel", count(*)::int AS "added" FROM wanted GROUP BY "channel" ORDER BY "channel" COLLATE "C"
    ), next AS (
      INSERT INTO "LiveChannel" AS known ("channel", "lastSeq")
      SELECT "channel", "added" FROM counted ORDER BY "channel" COLLATE "C"
      ON CONFLICT ("channel") DO UPDATE SET "lastSeq" = known."lastSeq" + excluded."lastSeq"
      RETURNING "channel", "lastSeq"
    ), written AS (
      INSERT INTO "LiveMessage" ("channel", "seq", "type", "payload", "createdAt")
      SELECT w."channel", next."lastSeq" - c."added" + row_number() OVER (PARTITION BY w."channel" ORDER BY w."place"),
        w."type", w."payload", ${now}::timestamptz
      FROM wanted w JOIN counted c USING ("channel") JOIN next USING ("channel")
    )
    SELECT "channel", "lastSeq", pg_notify(${LIVE_NOTIFICATIONS}, "channel")::text FROM next`;
  return new Map(rows.map(({ channel, lastSeq }) => [channel, lastSeq]));
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
