/** What the device keeps. `order` rises with every command; the store is the truth, an outbox only mirrors it. */
export interface Stored<Command> {
  order: number;
  accountId: string;
  command: Command;
}
export interface OutboxStore<Command, ToRead> {
  /** Resolves when the command is durable; gives its order. */
  append(accountId: string, command: Command): Promise<Stored<Command>>;
  /** The commands of an account that have no answer yet, in order. */
  waiting(accountId: string): Promise<Stored<Command>[]>;
  /** In one transaction: forgets the answered commands, keeps the answers that must be read, remembers when it was. */
  settle(accountId: string, commandIds: readonly string[], toRead: readonly ToRead[], receivedAt: string): Promise<void>;
  toRead(accountId: string): Promise<ToRead[]>;
  markRead(id: string): Promise<void>;
  receivedAt(accountId: string): Promise<string | null>;
}

/** What became of one request. `unreadable`: the server answered that it cannot read it (and never will). */
export type SendOutcome<Answer> =
  | { kind: 'answered'; results: readonly Answer[] }
  | { kind: 'unreadable'; problem: string }
  | { kind: 'unanswered'; because: 'network' | 'server' | 'signed-out' };

export interface OutboxState<Command, ToRead> {
  waiting: readonly Command[];
  toRead: readonly ToRead[];
  /** When the server last answered a command, ISO 8601 by the phone's clock. */
  receivedAt: string | null;
  sending: boolean;
  /** Why the last try got no answer; null after an answer. */
  held: 'network' | 'server' | 'signed-out' | null;
  /** The phone's disk refused to keep a command: said at once, because nothing else protects it. */
  diskFailed: boolean;
  loaded: boolean;
}

export interface OutboxParts<Command, Answer, ToRead> {
  accountId: string;
  store: OutboxStore<Command, ToRead>;
  send: (commands: readonly Command[]) => Promise<SendOutcome<Answer>>;
  now: () => Date;
  timer: { set(run: () => void, afterMs: number): unknown; clear(handle: unknown): void };
  /** Called with every answer before the command leaves the outbox, so that the screen never steps back. */
  onResults: (results: readonly Answer[]) => void;
  /** The answer of a server that can never read this command (Q5). */
  refusal: (command: Command, problem: string) => Answer;
  /** What a person has to read of an answer (Q7); null when nothing. */
  toRead: (command: Command, answer: Answer) => ToRead | null;
}

const BATCH_COUNT = 50;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * Keeps what a team did until the server has answered for it: rules Q1 to Q7 of this folder's README. One for the steps of visits,
 * one for reports of the evening, one for photos: none of them waits for another.
 */
