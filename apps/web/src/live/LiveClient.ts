/**
 * The client of the live protocol, framework-free: hello with the last sequence number of each channel, resume, heartbeat,
 * reconnect with backoff and jitter, at once when the network or the window comes back. A message only says "look": what is
 * applied twice or lost changes nothing, because every channel has one rising sequence number and a gap asks again.
 */
import type { ClientMessage, LiveEvent, ServerMessage, TransientEvent } from '@gocua/api/contract/live';
import { HEARTBEAT_MS, LIVE_CLOSE, LIVE_SUBPROTOCOL, LIVE_VERSION, SILENCE_MS } from '@gocua/api/contract/live-codes';

export type LiveStatus = 'connecting' | 'live' | 'offline' | 'stopped';

/** What the client needs of a WebSocket. */
export interface Socket {
  send(data: string): void;
  close(code?: number, reason?: string): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  onerror: (() => void) | null;
}

export interface LiveWorld {
  open(url: string, subprotocol: string): Socket;
  nowMs(): number;
  /** 0 ≤ x < 1 */
  random(): number;
  setTimer(run: () => void, afterMs: number): unknown;
  clearTimer(handle: unknown): void;
  /** Calls back when the network or the window comes back; returns the unsubscribe. */
  onWake(wake: () => void): () => void;
  isOnline(): boolean;
}

export type Snapshot = Extract<ServerMessage, { type: 'snapshot' }>;

export interface ChannelHandlers {
  /** The last sequence number that is already applied and kept (a phone's store); null asks for a snapshot. */
  after: number | null;
  /** Where the device keeps what it hears, the promise of that: "delivered" (L17) is said only after it. */
  onSnapshot(snapshot: Snapshot): void | Promise<void>;
  onEvent(event: LiveEvent, seq: number, at: string): void | Promise<void>;
  onTransient?(event: TransientEvent): void;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const PROBE_MS = 5_000;
const RETRYABLE = new Set<number>(
  Object.entries(LIVE_CLOSE)
    .filter(([, close]) => close.retry)
    .map(([code]) => Number(code)),
);

/** `seenSeq`: the highest number that was on a lit screen; `toldSeenSeq`: said on the connection of now. */
interface Progress {
  seq: number | null;
  ackedSeq: number;
  seenSeq: number | null;
  toldSeenSeq: number;
}

export class LiveClient {
  readonly #url: string;
  readonly #deviceId: string;
  readonly #world: LiveWorld;
  readonly #channels = new Map<string, ChannelHandlers & Progress>();
  readonly #listeners = new Set<() => void>();
  #socket: Socket | null = null;
  #status: LiveStatus = 'connecting';
  #failures = 0;
  #heardAtMs = 0;
  #pulse: unknown = null;
  #retry: unknown = null;
  #move: unknown = null;
  #stopWaking: (() => void) | null = null;
  #started = false;
  /** Server time minus device time, from the last welcome or pong; for a clock that is shown. */
  #clockOffsetMs: number | null = null;

  constructor(url: string, deviceId: string, world: LiveWorld) {
    this.#url = url;
    this.#deviceId = deviceId;
    this.#world = world;
  }

  status = (): LiveStatus => this.#status;
  serverNowMs = (): number => this.#world.nowMs() + (this.#clockOffsetMs ?? 0);
  /** Whether the server has told its time yet. */
  hasServerTime = (): boolean => this.#clockOffsetMs !== null;
  /** The last applied sequence number of a channel; null before the first. */
  seqOf = (channel: string): number | null => this.#channels.get(channel)?.seq ?? null;

