import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Prisma, PrismaClient } from './generated/client.ts';

/** The client inside a transaction. Everything a transaction reads or writes goes through it. */
export type Transaction = Prisma.TransactionClient;
/** Either the client or a transaction: what a store's reading functions accept. */
export type Queryable = PrismaClient | Transaction;

export interface TransactionOptions {
  /** Default: what PostgreSQL does by default, read committed; lock rows or compare versions where it matters. */
  isolation?: Prisma.TransactionIsolationLevel;
}

/** How often a transaction that lost against another one is tried before its error is passed on. */
const MAX_ATTEMPTS = 6;
/** First pause between attempts; doubled each time. */
const FIRST_PAUSE_MS = 8;

const inside = new AsyncLocalStorage<{ active: boolean }>();

/**
 * Runs `fn` in a transaction: all of it happens or nothing. `fn` may run several times, so it does nothing outside the
 * database. Keep it short, without network or solver: on the embedded database everybody else waits for it.
 */
export async function runTransaction<T>(
  client: PrismaClient,
  fn: (tx: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  requireOutside();
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.$transaction(
        async (tx) => {
          const state = { active: true };
          try {
            // Awaited inside: a query of Prisma is sent only when somebody waits for it.
            return await inside.run(state, async () => await fn(tx));
          } finally {
            state.active = false;
          }
        },
        options.isolation ? { isolationLevel: options.isolation } : {},
      );
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isSerializationFailure(error)) throw error;
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

/**
 * Called whenever a connection is asked for. Inside a transaction that would wait for itself on the embedded database, and
 * read outside the transaction on a server: a mistake in both, so it fails on both.
 */
export function requireOutside(): void {
  if (inside.getStore()?.active) {
    throw new Error('Inside a transaction only its own client may be used: pass `tx` on instead of the global client.');
  }
}

/** Serialization failure or deadlock: nothing is wrong with the transaction, it may simply be run again. */
export function isSerializationFailure(error: unknown): boolean {
  for (let at: unknown = error, depth = 0; at instanceof Object && depth < 6; depth++) {
    const { code, originalCode, kind, meta, cause } = at as Record<string, unknown>;
    if (code === 'P2034' || kind === 'TransactionWriteConflict') return true;
    if ([code, originalCode].some((state) => state === '40001' || state === '40P01')) return true;
    at = cause ?? (meta as { driverAdapterError?: unknown } | undefined)?.driverAdapterError;
  }
  return false;
}