export class Outbox<Command extends { id: string }, Answer extends { id: string }, ToRead extends { id: string }> {
  #parts: OutboxParts<Command, Answer, ToRead>;
  #state: OutboxState<Command, ToRead> = {
    waiting: [],
    toRead: [],
    receivedAt: null,
    sending: false,
    held: null,
    diskFailed: false,
    loaded: false,
  };
  #listeners = new Set<() => void>();
  #flushing: Promise<void> | null = null;
  #again = false;
  #retry: unknown = null;
  #retryMs = FIRST_RETRY_MS;
  #reloadCount = 0;
  #stopped = false;

  constructor(parts: OutboxParts<Command, Answer, ToRead>) {
    this.#parts = parts;
  }

  readonly read = (): OutboxState<Command, ToRead> => this.#state;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Reads what the device kept and sends it. */
  async start(): Promise<void> {
    await this.#reload().catch(() => this.#set({ diskFailed: true, loaded: true }));
    await this.flush();
  }

  stop(): void {
    this.#stopped = true;
    this.#parts.timer.clear(this.#retry);
    this.#listeners.clear();
  }

  /** Resolves once the command is durable (Q1), not once it is sent. Rejects when the device cannot keep it. */
  async put(command: Command): Promise<void> {
    const { store, accountId } = this.#parts;
    try {
      await store.append(accountId, command);
    } catch (failure) {
      this.#set({ diskFailed: true });
      throw failure;
    }
    this.#set({ diskFailed: false });
    await this.#reload();
    this.#retryMs = FIRST_RETRY_MS;
    void this.flush();
  }

  async markRead(id: string): Promise<void> {
    await this.#parts.store.markRead(id);
    this.#set({ toRead: this.#state.toRead.filter((answer) => answer.id !== id) });
  }

  /** Sends all that waits. Called while one is under way, it goes once more after it. */
  flush(): Promise<void> {
    if (this.#flushing) {
      this.#again = true;
      return this.#flushing;
    }
    this.#parts.timer.clear(this.#retry);
    const failed = () => this.#set({ sending: false, diskFailed: true });
    this.#flushing = this.#sendAll()
      .catch(failed)
      .finally(() => {
        this.#flushing = null;
        if (this.#again && !this.#stopped) {
          this.#again = false;
          void this.flush();
        }
      });
    return this.#flushing;
  }

  async #sendAll(): Promise<void> {
    // The store, not the mirror: another tab may have added or settled.
    while (!this.#stopped) {
      const stored = await this.#parts.store.waiting(this.#parts.accountId);
      if (stored.length === 0) break;
      this.#set({ sending: true });
      const outcome = await this.#sendPrefix(stored.map((one) => one.command));
      if (outcome !== 'answered') {
        this.#set({ sending: false, held: outcome });
        if (!this.#stopped) this.#retryLater();
        return;
      }
      this.#retryMs = FIRST_RETRY_MS;
    }
    await this.#reload();
    this.#set({ sending: false, held: null });
  }

  /** Q2, Q5: the oldest commands in one request; if the server cannot read them, the oldest alone. */
  async #sendPrefix(commands: readonly Command[]): Promise<'answered' | 'network' | 'server' | 'signed-out'> {
    const batch = commands.slice(0, BATCH_COUNT);
    const sent = await this.#parts.send(batch);
    if (sent.kind === 'unanswered') return sent.because;
    if (sent.kind === 'unreadable') {
      if (batch.length > 1) return this.#sendPrefix(batch.slice(0, 1));
      const only = batch[0]!;
      await this.#settle(batch, [this.#parts.refusal(only, sent.problem)]);
      return 'answered';
    }
    const own = new Set(batch.map((command) => command.id));
    const results = sent.results.filter((result) => own.has(result.id));
    // An answer that speaks of none of ours settles nothing: asking again at once would never end.
    if (results.length === 0) return 'server';
    await this.#settle(batch, results);
    return 'answered';
  }

  async #settle(batch: readonly Command[], results: readonly Answer[]): Promise<void> {
    const { accountId, store, now, onResults, toRead: readLater } = this.#parts;
    const byId = new Map(batch.map((command) => [command.id, command]));
    const toRead = results.flatMap((answer) => {
      const command = byId.get(answer.id);
      return (command && readLater(command, answer)) ?? [];
    });
    onResults(results);
    await store.settle(
      accountId,
      results.map((result) => result.id),
      toRead,
      now().toISOString(),
    );
    await this.#reload();
  }

  #retryLater(): void {
    this.#retry = this.#parts.timer.set(() => void this.flush(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  /** Mirrors the store. Of several at once the one begun last counts: it saw every write that was finished before it. */
  async #reload(): Promise<void> {
    const { accountId, store } = this.#parts;
    const turn = ++this.#reloadCount;
    const [waiting, toRead, receivedAt] = await Promise.all([
      store.waiting(accountId),
      store.toRead(accountId),
      store.receivedAt(accountId),
    ]);
    if (turn !== this.#reloadCount) return;
    this.#set({ waiting: waiting.map((one) => one.command), toRead, receivedAt, loaded: true });
  }

  #set(change: Partial<OutboxState<Command, ToRead>>): void {
    if (this.#stopped) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
