import type { RequestInput } from '@gocua/api/contract/requests';
import { type FailureCode, type Http, ProblemError } from '../api/http.ts';

export type Sending =
  | { state: 'idle' }
  | { state: 'sending' }
  /** No answer yet; tried again by itself. */
  | { state: 'waiting'; because: FailureCode }
  | { state: 'refused'; error: ProblemError }
  | { state: 'sent'; token: string };

export interface SenderParts {
  http: Pick<Http, 'post'>;
  timer: { set(run: () => void, afterMs: number): unknown; clear(handle: unknown): void };
  /** Calls back when the network or the page comes back; returns the unsubscribe. */
  onWake: (wake: () => void) => () => void;
}

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/** Sends one request until the server answers (A4). The request's own id is the command's id: sending twice stores once (A2). */
export class RequestSender {
  #parts: SenderParts;
  #sending: Sending = { state: 'idle' };
  #input: RequestInput | null = null;
  #underWay = false;
  #retryMs = FIRST_RETRY_MS;
  #handle: unknown = null;
  #listeners = new Set<() => void>();
  #leave: (() => void) | null = null;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  /** Listens for the network; `stop` ends it and forgets what was to be sent. */
  start(): void {
    this.#leave ??= this.#parts.onWake(() => {
      if (this.#sending.state === 'waiting') void this.#try();
    });
  }

  readonly read = (): Sending => this.#sending;

  readonly listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  send(input: RequestInput): Promise<void> {
    this.#input = input;
    this.#retryMs = FIRST_RETRY_MS;
    return this.#try();
  }

  stop(): void {
    this.#leave?.();
    this.#leave = null;
    this.#parts.timer.clear(this.#handle);
    this.#input = null;
  }

  async #try(): Promise<void> {
    const input = this.#input;
    if (!input || this.#underWay) return;
    this.#parts.timer.clear(this.#handle);
    this.#underWay = true;
    if (this.#sending.state !== 'waiting') this.#set({ state: 'sending' });
    try {
      await this.#parts.http.post('/api/requests', { body: input, commandId: input.id });
      this.#set({ state: 'sent', token: input.token });
    } catch (error) {
      if (error instanceof ProblemError && isFinal(error)) this.#set({ state: 'refused', error });
      else this.#later(error instanceof ProblemError ? error.code : 'no-network');
    } finally {
      this.#underWay = false;
    }
  }

  #later(because: FailureCode): void {
    if (!this.#input) return;
    this.#set({ state: 'waiting', because });
    this.#handle = this.#parts.timer.set(() => void this.#try(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #set(sending: Sending): void {
    if (!this.#input) return;
    this.#sending = sending;
    for (const listener of this.#listeners) listener();
  }
}

/** The server read it and said no: trying again would say the same. */
function isFinal(error: ProblemError): boolean {
  return error.status >= 400 && error.status < 500 && error.status !== 429 && error.status !== 408;
}
