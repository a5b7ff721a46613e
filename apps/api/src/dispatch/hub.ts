import type { FastifyBaseLogger } from 'fastify';
import type { Actor } from '../auth/actor.ts';
import type { Clock } from '../clock.ts';
import type { ClientMessage, ServerMessage, TransientEvent } from '../contract/live.ts';
import {
  HEARTBEAT_MS,
  HELLO_MS,
  LIVE_CLOSE,
  LIVE_VERSION,
  type LiveCloseCode,
  MAX_CONNECTIONS,
  SILENCE_MS,
  SLOW_MS,
} from '../contract/live-codes.ts';
import { readTogether } from '../db/read-together.ts';
import { hasSameRights, mayHearOf } from './channel-access.ts';
import { ChannelPump } from './channel-pump.ts';
import { DeliveryBook } from './delivery-book.ts';
import type { ChannelNews, Cursor, HubStore, TransientNews } from './hub-store.ts';
import { LiveClient, type LiveSocket, type Subscription } from './live-client.ts';
import { readClientMessage } from './read-client-message.ts';
import { howToBegin } from './resume-rule.ts';

/** Time as the hub uses it. Tests move it by hand. */
export interface HubTimers {
  /** Runs once after so many milliseconds; the result takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Lets everything else that waits happen first. */
  breathe(): Promise<void>;
}

export interface HubParts {
  store: HubStore;
  clock: Clock;
  timers: HubTimers;
  log: Pick<FastifyBaseLogger, 'info' | 'error'>;
}

const TICK_MS = 1000;
/** Every channel is looked at this often even when no wake-up came: one may have been lost. */
const SWEEP_MS = 30_000;
const SESSIONS_MS = 60_000;
/** Connections that are closed at once before a stop. */
const DRAIN_SLICE = 200;

/**
 * The live hub: rules L4 to L29 of PROTOCOL.md over any kind of socket. It holds no truth: it reads the live log after the
 * last number it sent to each client. It knows neither fastify nor Prisma nor the wall clock.
 */
