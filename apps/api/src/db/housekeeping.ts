import type { Clock } from '../clock.ts';
import { pruneLiveMessages } from './live-messages.ts';
import { forgetCommands } from './once.ts';
import type { Database } from './open-database.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Clients that were away longer get a snapshot instead of the messages. */
const KEEP_MESSAGES_DAYS = 7;
/** A phone that comes back after this long may not repeat its commands. */
const KEEP_COMMANDS_DAYS = 60;
const EVERY_MS = 3600 * 1000;

/** What is left to do now and then: forget what nobody needs; on the embedded database, which does not do it itself, VACUUM. */
export async function keepHouse(database: Database, now: Date): Promise<void> {
  await pruneLiveMessages(database.client, new Date(now.getTime() - KEEP_MESSAGES_DAYS * DAY_MS));
  await database.transaction((tx) => forgetCommands(tx, new Date(now.getTime() - KEEP_COMMANDS_DAYS * DAY_MS)));
  if (database.kind === 'embedded') await vacuum(database);
}

/** Table by table, so that nobody waits long for the one session. */
async function vacuum(database: Database): Promise<void> {
  const tables = await database.withConnection((connection) =>
    connection.query<{ name: string }>("SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'"),
  );
  for (const { name } of tables.rows) await database.withConnection((connection) => connection.query(`VACUUM (ANALYZE) ${name}`));
}

/** Keeps house every hour until stopped; a round that fails is reported and tried again an hour later. */
export function startHousekeeping(
  database: Database,
  clock: Clock,
  onProblem: (error: Error) => void,
): { stop(): Promise<void> } {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = keepHouse(database, clock.now()).catch(onProblem);
  }, EVERY_MS);
  timer.unref();
  return {
    stop() {
      clearInterval(timer);
      return round;
    },
  };
}
