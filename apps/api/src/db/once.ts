import { ProblemError } from '../problem.ts';
import type { Prisma } from './generated/client.ts';
import type { Queryable, Transaction } from './transaction.ts';

/** A command that changes something, as its caller sent it. */
export interface CommandFacts {
  /** Made by the caller; sending the same command twice stores once. */
  commandId: string;
  /** Who sends it; null for somebody without an account (a family). */
  accountId: string | null;
  /** Which use case: "cases.import". */
  kind: string;
  /** SHA-256 of the body, so that another body under the same id is noticed. */
  bodyHash: string;
  now: Date;
}

/**
 * Runs `fn` once for a command id and keeps its answer; the same command again gets the kept answer and changes nothing.
 * The same id for another body, kind or account is refused with `command-id-reused`. The answer must be plain JSON.
 * Works when the same command arrives in two processes at the same time: the second waits for the first.
 */
export async function runOnce<T>(tx: Transaction, command: CommandFacts, fn: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${command.commandId}, 0))`;
  const kept = await tx.command.findUnique({ where: { id: command.commandId } });
  if (kept) {
    const isSame = kept.kind === command.kind && kept.bodyHash === command.bodyHash && kept.accountId === command.accountId;
    if (!isSame) throw new ProblemError('command-id-reused');
    return (kept.result as { answer: T }).answer;
  }
  // Through JSON already the first time, so that the first and the repeated answer are the same.
  const result = JSON.parse(JSON.stringify({ answer: (await fn()) ?? null })) as { answer: T };
  await tx.command.create({
    data: {
      id: command.commandId,
      accountId: command.accountId,
      kind: command.kind,
      bodyHash: command.bodyHash,
      result: result as Prisma.InputJsonObject,
      createdAt: command.now,
    },
  });
  return result.answer;
}

/** Whether a command was run before: what is prepared outside of its transaction need not be prepared again. */
export async function wasRun(db: Queryable, commandId: string): Promise<boolean> {
  return (await db.command.count({ where: { id: commandId } })) > 0;
}

/** Forgets commands older than an instant; a caller repeats within days, not months. Returns how many were forgotten. */
export async function forgetCommands(tx: Transaction, before: Date): Promise<number> {
  return (await tx.command.deleteMany({ where: { createdAt: { lt: before } } })).count;
}