  listen = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Before `start`, or later: a new channel makes the client say hello again. */
  subscribe(channel: string, handlers: ChannelHandlers): () => void {
    const entry = { ...handlers, seq: handlers.after, ackedSeq: -1, seenSeq: null, toldSeenSeq: -1 };
    this.#channels.set(channel, entry);
    if (this.#started) this.#reopen();
    return () => {
      if (this.#channels.get(channel) !== entry) return;
      this.#channels.delete(channel);
      if (this.#started) this.#reopen();
    };
  }

  /** Somebody could see everything that was applied so far. Said again on the next connection when there is none now. */
  sawAll(channel: string): void {
    const entry = this.#channels.get(channel);
    if (!entry || entry.seq === null || entry.seq <= (entry.seenSeq ?? -1)) return;
    entry.seenSeq = entry.seq;
    this.#saySeen(channel, entry);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#stopWaking = this.#world.onWake(() => this.#wake());
    this.#open();
  }

  stop(): void {
    this.#started = false;
    this.#stopWaking?.();
    this.#stopWaking = null;
    this.#drop();
    this.#set('stopped');
  }

  #open(): void {
    this.#world.clearTimer(this.#retry);
    if (this.#channels.size === 0) return;
    if (!this.#world.isOnline()) {
      this.#set('offline');
      return;
    }
    this.#set('connecting');
    const socket = this.#world.open(this.#url, LIVE_SUBPROTOCOL);
    this.#socket = socket;
    this.#heardAtMs = this.#world.nowMs();
    socket.onopen = () => this.#hello(socket);
    socket.onmessage = (event) => this.#socket === socket && this.#hear(socket, event.data);
    socket.onerror = () => undefined;
    socket.onclose = (event) => this.#socket === socket && this.#lost(event.code);
    this.#beat(socket);
  }

  #hello(socket: Socket): void {
    const channels = [...this.#channels].map(([channel, { seq }]) => ({ channel, after: seq }));
    this.#send(socket, { type: 'hello', version: LIVE_VERSION, deviceId: this.#deviceId, channels });
  }

  #send(socket: Socket, message: ClientMessage): void {
    socket.send(JSON.stringify(message));
  }

  #hear(socket: Socket, data: unknown): void {
    this.#heardAtMs = this.#world.nowMs();
    let message: ServerMessage;
    try {
      message = JSON.parse(String(data)) as ServerMessage;
    } catch {
      this.#lost(1007);
      return;
    }
    switch (message.type) {
      case 'welcome':
        this.#failures = 0;
        this.#clockOffsetMs = Date.parse(message.serverTime) - this.#world.nowMs();
        this.#set('live');
        for (const [channel, entry] of this.#channels) {
          entry.toldSeenSeq = -1;
          // What it said it has, the server knows; a snapshot begins anew.
          const begun = message.channels.find((one) => one.channel === channel);
          entry.ackedSeq = begun?.mode === 'resume' ? (entry.seq ?? -1) : -1;
          this.#saySeen(channel, entry);
        }
        return;
      case 'pong':
        this.#clockOffsetMs = Date.parse(message.serverTime) - this.#world.nowMs();
        return;
      case 'snapshot': {
        const channel = this.#channels.get(message.channel);
        if (!channel) return;
        const kept = channel.onSnapshot(message);
        channel.seq = message.seq;
        this.#acknowledge(socket, message.channel, message.seq, kept);
        return;
      }
      case 'message': {
        const channel = this.#channels.get(message.channel);
        if (!channel || (channel.seq !== null && message.seq <= channel.seq)) return;
        if (channel.seq !== null && message.seq !== channel.seq + 1) {
          // Something is missing: never guess, ask again from the last that was applied.
          this.#reopen();
          return;
        }
        const kept = channel.onEvent(message.event, message.seq, message.at);
        channel.seq = message.seq;
        this.#acknowledge(socket, message.channel, message.seq, kept);
        return;
      }
      case 'move':
        // The server is about to stop: another one takes over, and what is missed meanwhile is sent there.
        this.#world.clearTimer(this.#move);
        this.#move = this.#world.setTimer(() => {
          if (this.#socket === socket) this.#reopen();
        }, message.afterMs);
        return;
      case 'transient':
        this.#channels.get(message.channel)?.onTransient?.(message.event);
        return;
    }
  }

  /** What could not be kept is not acknowledged: the next connection is asked for it again. */
  #acknowledge(socket: Socket, channel: string, seq: number, kept: void | Promise<void>): void {
    const say = () => {
      if (this.#socket !== socket) return;
      this.#send(socket, { type: 'ack', channel, seq });
      const entry = this.#channels.get(channel);
      if (!entry) return;
      entry.ackedSeq = seq;
      this.#saySeen(channel, entry);
    };
    if (kept instanceof Promise) kept.then(say, () => undefined);
    else say();
  }

  /** Only of what is kept on the device: seen and not kept would be forgotten with the page. */
  #saySeen(channel: string, entry: Progress): void {
    const seq = Math.min(entry.seenSeq ?? -1, entry.ackedSeq);
    if (!this.#socket || this.#status !== 'live' || seq <= entry.toldSeenSeq) return;
    entry.toldSeenSeq = seq;
    this.#send(this.#socket, { type: 'seen', channel, seq });
  }

  /** Pings, and gives a silent connection up. */
  #beat(socket: Socket): void {
    this.#world.clearTimer(this.#pulse);
    this.#pulse = this.#world.setTimer(() => {
      if (this.#socket !== socket) return;
      if (this.#world.nowMs() - this.#heardAtMs >= SILENCE_MS) {
        this.#lost(4408);
        return;
      }
      if (this.#status === 'live') this.#send(socket, { type: 'ping', at: this.#world.nowMs() });
      this.#beat(socket);
    }, HEARTBEAT_MS);
  }

  #lost(code: number): void {
    this.#drop();
    if (!this.#started) return;
    if (code >= 4400 && code < 4600 && !RETRYABLE.has(code)) {
      this.#set('stopped');
      return;
    }
    this.#set(this.#world.isOnline() ? 'connecting' : 'offline');
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    // A random part of the upper half less, so that a thousand phones do not come back in the same instant.
    const delayMs = ceiling - (this.#world.random() * ceiling) / 2;
    this.#retry = this.#world.setTimer(() => this.#open(), delayMs);
  }

  #wake(): void {
    if (!this.#started || this.#status === 'stopped') return;
    if (!this.#world.isOnline()) {
      this.#set('offline');
      return;
    }
    if (this.#socket === null || this.#status === 'offline') {
      // A socket that outlived a time without network may be dead and not know it yet.
      this.#reopen();
    } else if (this.#status === 'live') {
      this.#probe(this.#socket);
    }
  }

  /** A phone that slept does not know that its connection died: ask, and do not wait for the heartbeat's patience. */
  #probe(socket: Socket): void {
    const askedAtMs = this.#world.nowMs();
    this.#send(socket, { type: 'ping', at: askedAtMs });
    this.#world.setTimer(() => {
      if (this.#socket === socket && this.#heardAtMs <= askedAtMs) this.#reopen();
    }, PROBE_MS);
  }

  #reopen(): void {
    this.#drop();
    this.#failures = 0;
    this.#open();
  }

  #drop(): void {
    this.#world.clearTimer(this.#pulse);
    this.#world.clearTimer(this.#retry);
    this.#world.clearTimer(this.#move);
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  #set(status: LiveStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}
