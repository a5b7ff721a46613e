import type { Actor } from '../auth/actor.ts';
import type { TeamSnapshot } from '../contract/dispatch.ts';
import type { LiveEvent, TransientEvent } from '../contract/live.ts';

/** One entry of the live log, not yet rendered. */
export interface LogMessage {
  channel: string;
  seq: number;
  type: string;
  payload: unknown;
  createdAt: Date;
}

/** What a channel holds after a number: its last number, and the first messages after that number, in order. */
export interface ChannelNews {
  channel: string;
  after: number;
  /** 0 when nothing was ever said. */
  lastSeq: number;
  messages: LogMessage[];
}

/** A channel, and the last number of it that somebody has. */
export interface Cursor {
  channel: string;
  after: number;
}

/** A channel an account may hear. `deliversFor`: the team whose delivery this connection's acknowledgements count as. */
export interface ChannelAccess {
  channel: string;
  deliversFor: string | null;
}

/** How far one device has received its team's channel. */
export interface DeliveryFacts {
  channel: string;
  deviceId: string;
  accountId: string;
  teamId: string;
  /** Handed to an open connection of the device; null before anything was. */
  sentSeq: number;
  sentAt: Date | null;
  deliveredSeq: number;
  /** Null before the first acknowledgement. */
  deliveredAt: Date | null;
  /** Was on a screen that somebody could see. */
  seenSeq: number;
  seenAt: Date | null;
  /** Null once its last connection is closed. */
  heardAt: Date | null;
  /** A dispatcher should see it at once: sent, delivered or seen further, connected or gone. */
  worthTelling: boolean;
}

/** Something without a number that may be worth telling: "team.delivery" of a team, "run.progress" of a run. */
export interface TransientNews {
  kind: string;
  id: string;
}

/** All the hub asks of the database. Everything comes in lots: thousands of channels may have news at once. */
export interface HubStore {
  /** One entry per channel, in their order; null when one of them is not the actor's to hear, or does not exist. */
  authorise(actor: Actor, channels: string[]): Promise<ChannelAccess[] | null>;
  /** One entry per cursor, in their order, with at most `limit` messages each. A channel and its messages are of one moment. */
  readAfter(cursors: readonly Cursor[], limit: number): Promise<ChannelNews[]>;
  /** The state of channels, each including at least everything up to its `seq`. */
  readSnapshots(channels: string[]): Promise<Map<string, { seq: number; team: TeamSnapshot | null }>>;
  /** One event per message, in the same order, as things stand now. */
  render(messages: LogMessage[]): Promise<LiveEvent[]>;
  renderTransients(news: TransientNews[]): Promise<{ channel: string; event: TransientEvent }[]>;
  /** Writes them and tells every process which teams' delivery changed. A lower number never replaces a higher one. */
  saveDeliveries(deliveries: DeliveryFacts[]): Promise<void>;
  /** The actors behind sessions that still last, by session key. */
  findActors(sessionKeys: string[]): Promise<Map<string, Actor>>;
}
