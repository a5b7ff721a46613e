import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Called with the payload of a notification, or with '' when some may have been missed: then look at everything. */
export type NotificationHandler = (payload: string) => void;
export type Unlisten = () => Promise<void>;

/** Handlers by channel. LISTEN is sent when the first one comes, UNLISTEN when the last one goes. */
export class Subscriptions {
  readonly #handlers = new Map<string, Set<NotificationHandler>>();
  readonly #execute: (sql: string) => Promise<unknown>;

  constructor(execute: (sql: string) => Promise<unknown>) {
    this.#execute = execute;
  }

  async add(channel: string, handler: NotificationHandler): Promise<Unlisten> {
    const handlers = this.#handlers.get(channel) ?? new Set();
    const isFirst = handlers.size === 0;
    this.#handlers.set(channel, handlers);
    // One subscription is one entry, also when the same function is given twice.
    const entry: NotificationHandler = (payload) => handler(payload);
    handlers.add(entry);
    if (isFirst) await this.#execute(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return async () => {
      if (!handlers.delete(entry) || handlers.size > 0) return;
      this.#handlers.delete(channel);
      await this.#execute(`UNLISTEN ${pg.escapeIdentifier(channel)}`);
    };
  }

  get channels(): string[] {
    return [...this.#handlers.keys()];
  }

  deliver(channel: string, payload: string): void {
    for (const handler of [...(this.#handlers.get(channel) ?? [])]) handler(payload);
  }

  /** Wakes everybody: notifications may have been lost. */
  deliverGap(): void {
    for (const channel of this.channels) this.deliver(channel, '');
  }
}

export interface Listener {
  /** Resolves when notifications from then on are heard. */
  listen(channel: string, handler: NotificationHandler): Promise<Unlisten>;
  close(): Promise<void>;
}

/** First and longest pause before connecting again. */
const RETRY_MS = { first: 50, longest: 5000 };
/** How often a silent connection is asked whether it still lives, and how long it may take to answer. */
const PING = { everyMs: 15_000, timeoutMs: 5_000 };

/**
 * Listens to a PostgreSQL server on a connection of its own. When the connection is lost it is made again, for ever, and
 * then every handler is called with '': what was notified meanwhile is unknown.
 */
export function openServerListener(connectionString: string, onProblem: (error: Error) => void): Listener {
  const closing = new AbortController();
  /** Asks the connection of now; null while there is none. */
  let ask: ((sql: string) => Promise<unknown>) | null = null;
  let isFirst = true;
  let connected = deferred();

  const subscriptions = new Subscriptions(async (sql) => {
    if (closing.signal.aborted) return;
    // Without a connection, or when it is lost just now, the connection to come listens to all channels.
    if (ask) await ask(sql).catch(() => connected.promise);
    else await connected.promise;
  });

  /** Connects, listens, and resolves when the connection is lost. */
  async function connection(): Promise<void> {
    const next = new pg.Client({
      connectionString,
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
      query_timeout: PING.timeoutMs,
      application_name: 'go-cua listen',
    });
    const lost = deferred();
    const askNext = inOrder((sql) => next.query(sql));
    next.on('error', (error) => {
      onProblem(error);
      lost.resolve();
    });
    next.on('end', () => lost.resolve());
    next.on('notification', ({ channel, payload }) => subscriptions.deliver(channel, payload ?? ''));
    const ping = setInterval(() => askNext('SELECT 1').catch((error: Error) => next.emit('error', error)), PING.everyMs);
    ping.unref();
    try {
      await next.connect();
      const listening = new Set<string>();
      // Channels may be added meanwhile, so until none is missing.
      for (
        let missing = subscriptions.channels;
        missing.length > 0;
        missing = subscriptions.channels.filter((c) => !listening.has(c))
      ) {
        for (const channel of missing) {
          listening.add(channel);
          await askNext(`LISTEN ${pg.escapeIdentifier(channel)}`);
        }
      }
      if (closing.signal.aborted) return;
      ask = askNext;
      connected.resolve();
      if (!isFirst) subscriptions.deliverGap();
      isFirst = false;
      closing.signal.addEventListener('abort', () => lost.resolve(), { once: true });
      await lost.promise;
    } finally {
      clearInterval(ping);
      if (ask) connected = deferred();
      ask = null;
      void next.end().catch(() => {});
    }
  }

  const running = (async () => {
    let retryMs = RETRY_MS.first;
    while (!closing.signal.aborted) {
      try {
        await connection();
        retryMs = RETRY_MS.first;
      } catch (error) {
        onProblem(error as Error);
        retryMs = Math.min(retryMs * 2, RETRY_MS.longest);
      }
      await sleep(retryMs, undefined, { signal: closing.signal, ref: false }).catch(() => {});
    }
  })();

  return {
    listen: (channel, handler) => subscriptions.add(channel, handler),
    async close() {
      closing.abort();
      connected.resolve();
      await running;
    },
  };
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

/** The driver takes one query at a time: the next one is sent when the one before has its answer. */
function inOrder(query: (sql: string) => Promise<unknown>): (sql: string) => Promise<unknown> {
  let before: Promise<unknown> = Promise.resolve();
  return (sql) => {
    const answer = before.then(() => query(sql));
    before = answer.catch(() => {});
    return answer;
  };
}
