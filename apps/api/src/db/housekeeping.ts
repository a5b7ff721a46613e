import type { Clock } from '../clock.ts';
import { pruneLiveMessages } from './live-messages.ts';
import { forgetCommands } from './once.ts';
import type { Database } from './open-database.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Clients that were away longer get a snapshot instead of the messages. */
const KEEP_MESSAGES_DAYS = 7;
/** A phone that comes back after this long may not repeat its commands. */
const KEEP_COMMANDS_DAYS = 60;
const EVERY_MS = HOUR_MS;
/** Not while a server starts: that is when people wait for it. */
const FIRST_AFTER_MS = 60_000;
/** Rows deleted at once, so that nobody waits long: a photo has up to a megabyte. */
const POSITIONS_AT_ONCE = 10_000;
const MESSAGES_AT_ONCE = 10_000;
const PHOTOS_AT_ONCE = 100;

/** What people are told of how long things are kept. */
export interface KeepingTimes {
  positionKeptHours: number;
  photoKeptDays: number;
}

/**
 * What is left to do now and then: delete where people were and photos of doors when their time is over, forget what nobody needs; on
 * the embedded database, which does not do it itself, VACUUM. Each round leaves nothing that is too old, however much there is.
 */
export async function keepHouse(database: Database, now: Date, kept: KeepingTimes): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await deletePositions(database, before(kept.positionKeptHours * HOUR_MS));
  await deletePhotos(database, before(kept.photoKeptDays * DAY_MS));
  await untilFewer(MESSAGES_AT_ONCE, () =>
    pruneLiveMessages(database.client, before(KEEP_MESSAGES_DAYS * DAY_MS), MESSAGES_AT_ONCE),
  );
  await database.transaction((tx) => forgetCommands(tx, before(KEEP_COMMANDS_DAYS * DAY_MS)));
  if (database.kind === 'embedded') await vacuum(database);
}

/** By when somebody was there, not by when it was received: a phone may have sent it hours later. */
async function deletePositions({ client }: Database, before: Date): Promise<void> {
  await untilFewer(
    POSITIONS_AT_ONCE,
    () => client.$executeRaw`
      DELETE FROM "TeamPosition" WHERE "id" IN (
        SELECT "id" FROM "TeamPosition" WHERE "at" < ${before}::timestamptz LIMIT ${POSITIONS_AT_ONCE}
      )`,
  );
}

async function deletePhotos({ client }: Database, before: Date): Promise<void> {
  await untilFewer(
    PHOTOS_AT_ONCE,
    () => client.$executeRaw`
      DELETE FROM "Photo" WHERE "id" IN (
        SELECT "id" FROM "Photo" WHERE "createdAt" < ${before}::timestamptz LIMIT ${PHOTOS_AT_ONCE}
      )`,
  );
}

/** Ends because each turn that deletes the full number leaves so many fewer. */
async function untilFewer(atOnce: number, deleteSome: () => Promise<number>): Promise<void> {
  while ((await deleteSome()) >= atOnce);
}

/** Table by table, so that nobody waits long for the one session. */
async function vacuum(database: Database): Promise<void> {
  const tables = await database.withConnection((connection) =>
    connection.query<{ name: string }>("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"),
  );
  for (const { name } of tables.rows) await database.withConnection((connection) => connection.query(`VACUUM (ANALYZE) ${name}`));
}

/**
 * Keeps house soon after the start, because a server that is started again every evening would never come to it otherwise, and every
 * hour until stopped. A round that fails is reported and tried again an hour later.
 */
export function startHousekeeping(
  database: Database,
  clock: Clock,
  kept: KeepingTimes,
  onProblem: (error: Error) => void,
): { round(): Promise<void>; stop(): Promise<void> } {
  let round: Promise<void> = Promise.resolve();
  const keep = () => {
    round = keepHouse(database, clock.now(), kept).catch(onProblem);
  };
  const first = setTimeout(keep, FIRST_AFTER_MS);
  const timer = setInterval(keep, EVERY_MS);
  first.unref();
  timer.unref();
  return {
    /** Resolves when the last round that was begun is over. */
    round: () => round,
    stop() {
      clearTimeout(first);
      clearInterval(timer);
      return round;
    },
  };
}
