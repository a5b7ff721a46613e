import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.ts';
import type { LiveEvent, ServerMessage } from '../contract/live.ts';
import type { ChannelNews, HubStore } from './hub-store.ts';
import type { Subscription } from './live-client.ts';
import { howToBegin } from './resume-rule.ts';

interface Parts {
  store: HubStore;
  clock: Clock;
  timers: { after(ms: number, run: () => void): () => void; breathe(): Promise<void> };
  log: Pick<FastifyBaseLogger, 'error'>;
  /** Everything up to the subscription's number was handed to its socket. */
  onSent(subscription: Subscription): void;
}

/** Channels looked at together, and messages read of each at once. */
const CHANNELS_AT_ONCE = 500;
const MESSAGES_AT_ONCE = 100;
/** Sends without a pause: 200 take a few milliseconds, 5,000 in one go would hold everybody for a quarter of a second. */
const SEND_SLICE = 200;
/** Reads that fail before a round of retries is given up: one channel among hundreds is found by halving, and a database that is away is not asked for each of them. */
const FAILURES_A_ROUND = 16;
const RETRY_MS = { first: 250, longest: 10_000 };

/**
 * Brings every subscription from its last number to the channel's. There is one way for resuming, for news and for who fell
 * behind: read after the lowest number, send to each what follows its own. One pass at a time, so nothing can overtake.
 */
