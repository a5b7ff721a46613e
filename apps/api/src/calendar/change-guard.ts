import type { Actor } from '../auth/actor.ts';
import type { Breach } from '../contract/people.ts';
import type { Transaction } from '../db/open-database.ts';

export interface GuardedChange {
  /** The last local date that the change is about; what comes after it for some weeks is judged too. */
  readonly aboutDate: string;
  /** Lets hard rules be broken, by name; without one they refuse. */
  readonly overrideReason: string | null | undefined;
  /** Goes back to what was before: rules that a name may let be are not asked again; nobody can be at two places all the same. */
  readonly isTakenBack?: boolean;
}

/**
 * Runs a change of who works when, and judges what it does to the working time of everybody it touches. Throws
 * `working-time-broken`, so that the transaction is undone, when a hard rule is newly broken and there is no reason to let it be.
 * Answers with what warns since, and with what was let be. Who judges stands above the calendar and is handed to it.
 */
export type ChangeGuard = <T>(
  tx: Transaction,
  actor: Actor,
  facts: GuardedChange,
  change: () => Promise<T>,
) => Promise<{ readonly result: T; readonly breaches: Breach[] }>;
