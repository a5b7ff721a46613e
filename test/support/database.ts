import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, inject } from 'vitest';
import { type Database, openDatabase, type Unlisten } from '../../apps/api/src/db/open-database.ts';
import { closeAfterwards } from './close-afterwards.ts';
import { embeddedTemplatePath } from './embedded-template.ts';
import { serverUrl, TEMPLATE_DATABASE } from './postgresql-urls.ts';

/** Opens a migrated, empty database. Closed by itself after the test that opened it, or after the file when a hook did. */
export type OpenTestDatabase = () => Promise<Database>;

/** A migrated, empty embedded database in memory; about 1 s the first time in a worker, then a few milliseconds. */
export const openTestDatabase: OpenTestDatabase = () =>
  lease(idleEmbedded, () => openDatabase({ template: readFileSync(embeddedTemplatePath()) }));

/** A migrated, empty database on the PostgreSQL server of this run. */
export const openServerDatabase: OpenTestDatabase = () =>
  lease(idleOnServer, async () => openDatabase({ url: (await createServerDatabase()).url, onProblem: () => {} }));

/** The same tests on the embedded database and on a real PostgreSQL server. */
export function describeOnDatabases(name: string, tests: (open: OpenTestDatabase) => void): void {
  describe(`${name} (embedded)`, () => tests(openTestDatabase));
  describeOnServer(`${name} (PostgreSQL)`, tests);
}

/** Tests that only make sense with several sessions. */
export function describeOnServer(name: string, tests: (open: OpenTestDatabase) => void): void {
  const isThere = inject('postgresqlDoor') !== null;
  describe.skipIf(!isThere)(isThere ? name : `${name} [needs PostgreSQL]`, () => tests(openServerDatabase));
}

/** A fresh copy of the migrated template on the server of this run, for tests that open it themselves (several processes). */
export async function createServerDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const port = await askServerPort();
  const name = `test_${process.pid}_${++databaseCount}`;
  await asAdmin(port, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return { url: serverUrl(port, name), drop: () => asAdmin(port, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
let databaseCount = 0;

async function asAdmin(port: number, sql: string): Promise<void> {
  const admin = await openDatabase({ url: serverUrl(port, 'postgres'), poolSize: 1 });
  try {
    await admin.withConnection((connection) => connection.query(sql));
  } finally {
    await admin.close();
  }
}

function askServerPort(): Promise<number> {
  const door = inject('postgresqlDoor');
  if (door === null) throw new Error('There is no PostgreSQL in this run; use describeOnServer.');
  return new Promise((resolve, reject) => {
    let text = '';
    connect(door, '127.0.0.1')
      .setEncoding('utf8')
      .on('data', (chunk: string) => {
        text += chunk;
      })
      .on('error', reject)
      .on('end', () => {
        const answer = JSON.parse(text) as { port?: number; error?: string };
        if (answer.port) resolve(answer.port);
        else reject(new Error(answer.error));
      });
  });
}

// Opening costs up to a second, emptying a few milliseconds: databases that were given back are emptied and used again.
const idleEmbedded: Database[] = [];
const idleOnServer: Database[] = [];

async function lease(idle: Database[], open: OpenTestDatabase): Promise<Database> {
  const database = idle.pop() ?? (await open());
  const unlistens = new Set<Unlisten>();
  let isGivenBack = false;
  return closeAfterwards({
    ...database,
    async listen(channel, handler) {
      const unlisten = await database.listen(channel, handler);
      unlistens.add(unlisten);
      return unlisten;
    },
    async close() {
      if (isGivenBack) return;
      isGivenBack = true;
      for (const unlisten of unlistens) await unlisten();
      await empty(database);
      idle.push(database);
    },
  });
}

async function empty(database: Database): Promise<void> {
  await database.withConnection(async (connection) => {
    await connection.query(`TRUNCATE ${(await tablesOf(connection)).join(', ')}`);
  });
}

/** The names of all tables but that of the migrations, quoted. */
export async function tablesOf(connection: Connection): Promise<string[]> {
  const { rows } = await connection.query<{ name: string }>(
    "SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'",
  );
  return rows.map(({ name }) => name);
}
type Connection = Parameters<Parameters<Database['withConnection']>[0]>[0];
