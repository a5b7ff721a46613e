import { randomInt, randomUUID } from 'node:crypto';

/** The one clock. Everything that needs the time is given it. */
export interface Clock {
  now(): Date;
}
export const systemClock: Clock = { now: () => new Date() };

/** The one source of ids and seeds. */
export interface Ids {
  newId(): string;
  /** A seed for one run of the optimizer: 0 … 2^31 − 1. */
  newSeed(): number;
}
export const systemIds: Ids = { newId: () => randomUUID(), newSeed: () => randomInt(2 ** 31 - 1) };