export class ChannelPump {
  readonly #parts: Parts;
  readonly #rooms = new Map<string, Set<Subscription>>();
  #unitRoomCount = 0;
  /** Channels to look at. */
  readonly #due = new Set<string>();
  /** Channels that could not be read or rendered; tried again in halves, so that one alone cannot hold up the others. */
  readonly #failed = new Set<string>();
  #running: Promise<void> | null = null;
  #cancelRetry: (() => void) | null = null;
  #isRetryDue = false;
  #retryMs = RETRY_MS.first;
  #sentInSlice = 0;
  #isStopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  join(subscription: Subscription): void {
    const known = this.#rooms.get(subscription.channel);
    const room = known ?? new Set();
    if (!known && isOfUnit(subscription.channel)) this.#unitRoomCount += 1;
    room.add(subscription);
    this.#rooms.set(subscription.channel, room);
    this.wake(subscription.channel);
  }

  leave(subscription: Subscription): void {
    const room = this.#rooms.get(subscription.channel);
    room?.delete(subscription);
    if (room?.size !== 0) return;
    if (this.#rooms.delete(subscription.channel) && isOfUnit(subscription.channel)) this.#unitRoomCount -= 1;
  }

  subscriptionsOf(channel: string): Iterable<Subscription> {
    return this.#rooms.get(channel) ?? [];
  }

  /** Whether anybody here listens to a unit's channel. */
  get hearsOfUnits(): boolean {
    return this.#unitRoomCount > 0;
  }

  wake(channel: string): void {
    if (!this.#rooms.has(channel) || this.#failed.has(channel)) return;
    this.#due.add(channel);
    this.#start();
  }

  wakeAll(): void {
    for (const channel of this.#rooms.keys()) this.wake(channel);
  }

  get isIdle(): boolean {
    return this.#running === null;
  }

  /** Resolves when nothing is being sent. Channels that wait for another try do not count. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry?.();
    await this.settled();
  }

  #start(): void {
    if (this.#running || this.#isStopped) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#due.size > 0 || this.#isRetryDue) this.#start();
    });
  }

  async #run(): Promise<void> {
    // Wake-ups of one moment are looked at together.
    await this.#parts.timers.breathe();
    while (this.#due.size > 0 && !this.#isStopped) {
      const channels = take(this.#due, CHANNELS_AT_ONCE);
      try {
        await this.#bringUpToDate(channels);
      } catch (error) {
        this.#parts.log.error({ err: error, channelCount: channels.length }, 'live channels could not be read; trying again');
        for (const channel of channels) this.#failed.add(channel);
        this.#retryLater();
      }
    }
    if (this.#isRetryDue) await this.#retry();
  }

  #retryLater(): void {
    this.#cancelRetry ??= this.#parts.timers.after(this.#retryMs, () => {
      this.#cancelRetry = null;
      this.#isRetryDue = true;
      this.#start();
    });
  }

  async #retry(): Promise<void> {
    this.#isRetryDue = false;
    const channels = new Set(this.#failed);
    const lots: string[][] = [];
    while (channels.size > 0) lots.push(take(channels, CHANNELS_AT_ONCE));
    for (let failureCount = 0; lots.length > 0 && failureCount < FAILURES_A_ROUND && !this.#isStopped; ) {
      const lot = lots.shift()!;
      try {
        await this.#bringUpToDate(lot);
      } catch {
        // Said once, when it failed first.
        failureCount += 1;
        this.#splitOrPutLast(lot, lots);
        continue;
      }
      this.#retryMs = RETRY_MS.first;
      for (const channel of lot) {
        this.#failed.delete(channel);
        // It was not looked at when it was woken meanwhile.
        this.wake(channel);
      }
    }
    if (this.#failed.size === 0) return;
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS.longest);
    this.#retryLater();
  }

  #splitOrPutLast(lot: string[], lots: string[][]): void {
    const middle = Math.ceil(lot.length / 2);
    if (lot.length > 1) {
      lots.unshift(lot.slice(0, middle), lot.slice(middle));
      return;
    }
    // Next time the others come first.
    const [channel] = lot as [string];
    this.#failed.delete(channel);
    this.#failed.add(channel);
  }

  async #bringUpToDate(channels: string[]): Promise<void> {
    const nowMs = this.#parts.clock.now().getTime();
    // Who joins while the database is asked has marked its channel due again and waits for the next pass.
    const ready = new Map<string, Subscription[]>();
    for (const channel of channels) {
      const room = [...(this.#rooms.get(channel) ?? [])].filter(({ client }) => client.hasRoom(nowMs));
      if (room.length > 0) ready.set(channel, room);
    }
    await this.#sendSnapshots(ready);
    const cursors = [...ready].map(([channel, room]) => ({ channel, after: Math.min(...room.map(({ sentSeq }) => sentSeq)) }));
    if (cursors.length === 0) return;
    const news = await this.#parts.store.readAfter(cursors, MESSAGES_AT_ONCE);
    const events = await this.#parts.store.render(news.flatMap(({ messages }) => messages));
    let rendered = 0;
    for (const ofChannel of news) {
      const ownEvents = events.slice(rendered, rendered + ofChannel.messages.length);
      rendered += ofChannel.messages.length;
      await this.#sendMessages(ofChannel, ownEvents, ready.get(ofChannel.channel) ?? []);
    }
  }

  async #sendSnapshots(ready: Map<string, Subscription[]>): Promise<void> {
    const due = [...ready].filter(([, room]) => room.some(({ snapshotDue }) => snapshotDue)).map(([channel]) => channel);
    if (due.length === 0) return;
    const snapshots = await this.#parts.store.readSnapshots(due);
    for (const channel of due) {
      const { seq, team } = snapshots.get(channel)!;
      const text = JSON.stringify({ type: 'snapshot', channel, seq, team } satisfies ServerMessage);
      for (const subscription of ready.get(channel)!) {
        if (!subscription.snapshotDue) continue;
        subscription.snapshotDue = false;
        subscription.sentSeq = seq;
        await this.#send(subscription, text);
      }
    }
  }

  async #sendMessages(news: ChannelNews, events: LiveEvent[], room: Subscription[]): Promise<void> {
    const { channel, lastSeq, messages } = news;
    const texts = messages.map(({ seq, createdAt }, index) =>
      JSON.stringify({
        type: 'message',
        channel,
        seq,
        at: createdAt.toISOString(),
        event: events[index]!,
      } satisfies ServerMessage),
    );
    const isAll = messages.length < MESSAGES_AT_ONCE;
    const reachedSeq = isAll ? lastSeq : messages.at(-1)!.seq;
    for (const subscription of room) {
      // Ahead of what was read this time, because others are behind: its turn comes.
      if (!isAll && subscription.sentSeq >= reachedSeq) continue;
      const own = messages.findIndex(({ seq }) => seq > subscription.sentSeq);
      const kept = own < 0 ? [] : messages.slice(own);
      if (howToBegin(subscription.sentSeq, { ...news, messages: kept }) === 'snapshot') {
        subscription.snapshotDue = true;
        this.#due.add(channel);
        continue;
      }
      await this.#sendAll(subscription, kept, texts.slice(messages.length - kept.length));
    }
    if (reachedSeq < lastSeq) this.#due.add(channel);
  }

  async #sendAll(subscription: Subscription, messages: { seq: number }[], texts: string[]): Promise<void> {
    for (const [index, { seq }] of messages.entries()) {
      // Full, gone, or a hole in what is kept: the rest of the way is found in a later pass.
      if (subscription.client.stage === 'closed') return;
      if (!subscription.client.hasRoom(this.#parts.clock.now().getTime())) return;
      if (seq !== subscription.sentSeq + 1) {
        this.#due.add(subscription.channel);
        return;
      }
      subscription.sentSeq = seq;
      await this.#send(subscription, texts[index]!);
    }
  }

  async #send(subscription: Subscription, text: string): Promise<void> {
    if (subscription.client.stage === 'closed') return;
    subscription.client.socket.send(text);
    this.#parts.onSent(subscription);
    this.#sentInSlice += 1;
    if (this.#sentInSlice < SEND_SLICE) return;
    this.#sentInSlice = 0;
    await this.#parts.timers.breathe();
  }
}

function isOfUnit(channel: string): boolean {
  return channel.startsWith('unit:');
}

function take(from: Set<string>, count: number): string[] {
  const taken: string[] = [];
  for (const entry of from) {
    if (taken.length === count) break;
    taken.push(entry);
    from.delete(entry);
  }
  return taken;
}