export class Hub {
  readonly #parts: HubParts;
  readonly #clients = new Set<LiveClient>();
  readonly #countByAccount = new Map<string, number>();
  readonly #pump: ChannelPump;
  readonly #deliveries: DeliveryBook;
  /** Where the channels of a hello stand; the hellos of one moment are read together. */
  readonly #readBeginnings: (cursors: Cursor[]) => Promise<ChannelNews[]>;
  readonly #underWay = new Set<Promise<void>>();
  readonly #transients = new Map<string, TransientNews>();
  #cancelTick: (() => void) | null = null;
  #isDraining = false;
  #onEmpty: () => void = () => {};
  #heardAtMs: number;
  #sweptAtMs: number;
  #sessionsAtMs: number;

  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#pump = new ChannelPump({
      ...parts,
      onSent: ({ client, channel, deliversFor, sentSeq }) => {
        if (deliversFor) this.#deliveries.sent(channel, client.deviceId, sentSeq);
      },
    });
    this.#deliveries = new DeliveryBook({
      clock: parts.clock,
      after: parts.timers.after,
      save: (deliveries) => parts.store.saveDeliveries(deliveries),
      onError: (error) => parts.log.error({ err: error }, 'deliveries not written yet'),
    });
    this.#readBeginnings = readTogether(async (hellos: Cursor[][]) => {
      const news = await parts.store.readAfter(hellos.flat(), 1);
      let at = 0;
      return hellos.map((cursors) => cursors.map(() => news[at++]!));
    });
    this.#heardAtMs = this.#sweptAtMs = this.#sessionsAtMs = this.#nowMs();
    this.#tickLater();
  }

  /** Takes a socket whose upgrade was authorised. Null when it was closed at once. `sessionKey` is opaque to the hub. */
  connect(socket: LiveSocket, actor: Actor, sessionKey: string): LiveClient | null {
    const client = new LiveClient(socket, actor, sessionKey, this.#nowMs());
    const ofAccount = this.#countByAccount.get(actor.accountId) ?? 0;
    this.#clients.add(client);
    this.#countByAccount.set(actor.accountId, ofAccount + 1);
    if (this.#isDraining) this.#drop(client, 4503);
    else if (ofAccount >= MAX_CONNECTIONS) this.#drop(client, 4429);
    return client.stage === 'closed' ? null : client;
  }

  /** `text` is null for a binary frame. */
  receive(client: LiveClient, text: string | null): void {
    if (client.stage === 'closed') return;
    const nowMs = this.#nowMs();
    client.heardAtMs = nowMs;
    const read = readClientMessage(text);
    if (read.refused) this.#drop(client, read.refused);
    else if (!client.isFurther(read.message) && !client.bucket.take(nowMs)) this.#drop(client, 4429);
    else this.#obey(client, read.message);
  }

  /** The socket is gone. */
  disconnected(client: LiveClient): void {
    this.#remove(client);
  }

  /** There may be something new in a channel; '' = in any. */
  wake(channel: string): void {
    if (channel === '') this.#pump.wakeAll();
    else this.#pump.wake(channel);
  }

  /** Sends something without a number to who hears a channel here (L15). */
  say(channel: string, event: TransientEvent): void {
    const nowMs = this.#nowMs();
    const text = JSON.stringify({ type: 'transient', channel, event } satisfies ServerMessage);
    for (const { client } of this.#pump.subscriptionsOf(channel)) {
      if (mayHearOf(client.actor, event) && client.hasRoom(nowMs)) client.socket.send(text);
    }
  }

  /** Something without a number happened, perhaps in another process; what exactly is read from the database. */
  tell(news: TransientNews): void {
    const isFirst = this.#transients.size === 0;
    this.#transients.set(`${news.kind} ${news.id}`, news);
    if (isFirst) this.#track(this.#tellAll());
  }

  /**
   * L28. Tells everybody to move within `graceMs`, each at another moment, and waits until they are gone or the time is over.
   * Afterwards no connection is left and none is taken.
   */
  async drain(graceMs = 0): Promise<void> {
    this.#isDraining = true;
    if (graceMs > 0 && this.#clients.size > 0) await this.#askToMove(graceMs);
    await this.#inSlices([...this.#clients], (client) => this.#drop(client, 4503));
    this.#cancelTick?.();
    this.#cancelTick = null;
    await this.#pump.stop();
    await Promise.all(this.#underWay);
    await this.#deliveries.flush();
  }

  async #askToMove(graceMs: number): Promise<void> {
    const clients = [...this.#clients];
    await this.#inSlices(clients, (client, index) => {
      // Spread over the first two thirds, so that neither this process nor the next one meets all of them at once.
      const afterMs = Math.floor(((index / clients.length) * graceMs * 2) / 3);
      if (client.stage === 'open') this.#send(client, { type: 'move', afterMs });
    });
    await new Promise<void>((resolve) => {
      const cancel = this.#parts.timers.after(graceMs, resolve);
      this.#onEmpty = () => {
        cancel();
        resolve();
      };
      if (this.#clients.size === 0) this.#onEmpty();
    });
  }

  async #inSlices(clients: LiveClient[], run: (client: LiveClient, index: number) => void): Promise<void> {
    for (const [index, client] of clients.entries()) {
      run(client, index);
      if ((index + 1) % DRAIN_SLICE === 0) await this.#parts.timers.breathe();
    }
  }

  /** Resolves when nothing is under way: all that was heard of has been sent. For tests. */
  async settled(): Promise<void> {
    while (this.#underWay.size > 0 || !this.#pump.isIdle) {
      await Promise.all(this.#underWay);
      await this.#pump.settled();
    }
    await this.#deliveries.flush();
  }

  get connectionCount(): number {
    return this.#clients.size;
  }

  #obey(client: LiveClient, message: ClientMessage): void {
    switch (message.type) {
      case 'ping': {
        const pong = { type: 'pong', at: message.at, serverTime: this.#parts.clock.now().toISOString() } as const;
        if (client.hasRoom(this.#nowMs())) this.#send(client, pong);
        return;
      }
      case 'hello':
        if (client.stage !== 'opening') {
          this.#drop(client, 4400);
          return;
        }
        if (message.version !== LIVE_VERSION) {
          this.#drop(client, 4406);
          return;
        }
        client.stage = 'greeting';
        client.deviceId = message.deviceId;
        this.#track(this.#greet(client, message.channels));
        return;
      case 'ack':
      case 'seen':
        this.#acknowledge(client, message);
        return;
    }
  }

  async #greet(client: LiveClient, asked: { channel: string; after: number | null }[]): Promise<void> {
    try {
      const access = await this.#parts.store.authorise(
        client.actor,
        asked.map(({ channel }) => channel),
      );
      if (client.stage === 'closed') return;
      if (!access) {
        this.#drop(client, 4403);
        return;
      }
      const cursors = asked.map(({ channel, after }) => ({ channel, after: after ?? 0 }));
      const news = await this.#readBeginnings(cursors);
      // Removed from the hub while the database was asked.
      if (!this.#clients.has(client)) return;
      const begun = asked.map(({ channel, after }, index) => ({
        channel,
        after,
        mode: howToBegin(after, news[index]!),
        news: news[index]!,
      }));
      client.stage = 'open';
      this.#send(client, {
        type: 'welcome',
        version: LIVE_VERSION,
        serverTime: this.#parts.clock.now().toISOString(),
        heartbeatMs: HEARTBEAT_MS,
        channels: begun.map(({ channel, mode, news: { lastSeq } }) => ({ channel, mode, headSeq: lastSeq })),
      });
      begun.forEach(({ channel, after, mode, news: { lastSeq } }, index) => {
        const resumes = mode === 'resume';
        const { deliversFor } = access[index]!;
        const reached = after !== null && after <= lastSeq ? after : null;
        this.#subscribe({
          client,
          channel,
          deliversFor,
          sentSeq: resumes ? after! : -1,
          ackedSeq: reached ?? -1,
          seenSeq: -1,
          snapshotDue: !resumes,
        });
        if (deliversFor) this.#deliveries.opened({ ...whose(client), channel, teamId: deliversFor }, reached);
      });
    } catch (error) {
      this.#parts.log.error({ err: error }, 'hello could not be answered');
      this.#drop(client, 4503);
    }
  }

  #subscribe(subscription: Subscription): void {
    subscription.client.subscriptions.set(subscription.channel, subscription);
    this.#pump.join(subscription);
  }

  #acknowledge(client: LiveClient, { type, channel, seq }: Extract<ClientMessage, { type: 'ack' | 'seen' }>): void {
    const subscription = client.subscriptions.get(channel);
    if (!subscription || seq > subscription.sentSeq) {
      this.#drop(client, 4400);
      return;
    }
    const { deliversFor } = subscription;
    if (seq > subscription.ackedSeq) {
      subscription.ackedSeq = seq;
      if (deliversFor) this.#deliveries.acked(channel, client.deviceId, seq);
    }
    if (type === 'seen' && seq > subscription.seenSeq) {
      subscription.seenSeq = seq;
      if (deliversFor) this.#deliveries.seen(channel, client.deviceId, seq);
    }
  }

  async #tellAll(): Promise<void> {
    await this.#parts.timers.breathe();
    const news = [...this.#transients.values()];
    this.#transients.clear();
    // Only boards hear of these; where none is, nothing is read.
    if (!this.#pump.hearsOfUnits) return;
    try {
      for (const { channel, event } of await this.#parts.store.renderTransients(news)) this.say(channel, event);
    } catch (error) {
      this.#parts.log.error({ err: error }, 'transient news not told');
    }
  }

  #tickLater(): void {
    this.#cancelTick = this.#parts.timers.after(TICK_MS, () => {
      this.#tick();
      if (!this.#isDraining) this.#tickLater();
    });
  }

  #tick(): void {
    const nowMs = this.#nowMs();
    for (const client of this.#clients) {
      const waitsForHello = client.stage === 'opening' && nowMs - client.openedAtMs > HELLO_MS;
      if (waitsForHello || nowMs - client.heardAtMs > SILENCE_MS) this.#drop(client, 4408);
      else if (client.behindSinceMs !== null) this.#lookAtSlow(client, nowMs);
    }
    if (nowMs - this.#heardAtMs >= HEARTBEAT_MS) {
      this.#heardAtMs = nowMs;
      this.#deliveries.heardAll();
    }
    if (nowMs - this.#sweptAtMs >= SWEEP_MS) {
      this.#sweptAtMs = nowMs;
      this.#pump.wakeAll();
    }
    if (nowMs - this.#sessionsAtMs >= SESSIONS_MS) {
      this.#sessionsAtMs = nowMs;
      this.#track(this.#checkSessions());
    }
  }

  #lookAtSlow(client: LiveClient, nowMs: number): void {
    if (!client.hasRoom(nowMs)) {
      if (nowMs - client.behindSinceMs! > SLOW_MS) this.#drop(client, 4490);
      return;
    }
    client.behindSinceMs = null;
    for (const channel of client.subscriptions.keys()) this.#pump.wake(channel);
  }

  async #checkSessions(): Promise<void> {
    const clients = [...this.#clients];
    if (clients.length === 0) return;
    try {
      const actors = await this.#parts.store.findActors([...new Set(clients.map((client) => client.sessionKey))]);
      for (const client of clients) {
        const actor = actors.get(client.sessionKey);
        if (!actor) this.#drop(client, 4401);
        else if (!hasSameRights(actor, client.actor)) this.#drop(client, 4403);
      }
    } catch (error) {
      this.#parts.log.error({ err: error }, 'sessions not looked at');
    }
  }

  #send(client: LiveClient, message: ServerMessage): void {
    client.socket.send(JSON.stringify(message));
  }

  #drop(client: LiveClient, code: LiveCloseCode): void {
    if (client.stage === 'closed') return;
    this.#parts.log.info({ code, reason: LIVE_CLOSE[code].name, accountId: client.actor.accountId }, 'live connection closed');
    this.#remove(client);
    client.socket.close(code, LIVE_CLOSE[code].name);
  }

  #remove(client: LiveClient): void {
    if (!this.#clients.delete(client)) return;
    client.stage = 'closed';
    const { accountId } = client.actor;
    const left = this.#countByAccount.get(accountId)! - 1;
    if (left === 0) this.#countByAccount.delete(accountId);
    else this.#countByAccount.set(accountId, left);
    for (const subscription of client.subscriptions.values()) {
      this.#pump.leave(subscription);
      if (subscription.deliversFor) this.#deliveries.closed(subscription.channel, client.deviceId);
    }
    client.subscriptions.clear();
    if (this.#clients.size === 0) this.#onEmpty();
  }

  #track(work: Promise<void>): void {
    this.#underWay.add(work);
    void work.finally(() => this.#underWay.delete(work));
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }
}

function whose(client: LiveClient): { deviceId: string; accountId: string } {
  return { deviceId: client.deviceId, accountId: client.actor.accountId };
}
