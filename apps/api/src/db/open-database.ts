import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { startEmbeddedServer } from './embedded/embedded-server.ts';
import { PrismaClient } from './generated/client.ts';
import { type NotificationHandler, openServerListener, Subscriptions, type Unlisten } from './listener.ts';
import { requireOutside, runTransaction, type Transaction, type TransactionOptions } from './transaction.ts';

export type { NotificationHandler, Unlisten } from './listener.ts';
export type { Queryable, Transaction, TransactionOptions } from './transaction.ts';

/** The one place where the truth is kept: PostgreSQL, embedded in this process or on a server. The same for both. */
export interface Database {
  readonly kind: 'embedded' | 'postgresql';
  /** For reading, and for single writes. Inside a transaction use the transaction's own client. */
  readonly client: PrismaClient;
  /** All of it or nothing. `fn` may run again when it lost against another transaction; see {@link runTransaction}. */
  transaction<T>(fn: (tx: Transaction) => Promise<T>, options?: TransactionOptions): Promise<T>;
  /** Wakes the listeners of a channel, in this process and in all others, if and when the transaction commits; once for each payload. */
  notify(tx: Transaction, channel: string, ...payloads: string[]): Promise<void>;
  /** Hears notifications; on a server '' is delivered after a lost connection came back. */
  listen(channel: string, handler: NotificationHandler): Promise<Unlisten>;
  /** Borrows one connection of the driver, for what Prisma cannot say (scripts, session locks, VACUUM). */
  withConnection<T>(fn: (connection: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Waits for what runs, writes everything, frees the data folder. */
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  /** A PostgreSQL server: postgresql://user:password@host:port/database. Comes before `dataDir`. */
  url?: string | undefined;
  /** Folder of the embedded database; made when missing. Without it and without `url` the database is in memory only. */
  dataDir?: string | undefined;
  /** A dump of an embedded database to begin from when there is none yet. */
  template?: Uint8Array | undefined;
  /** Connections to a server. */
  poolSize?: number | undefined;
  /** Told about lost connections (they are made again) and, with `fatal`, that nothing can be read or written any more. */
  onProblem?: ((error: Error, severity: 'recovering' | 'fatal') => void) | undefined;
}

/** How long a transaction may wait for its turn and may last; generous because the embedded database has one session. */
const TRANSACTION_LIMITS_MS = { maxWait: 60_000, timeout: 60_000 };

/** Opens the database; does not migrate it. Throws a sentence for the operator when it cannot. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return options.url ? openServer(options.url, options) : openEmbedded(options);
}

async function openEmbedded(options: OpenDatabaseOptions): Promise<Database & EmbeddedExtras> {
  const server = await startEmbeddedServer({
    dataDir: options.dataDir ?? null,
    template: options.template,
    onFailure: (error) => fatal(options, error),
  });
  const pool = guarded(
    new pg.Pool({
      stream: () => server.connect() as never,
      max: 1,
      idleTimeoutMillis: 0,
      user: 'postgres',
      database: 'postgres',
    }),
  );
  const subscriptions = new Subscriptions((sql) => pool.query(sql));
  pool.on('connect', (client) =>
    client.on('notification', (message) => subscriptions.deliver(message.channel, message.payload ?? '')),
  );
  return Object.assign(
    assemble('embedded', pool, options, {
      listen: (channel, handler) => subscriptions.add(channel, handler),
      close: () => server.close(),
    }),
    { dump: () => server.dump(), countFsyncs: () => server.countFsyncs() },
  );
}

/** What only the embedded database has; tests and the template use it. */
export interface EmbeddedExtras {
  /** The whole database, to begin another one from. No transaction may be open. */
  dump(): Promise<Uint8Array>;
  /** fsync calls that reached the disk since it was opened; null in memory. */
  countFsyncs(): Promise<number | null>;
}

export function isEmbedded(database: Database): database is Database & EmbeddedExtras {
  return database.kind === 'embedded';
}

async function openServer(url: string, options: OpenDatabaseOptions): Promise<Database> {
  const pool = guarded(
    new pg.Pool({
      connectionString: url,
      max: options.poolSize ?? 10,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      application_name: 'go-cua',
      // The adapter reads and writes instants as if the session's zone were UTC; here it is, whatever the server's default.
      onConnect: async (client) => void (await client.query("SET TIME ZONE 'UTC'")),
    }),
  );
  try {
    await pool.query('SELECT 1');
  } catch (error) {
    await pool.end();
    // The address may hold a password: only the driver's own words are passed on.
    throw new Error(`PostgreSQL at DATABASE_URL cannot be reached: ${(error as Error).message}`);
  }
  const listener = openServerListener(url, (error) => options.onProblem?.(error, 'recovering'));
  return assemble('postgresql', pool, options, listener);
}

function assemble(
  kind: Database['kind'],
  pool: pg.Pool,
  options: OpenDatabaseOptions,
  rest: Pick<Database, 'listen' | 'close'>,
): Database {
  // A connection lost while idle; the pool makes another one.
  pool.on('error', (error) => options.onProblem?.(error, 'recovering'));
  const client = new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: TRANSACTION_LIMITS_MS });
  let closing: Promise<void> | undefined;
  return {
    kind,
    client,
    transaction: (fn, transactionOptions) => runTransaction(client, fn, transactionOptions),
    async notify(tx, channel, ...payloads) {
      // One statement, however many: thousands of phones that come back at once are thousands of payloads.
      await tx.$executeRaw`SELECT pg_notify(${channel}, "payload") FROM unnest(${payloads}::text[]) AS p("payload")`;
    },
    listen: rest.listen,
    async withConnection(fn) {
      const connection = await pool.connect();
      try {
        return await fn(connection);
      } finally {
        connection.release();
      }
    },
    close() {
      closing ??= (async () => {
        await client.$disconnect();
        await pool.end();
        await rest.close();
      })();
      return closing;
    },
  };
}

/** Refuses connections asked for inside a transaction, which has its own. */
function guarded(pool: pg.Pool): pg.Pool {
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  pool.connect = ((...args: unknown[]) => {
    try {
      requireOutside();
    } catch (error) {
      const done = args[0];
      if (typeof done !== 'function') return Promise.reject(error);
      return void queueMicrotask(() => done(error));
    }
    return connect(...args);
  }) as pg.Pool['connect'];
  return pool;
}

function fatal(options: OpenDatabaseOptions, error: Error): void {
  if (!options.onProblem) throw error;
  options.onProblem(error, 'fatal');
}
