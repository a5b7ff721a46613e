import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { DurableNodeFs } from './durable-node-fs.ts';
import { isStartup, queryMessage, WireMessages } from './wire-messages.ts';
import type { FromWorker, ToWorker, WorkerStart } from './worker-protocol.ts';

// The thread that owns PGlite. Each batch of wire messages is executed synchronously, so whatever the driver sends is one
// session's orderly conversation; the event loop of the server never waits for it.

if (!parentPort) throw new Error('worker-thread.ts runs as a worker thread only');
const port = parentPort;
const post = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

const { directory, template } = workerData as WorkerStart;
const files = directory === null ? null : new DurableNodeFs(directory);

/** PGlite's own parameters, without `-F`, which would turn fsync off: a commit is acknowledged when it is on the disk. */
const DURABLE_PARAMETERS = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...['-c', 'fsync=on', '-c', 'synchronous_commit=on', '-c', 'full_page_writes=on'],
  // fdatasync is an empty stub in this build; fsync is the one that reaches the hook.
  ...['-c', 'wal_sync_method=fsync'],
  // With small segments the default would be 64 MB: a large import would stop for checkpoints.
  ...['-c', 'max_wal_size=512MB'],
];

/** Log segments of 1 MB instead of 16: a new or copied database is smaller and sooner there. */
const MAKING_PARAMETERS = ['--wal-segsize=1'];

async function open(): Promise<PGlite> {
  const options = files ? { fs: files, startParams: DURABLE_PARAMETERS } : {};
  const loadDataDir = template ? new Blob([template as Uint8Array<ArrayBuffer>], { type: 'application/x-tar' }) : undefined;
  const database = await PGlite.create({
    ...options,
    initDbStartParams: MAKING_PARAMETERS,
    ...(loadDataDir ? { loadDataDir } : {}),
  });
  if (files) {
    const before = files.fsyncCount;
    await database.exec('CHECKPOINT');
    if (files.fsyncCount === before) {
      throw new Error(
        'The embedded database does not reach the disk (its fsync is not called). Install the pinned version of PGlite.',
      );
    }
  }
  return database;
}

const connections = new Map<number, WireMessages>();

async function run(database: PGlite, connection: number, batch: Uint8Array): Promise<void> {
  if (isStartup(batch) && database.isInTransaction()) {
    // The connection before this one was dropped in the middle of a transaction; the session is the same.
    await database.execProtocolRawStream(queryMessage('ROLLBACK'), { syncToFs: false, onRawData: () => {} });
  }
  const chunks: Uint8Array[] = [];
  await database.execProtocolRawStream(batch, {
    syncToFs: false,
    // A view into the database's memory, valid only during the call.
    onRawData: (bytes) => void chunks.push(bytes.slice()),
  });
  for (const bytes of chunks) post({ type: 'bytes', connection, bytes }, [bytes.buffer as ArrayBuffer]);
}

try {
  const database = await open();
  // Batches are executed one after the other although the handler is asynchronous.
  let work: Promise<void> = Promise.resolve();
  port.on('message', (message: ToWorker) => {
    work = work.then(() => handle(database, message)).catch(fail);
  });
  post({ type: 'ready' });
} catch (error) {
  fail(error);
}

async function handle(database: PGlite, message: ToWorker): Promise<void> {
  if (message.type === 'open') {
    connections.clear();
    connections.set(message.connection, new WireMessages());
  } else if (message.type === 'bytes') {
    const messages = connections.get(message.connection);
    for (const batch of messages?.push(message.bytes) ?? []) await run(database, message.connection, batch);
  } else if (message.type === 'dump') {
    const tar = new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
    post({ type: 'dumped', tar }, [tar.buffer]);
  } else if (message.type === 'count') {
    post({ type: 'counted', fsyncCount: files?.fsyncCount ?? null });
  } else {
    await database.close();
    post({ type: 'closed' });
    port.close();
  }
}

function fail(error: unknown): void {
  post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  port.close();
}
