import type { Clock } from '../clock.ts';
import type { DeliveryFacts } from './hub-store.ts';

interface Entry extends DeliveryFacts {
  connectionCount: number;
  dirty: boolean;
}

type Reach = 'sent' | 'delivered' | 'seen';

/**
 * Acknowledgements of one moment are written together. When writing takes longer than this, so does gathering: a database that is
 * busy with thousands of phones is asked to write at most half of the time.
 */
const GATHER_MS = 50;
const LONGEST_GATHER_MS = 2_000;
const RETRY_MS = 1000;

interface Parts {
  clock: Clock;
  after(ms: number, run: () => void): () => void;
  save(deliveries: DeliveryFacts[]): Promise<void>;
  onError(error: unknown): void;
}

/**
 * How far the devices connected to this process have received their team's channel. Gathers, so that a thousand phones that
 * acknowledge at once are one write; what could not be written is written later.
 */
export class DeliveryBook {
  readonly #parts: Parts;
  readonly #entries = new Map<string, Entry>();
  #cancelFlush: (() => void) | null = null;
  #writing: Promise<void> | null = null;
  #gatherMs = GATHER_MS;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A device connected; `ackedSeq` is what it says it has, or null. */
  opened(who: Pick<Entry, 'channel' | 'deviceId' | 'accountId' | 'teamId'>, ackedSeq: number | null): void {
    const key = keyOf(who.channel, who.deviceId);
    const known = this.#entries.get(key);
    const entry: Entry = known ?? {
      ...who,
      sentSeq: 0,
      sentAt: null,
      deliveredSeq: 0,
      deliveredAt: null,
      seenSeq: 0,
      seenAt: null,
      heardAt: null,
      worthTelling: true,
      connectionCount: 0,
      dirty: true,
    };
    entry.connectionCount += 1;
    entry.accountId = who.accountId;
    this.#entries.set(key, entry);
    entry.heardAt = this.#parts.clock.now();
    this.#reach(entry, 'delivered', ackedSeq ?? 0);
    this.#tellSoon(entry);
  }

  /** Everything up to `seq` was handed to an open connection of the device. */
  sent(channel: string, deviceId: string, seq: number): void {
    this.#further(channel, deviceId, 'sent', seq);
  }

  acked(channel: string, deviceId: string, seq: number): void {
    this.#further(channel, deviceId, 'delivered', seq);
  }

  seen(channel: string, deviceId: string, seq: number): void {
    this.#further(channel, deviceId, 'seen', seq);
  }

  closed(channel: string, deviceId: string): void {
    const entry = this.#entries.get(keyOf(channel, deviceId));
    if (!entry) return;
    entry.connectionCount -= 1;
    if (entry.connectionCount > 0) return;
    entry.heardAt = null;
    this.#tellSoon(entry);
  }

  /** Says of every connected device that it was heard; called within each heartbeat. */
  heardAll(): void {
    const now = this.#parts.clock.now();
    for (const entry of this.#entries.values()) {
      if (entry.connectionCount === 0) continue;
      entry.heardAt = now;
      entry.dirty = true;
    }
    this.#flushSoon(this.#gatherMs);
  }

  /** Resolves when everything known so far is written, or could not be. */
  async flush(): Promise<void> {
    while (this.#writing) await this.#writing;
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const dirty = [...this.#entries.values()].filter((entry) => entry.dirty);
    if (dirty.length === 0) return;
    const facts = dirty.map(({ connectionCount: _, dirty: __, ...rest }) => rest);
    for (const entry of dirty) {
      entry.dirty = false;
      entry.worthTelling = false;
    }
    const beganMs = this.#nowMs();
    this.#writing = this.#parts.save(facts).then(
      () => {
        this.#gatherMs = Math.min(Math.max(this.#nowMs() - beganMs, GATHER_MS), LONGEST_GATHER_MS);
        this.#forget(dirty);
      },
      (error: unknown) => {
        dirty.forEach((entry, index) => {
          entry.dirty = true;
          entry.worthTelling ||= facts[index]!.worthTelling;
        });
        this.#parts.onError(error);
        this.#flushSoon(RETRY_MS);
      },
    );
    await this.#writing;
    this.#writing = null;
  }

  get isIdle(): boolean {
    return this.#cancelFlush === null && this.#writing === null;
  }

  #further(channel: string, deviceId: string, what: Reach, seq: number): void {
    const entry = this.#entries.get(keyOf(channel, deviceId));
    if (!entry || !this.#reach(entry, what, seq)) return;
    if (what !== 'sent') entry.heardAt = this.#parts.clock.now();
    this.#tellSoon(entry);
  }

  /** Whether it is further than before. */
  #reach(entry: Entry, what: Reach, seq: number): boolean {
    if (seq <= entry[`${what}Seq`]) return false;
    entry[`${what}Seq`] = seq;
    entry[`${what}At`] = this.#parts.clock.now();
    return true;
  }

  #tellSoon(entry: Entry): void {
    entry.worthTelling = true;
    entry.dirty = true;
    this.#flushSoon(this.#gatherMs);
  }

  #flushSoon(ms: number): void {
    this.#cancelFlush ??= this.#parts.after(ms, () => {
      this.#cancelFlush = null;
      void this.flush();
    });
  }

  #nowMs(): number {
    return this.#parts.clock.now().getTime();
  }

  #forget(written: Entry[]): void {
    for (const entry of written) {
      if (entry.connectionCount === 0 && !entry.dirty) this.#entries.delete(keyOf(entry.channel, entry.deviceId));
    }
  }
}

function keyOf(channel: string, deviceId: string): string {
  return `${channel} ${deviceId}`;
}
