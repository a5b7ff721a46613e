import type { Actor } from '../auth/actor.ts';
import { isDemoAccount } from '../auth/is-demo-account.ts';
import { hashPassword, verifyPassword } from '../auth/password.ts';
import type { PasswordChange } from '../contract/accounts.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { endSessions, findAccount, lockAccount, savePassword } from './store.ts';

/**
 * Changes one's own password; every other session of the account ends. Throws `wrong-password`, `demo-account`.
 * Needs no command id: repeated, it finds the old password wrong and changes nothing.
 */
export async function changePassword(
  { db }: Pick<Deps, 'db'>,
  actor: Actor,
  { current, next, tokenHash }: PasswordChange & { tokenHash: string },
): Promise<void> {
  if (isDemoAccount(actor.accountId)) throw new ProblemError('demo-account');
  const read = (await findAccount(db.client, actor.accountId))!;
  if (!(await verifyPassword(current, read.passwordHash))) throw new ProblemError('wrong-password');
  const passwordHash = await hashPassword(next);
  await db.transaction(async (tx) => {
    await lockAccount(tx, actor.accountId);
    const stored = (await findAccount(tx, actor.accountId))!;
    if (stored.passwordHash !== read.passwordHash) throw new ProblemError('changed-meanwhile');
    await savePassword(tx, actor.accountId, passwordHash);
    await endSessions(tx, actor.accountId, tokenHash);
  });
}
