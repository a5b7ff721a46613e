import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';
import { fsyncDirectory, fsyncPath } from './durable-node-fs.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-protocol.ts';
import { WorkerStream } from './worker-stream.ts';

/** The embedded database, running in its own thread, as the pg driver sees it: something to connect to. */
export interface EmbeddedServer {
  /** A connection. There is one session, so a new connection takes the place of the one before. */
  connect(): WorkerStream;
  /** The whole database as an uncompressed tar, to be given as `template` later. No transaction may be open. */
  dump(): Promise<Uint8Array>;
  /** fsync calls that reached the disk since the start; null in memory. */
  countFsyncs(): Promise<number | null>;
  /** Writes everything, stops the thread, frees the folder. */
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Folder that holds (or will hold) the database in `pgdata/`; null keeps it in memory only. */
  dataDir: string | null;
  /** A dump to begin from when there is no database yet. */
  template?: Uint8Array | undefined;
  /** Called once when the thread dies by itself; nothing can be read or written any more. */
  onFailure: (error: Error) => void;
}

/** Version of PostgreSQL inside the pinned PGlite; a folder of another one cannot be opened. */
const POSTGRESQL_MAJOR = '18';

/** Throws a sentence for the operator when the folder is in use, of another version, or cannot be made durable. */
export async function startEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  if (options.dataDir === null)
    return startWorker({ directory: null, template: options.template ?? null }, options.onFailure, async () => {});

  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(options.dataDir);
  try {
    const directory = join(options.dataDir, 'pgdata');
    // Present while the first files are written: a database whose making was interrupted is made again.
    const beingMade = join(options.dataDir, 'pgdata.being-made');
    if (existsSync(beingMade)) rmSync(directory, { recursive: true, force: true });
    const isNew = !existsSync(join(directory, 'PG_VERSION'));
    if (isNew) {
      writeFileSync(beingMade, '', { flush: true });
      mkdirSync(directory, { recursive: true, mode: 0o700 });
    } else {
      requireVersion(directory);
    }
    const template = isNew ? (options.template ?? null) : null;
    const server = await startWorker({ directory, template }, options.onFailure, lock.release);
    if (isNew) {
      // The first files are copied there without fsync.
      fsyncTree(directory);
      rmSync(beingMade);
      fsyncDirectory(options.dataDir);
    }
    return server;
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function requireVersion(directory: string): void {
  const version = readFileSync(join(directory, 'PG_VERSION'), 'utf8').trim();
  if (version === POSTGRESQL_MAJOR) return;
  throw new Error(
    `The database in ${directory} was made by PostgreSQL ${version}; this version embeds ${POSTGRESQL_MAJOR}. Export the data with the version that made it.`,
  );
}

/** Makes everything below a folder durable. */
function fsyncTree(directory: string): void {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) fsyncTree(path);
    else fsyncPath(path);
  }
  fsyncDirectory(directory);
}

async function startWorker(
  start: WorkerStart,
  onFailure: (error: Error) => void,
  release: () => Promise<void>,
): Promise<EmbeddedServer> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: start, name: 'embedded-database' });
  const send = (message: ToWorker, transfer: ArrayBuffer[] = []) => worker.postMessage(message, transfer);
  const waiting = new Map<FromWorker['type'], { resolve(message: FromWorker): void; reject(error: Error): void }>();
  const answer = <T extends FromWorker['type']>(type: T) =>
    new Promise<Extract<FromWorker, { type: T }>>((resolve, reject) => {
      waiting.set(type, { resolve: resolve as (message: FromWorker) => void, reject });
    });
  let current: { id: number; stream: WorkerStream } | null = null;
  let state: 'opening' | 'open' | 'closing' | 'closed' = 'opening';

  const failed = (error: Error) => {
    if (state === 'closed') return;
    const wasOpen = state === 'open';
    state = 'closed';
    current?.stream.destroy(error);
    for (const { reject } of waiting.values()) reject(error);
    void worker.terminate().then(release);
    if (wasOpen) onFailure(error);
  };

  worker.on('message', (message: FromWorker) => {
    if (message.type === 'bytes') {
      if (message.connection === current?.id) current.stream.push(message.bytes);
    } else if (message.type === 'failed') {
      failed(new Error(`The embedded database stopped: ${message.message}`));
    } else {
      waiting.get(message.type)?.resolve(message);
      waiting.delete(message.type);
    }
  });
  worker.on('error', (error: unknown) => failed(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => failed(new Error(`The embedded database's thread ended (${code})`)));

  await answer('ready');
  state = 'open';
  let connectionCount = 0;

  return {
    connect() {
      const id = ++connectionCount;
      const stream = new WorkerStream(
        () => send({ type: 'open', connection: id }),
        (bytes) => {
          // A copy of its own, handed over: the driver reuses its buffers, which are windows into larger ones.
          const copy = new Uint8Array(bytes);
          send({ type: 'bytes', connection: id, bytes: copy }, [copy.buffer]);
        },
      );
      current = { id, stream };
      return stream;
    },
    async dump() {
      const dumped = answer('dumped');
      send({ type: 'dump' });
      return (await dumped).tar;
    },
    async countFsyncs() {
      const counted = answer('counted');
      send({ type: 'count' });
      return (await counted).fsyncCount;
    },
    async close() {
      if (state !== 'open') return;
      state = 'closing';
      const closed = answer('closed');
      send({ type: 'close' });
      await closed;
      state = 'closed';
      await worker.terminate();
      await release();
    },
  };
}
