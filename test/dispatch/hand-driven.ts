import type { ServerMessage } from '../../apps/api/src/contract/live.ts';
import type { Hub, HubTimers } from '../../apps/api/src/dispatch/hub.ts';
import type { LiveClient, LiveSocket } from '../../apps/api/src/dispatch/live-client.ts';
import type { ManualClock } from '../support/clock.ts';

/** Timers that run only when a test moves the time. */
export class HandTimers implements HubTimers {
  readonly #clock: ManualClock;
  #waiting: { atMs: number; run: () => void }[] = [];

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  after = (ms: number, run: () => void): (() => void) => {
    const entry = { atMs: this.#clock.now().getTime() + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  };

  breathe = (): Promise<void> => Promise.resolve();

  /** Moves the clock on, running what falls due on the way at its own moment; `between` after each. */
  async advance(seconds: number, between: () => Promise<unknown> = async () => {}): Promise<void> {
    const endMs = this.#clock.now().getTime() + seconds * 1000;
    for (;;) {
      const [next] = this.#waiting.filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs);
      if (!next) break;
      this.#waiting = this.#waiting.filter((entry) => entry !== next);
      this.#clock.advance(Math.max(0, (next.atMs - this.#clock.now().getTime()) / 1000));
      next.run();
      await between();
    }
    this.#clock.advance((endMs - this.#clock.now().getTime()) / 1000);
  }
}

/**
 * Both ends of a connection in one place. What the hub sends waits in the network until the test flushes it, and is lost
 * when the line breaks before.
 */
export class HandSocket implements LiveSocket {
  /** In the network: sent, not yet arrived. */
  readonly inFlight: ServerMessage[] = [];
  readonly heard: ServerMessage[] = [];
  closeCode: number | null = null;
  /** As if so many bytes more were waiting unsent. */
  stuckBytes = 0;
  client: LiveClient | null = null;
  /** Called with everything the hub puts on the line, whether it arrives or not. */
  onSend: (message: ServerMessage) => void = () => {};
  readonly #onMessage: (message: ServerMessage) => void;
  #isBroken = false;

  constructor(onMessage: (message: ServerMessage) => void = () => {}) {
    this.#onMessage = onMessage;
  }

  get bufferedAmount(): number {
    return this.stuckBytes;
  }

  send(text: string): void {
    if (this.#isBroken) {
      this.onSend(JSON.parse(text) as ServerMessage);
      return;
    }
    if (this.closeCode !== null) throw new Error('The hub sent on a connection it had closed.');
    const message = JSON.parse(text) as ServerMessage;
    this.onSend(message);
    this.inFlight.push(message);
  }

  unstick(): void {
    this.stuckBytes = 0;
  }

  /** Everything on the way is lost, and everything that is still sent. */
  breakLine(): void {
    this.#isBroken = true;
    this.inFlight.length = 0;
  }

  close(code: number): void {
    this.closeCode ??= code;
  }

  /** Lets up to `count` messages arrive. */
  flush(count = Number.POSITIVE_INFINITY): void {
    for (const message of this.inFlight.splice(0, count)) {
      this.heard.push(message);
      this.#onMessage(message);
    }
  }

  heardOf<Type extends ServerMessage['type']>(type: Type): Extract<ServerMessage, { type: Type }>[] {
    return this.heard.filter((message): message is Extract<ServerMessage, { type: Type }> => message.type === type);
  }
}

/** Says something to the hub as the client of a socket. */
export function say(hub: Hub, socket: HandSocket, message: unknown): void {
  if (socket.client) hub.receive(socket.client, typeof message === 'string' ? message : JSON.stringify(message));
}
