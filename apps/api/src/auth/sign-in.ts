import type { SignIn } from '../contract/session.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { isDemoAccount } from './is-demo-account.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { hashToken, newSessionToken } from './session-token.ts';
import { findAccountByLogin, insertSession } from './store.ts';

/** A session lasts a long week of evenings; a team should not have to sign in at a door. */
export const SESSION_SEC = 14 * 24 * 3600;

/** A hash nobody's password has: an unknown login costs as long as a wrong password. */
let nobody: Promise<string> | undefined;

/** Answers the new session's token, for the cookie. Throws `wrong-login` without saying which part was wrong. */
export async function signIn(deps: Deps, input: SignIn): Promise<string> {
  nobody ??= hashPassword(newSessionToken());
  const account = await findAccountByLogin(deps.db.client, input.login);
  const right = await verifyPassword(input.password, account?.passwordHash ?? (await nobody));
  // Everybody knows the demo's password: on a server without the demo it opens nothing, whatever the database holds.
  const isOver = account !== null && !deps.config.demo && isDemoAccount(account.accountId);
  if (!account || !right || isOver) throw new ProblemError('wrong-login');
  const token = newSessionToken();
  const createdAt = deps.clock.now();
  await insertSession(deps.db.client, {
    tokenHash: hashToken(token),
    accountId: account.accountId,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + SESSION_SEC * 1000),
  });
  return token;
}
