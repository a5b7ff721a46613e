import { type Actor, requireWithin } from '../auth/actor.ts';
import { isDemoAccount } from '../auth/is-demo-account.ts';
import { hashPassword } from '../auth/password.ts';
import type { AccountInput, AccountView } from '../contract/accounts.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError, unknownField } from '../problem.ts';
import { findUnitPath } from '../units/store.ts';
import { endSessions, findAccount, findTeamUnit, isLoginFree, lockAccount, type StoredAccount, saveAccount } from './store.ts';

/**
 * Creates (version 0) or changes an account inside the actor's unit. Throws `login-taken`, `own-account` when somebody would
 * shut themselves out, `demo-account`, `changed-meanwhile`. A new password, role, unit or team, and closing, end its sessions.
 */
export async function putAccount(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  input: { commandId: string; account: AccountInput },
): Promise<AccountView> {
  const { password, ...account } = input.account;
  // Slow on purpose, so before the transaction. The command keeps no hash of the password: a plain one could be guessed.
  const passwordHash = password === null ? null : await hashPassword(password);
  const now = deps.clock.now();
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'accounts.put',
    bodyHash: hashBody(account),
    now,
  };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      await lockAccount(tx, account.id);
      await lockAccount(tx, `login ${account.login}`);
      const stored = await findAccount(tx, account.id);
      if (stored) requireWithin(actor, stored.unitPath);
      if ((stored?.view.version ?? 0) !== account.version) throw new ProblemError('changed-meanwhile');
      if (!stored && passwordHash === null) throw unknownField('/password', 'A new account needs a password.');
      if (isDemoAccount(account.id)) throw new ProblemError('demo-account');
      if (!(await isLoginFree(tx, account.login, account.id))) throw new ProblemError('login-taken');
      const unitId = await requireScope(tx, actor, account);
      const next = { ...account, unitId };
      const hasMoved = stored !== null && isOtherAccess(stored, next);
      if (account.id === actor.accountId && hasMoved) throw new ProblemError('own-account');
      await saveAccount(tx, next, passwordHash, now);
      if (hasMoved || (stored && passwordHash !== null)) await endSessions(tx, account.id);
      return (await findAccount(tx, account.id))!.view;
    }),
  );
}

/** The unit whose rows the account will see. A team's account belongs to its team and sees as far as that. */
async function requireScope(tx: Transaction, actor: Actor, account: Omit<AccountInput, 'password'>): Promise<string> {
  if (account.role === 'team') {
    const team = account.teamId === null ? null : await findTeamUnit(tx, account.teamId);
    if (!team?.unitPath.startsWith(actor.unitPath)) throw unknownField('/teamId', 'There is no such team in your unit.');
    return team.unitId;
  }
  if (account.teamId !== null) throw unknownField('/teamId', 'Only the role "team" has a team.');
  const path = await findUnitPath(tx, account.unitId);
  if (path === null) throw unknownField('/unitId', 'There is no such unit.');
  requireWithin(actor, path);
  return account.unitId;
}

function isOtherAccess({ view }: StoredAccount, next: Omit<AccountInput, 'password'>): boolean {
  return view.role !== next.role || view.unitId !== next.unitId || view.teamId !== next.teamId || (view.active && !next.active);
}
