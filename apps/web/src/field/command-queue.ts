import type { FieldAction, Outcome } from '@gocua/api/contract/codes';
import type { FieldCommand, FieldResult } from '@gocua/api/contract/dispatch';

/** What the device keeps. `order` rises with every command; the store is the truth, this module only mirrors it. */
export interface StoredCommand {
  order: number;
  accountId: string;
  command: FieldCommand;
}
/** An answer a team has to read: the server refused the command, or kept it as evidence (Q7). */
export interface AnswerToRead {
  id: string;
  accountId: string;
  assignmentId: string;
  action: FieldAction;
  status: 'kept' | 'refused';
  problem: string | null;
}
export interface QueueStore {
  /** Resolves when the command is durable; gives its order. */
  append(accountId: string, command: FieldCommand): Promise<StoredCommand>;
  /** The commands of an account that have no answer yet, in order. */
  waiting(accountId: string): Promise<StoredCommand[]>;
  /** In one transaction: forgets the answered commands, keeps the answers that must be read, remembers when it was. */
  settle(accountId: string, commandIds: readonly string[], toRead: readonly AnswerToRead[], receivedAt: string): Promise<void>;
  toRead(accountId: string): Promise<AnswerToRead[]>;
  markRead(id: string): Promise<void>;
  receivedAt(accountId: string): Promise<string | null>;
}

/** What became of one request. `unreadable`: the server answered that it cannot read it (and never will). */
export type SendOutcome =
  | { kind: 'answered'; results: readonly FieldResult[] }
  | { kind: 'unreadable'; problem: string }
  | { kind: 'unanswered'; because: 'network' | 'server' | 'signed-out' };

export interface QueueState {
  waiting: readonly FieldCommand[];
  toRead: readonly AnswerToRead[];
  /** When the server last answered a command, ISO 8601 by the phone's clock. */
  receivedAt: string | null;
  sending: boolean;
  /** Why the last try got no answer; null after an answer. */
  held: 'network' | 'server' | 'signed-out' | null;
  /** The phone's disk refused to keep a command: said at once, because nothing else protects it. */
  diskFailed: boolean;
  loaded: boolean;
}

export interface QueueParts {
  accountId: string;
  store: QueueStore;
  send: (commands: readonly FieldCommand[]) => Promise<SendOutcome>;
  now: () => Date;
  newId: () => string;
  timer: { set(run: () => void, afterMs: number): unknown; clear(handle: unknown): void };
  /** Called with every answer before the command leaves the queue, so that the screen never steps back. */
  onResults: (results: readonly FieldResult[]) => void;
}

const BATCH_COUNT = 50;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/** Keeps what a team did until the server has answered for it: rules Q1 to Q7 of this folder's README. */
export class CommandQueue {
  #parts: QueueParts;
  #state: QueueState = {
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

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  readonly read = (): QueueState => this.#state;

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
  async add(assignmentId: string, action: FieldAction, outcome: Outcome | null = null, note = ''): Promise<void> {
    const { store, accountId, newId, now } = this.#parts;
    const command: FieldCommand = {
      id: newId(),
      assignmentId,
      action,
      outcome,
      note,
      detail: null,
      deviceAt: now().toISOString(),
    };
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
  async #sendPrefix(commands: readonly FieldCommand[]): Promise<'answered' | 'network' | 'server' | 'signed-out'> {
    const batch = commands.slice(0, BATCH_COUNT);
    const sent = await this.#parts.send(batch);
    if (sent.kind === 'unanswered') return sent.because;
    if (sent.kind === 'unreadable') {
      if (batch.length > 1) return this.#sendPrefix(batch.slice(0, 1));
      const only = batch[0]!;
      await this.#settle(batch, [{ id: only.id, status: 'refused', problem: sent.problem, assignment: null }]);
      return 'answered';
    }
    const own = new Set(batch.map((command) => command.id));
    const results = sent.results.filter((result) => own.has(result.id));
    // An answer that speaks of none of ours settles nothing: asking again at once would never end.
    if (results.length === 0) return 'server';
    await this.#settle(batch, results);
    return 'answered';
  }

  async #settle(batch: readonly FieldCommand[], results: readonly FieldResult[]): Promise<void> {
    const { accountId, store, now, onResults } = this.#parts;
    const byId = new Map(batch.map((command) => [command.id, command]));
    const toRead = results.flatMap(({ id, status, problem }): AnswerToRead[] => {
      const command = byId.get(id);
      // Kept without a problem: the server knew already. Nobody has to read that.
      if (!command || !(status === 'refused' || (status === 'kept' && problem !== null))) return [];
      return [{ id, accountId, assignmentId: command.assignmentId, action: command.action, status, problem }];
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

  #set(change: Partial<QueueState>): void {
    if (this.#stopped) return;
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}
