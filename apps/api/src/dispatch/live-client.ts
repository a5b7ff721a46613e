import type { Actor } from '../auth/actor.ts';
import type { ClientMessage } from '../contract/live.ts';
import { CLIENT_BURST, CLIENT_PER_SEC, MAX_BUFFERED_BYTES } from '../contract/live-codes.ts';
import { TokenBucket } from './token-bucket.ts';

/** The hub's view of a socket. */
export interface LiveSocket {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes given to send and not yet taken by the network. */
  readonly bufferedAmount: number;
}

/** One channel on one connection. */
export interface Subscription {
  readonly client: LiveClient;
  readonly channel: string;
  readonly deliversFor: string | null;
  /** The last number sent; −1 before the first snapshot. */
  sentSeq: number;
  ackedSeq: number;
  seenSeq: number;
  /** The next thing to send is a snapshot. */
  snapshotDue: boolean;
}

/** One connection, from upgrade to close. Holds state only; the hub decides. */
export class LiveClient {
  readonly socket: LiveSocket;
  readonly actor: Actor;
  readonly sessionKey: string;
  readonly openedAtMs: number;
  readonly bucket: TokenBucket;
  readonly subscriptions = new Map<string, Subscription>();
  /** opening: no hello yet. greeting: hello is being looked at. */
  stage: 'opening' | 'greeting' | 'open' | 'closed' = 'opening';
  deviceId = '';
  heardAtMs: number;
  /** Since when too much waits unsent; null when it does not. */
  behindSinceMs: number | null = null;

  constructor(socket: LiveSocket, actor: Actor, sessionKey: string, nowMs: number) {
    this.socket = socket;
    this.actor = actor;
    this.sessionKey = sessionKey;
    this.openedAtMs = nowMs;
    this.heardAtMs = nowMs;
    this.bucket = new TokenBucket(CLIENT_BURST, CLIENT_PER_SEC, nowMs);
  }

  /** Acknowledges something new: that costs nothing, there cannot be more of them than messages were sent (L24). */
  isFurther(message: ClientMessage): boolean {
    if (message.type !== 'ack' && message.type !== 'seen') return false;
    const subscription = this.subscriptions.get(message.channel);
    if (!subscription) return false;
    return message.seq > (message.type === 'ack' ? subscription.ackedSeq : subscription.seenSeq);
  }

  /** Whether more may be put behind what already waits (L25); remembers since when it may not. */
  hasRoom(nowMs: number): boolean {
    if (this.socket.bufferedAmount <= MAX_BUFFERED_BYTES) return true;
    this.behindSinceMs ??= nowMs;
    return false;
  }
}
