import { isDemoAccount } from '../auth/is-demo-account.ts';
import type { AccountView } from '../contract/accounts.ts';
import type { Role } from '../contract/codes.ts';
import type { Prisma } from '../db/generated/client.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

const NAMES = { unit: { select: { name: true, path: true } }, team: { select: { name: true } } } satisfies Prisma.AccountInclude;

export interface StoredAccount {
  view: AccountView;
  unitPath: string;
  passwordHash: string;
}

function toStored(row: Prisma.AccountGetPayload<{ include: typeof NAMES }>): StoredAccount {
  const { id, login, displayName, unitId, teamId, active, version } = row;
  return {
    view: {
      ...{ id, login, displayName, role: row.role as Role, unitId, teamId, active, version },
      unitName: row.unit.name,
      teamName: row.team?.name ?? null,
      createdAt: row.createdAt.toISOString(),
      demo: isDemoAccount(id),
    },
    unitPath: row.unit.path,
    passwordHash: row.passwordHash,
  };
}

/** Accounts of a unit and all below it: open ones first, then by name. */
export async function listAccounts(db: Queryable, unitPath: string): Promise<AccountView[]> {
  const rows = await db.account.findMany({
    where: { unit: { path: { startsWith: unitPath } } },
    include: NAMES,
    orderBy: [{ active: 'desc' }, { role: 'asc' }, { displayName: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => toStored(row).view);
}

export async function findAccount(db: Queryable, id: string): Promise<StoredAccount | null> {
  const row = await db.account.findUnique({ where: { id }, include: NAMES });
  return row && toStored(row);
}

/** Two who change one account, or take one login, wait for each other. */
export async function lockAccount(tx: Transaction, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`account ${key}`}, 0))`;
}

export async function isLoginFree(tx: Transaction, login: string, forId: string): Promise<boolean> {
  return (await tx.account.count({ where: { login, id: { not: forId } } })) === 0;
}

export async function findTeamUnit(tx: Queryable, teamId: string): Promise<{ unitId: string; unitPath: string } | null> {
  const team = await tx.team.findUnique({ where: { id: teamId }, select: { unitId: true, unit: { select: { path: true } } } });
  return team && { unitId: team.unitId, unitPath: team.unit.path };
}

type AccountRow = Pick<AccountView, 'id' | 'login' | 'displayName' | 'role' | 'unitId' | 'teamId' | 'active' | 'version'>;

/** Writes an account with its next version; without a hash the password stays. */
export async function saveAccount(tx: Transaction, account: AccountRow, passwordHash: string | null, now: Date): Promise<void> {
  const { id, version, ...facts } = account;
  const next = { ...facts, version: version + 1, ...(passwordHash === null ? {} : { passwordHash }) };
  if (version > 0) await tx.account.update({ where: { id }, data: next });
  else await tx.account.create({ data: { ...next, id, passwordHash: passwordHash!, createdAt: now } });
}

export async function savePassword(tx: Transaction, accountId: string, passwordHash: string): Promise<void> {
  await tx.account.update({ where: { id: accountId }, data: { passwordHash, version: { increment: 1 } } });
}

/** Ends the sessions of an account; one may stay, named by the hash of its token. Open sockets end at the hub's next look. */
export async function endSessions(tx: Transaction, accountId: string, exceptTokenHash?: string): Promise<void> {
  await tx.session.deleteMany({
    where: { accountId, ...(exceptTokenHash === undefined ? {} : { tokenHash: { not: exceptTokenHash } }) },
  });
}
