import type { Clock } from '../clock.ts';
import type { Role } from '../contract/codes.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import type { Actor } from './actor.ts';

export interface AccountRow {
  accountId: string;
  passwordHash: string;
}

export async function findAccountByLogin(db: Queryable, login: string): Promise<AccountRow | null> {
  const row = await db.account.findUnique({ where: { login: login.toLowerCase() } });
  return row?.active ? { accountId: row.id, passwordHash: row.passwordHash } : null;
}

export async function insertSession(
  db: Queryable,
  session: { tokenHash: string; accountId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lt: session.createdAt } } });
  await db.session.create({ data: session });
}

export async function deleteSession(db: Queryable, tokenHash: string): Promise<void> {
  await db.session.deleteMany({ where: { tokenHash } });
}

/** The actor behind a session, or null when it is unknown, over, or its account closed. */
export async function findActor(db: Queryable, clock: Clock, tokenHash: string): Promise<Actor | null> {
  const session = await db.session.findUnique({ where: { tokenHash }, include: { account: { include: { unit: true } } } });
  if (!session || session.expiresAt <= clock.now() || !session.account.active) return null;
  const { account } = session;
  return {
    accountId: account.id,
    displayName: account.displayName,
    role: account.role as Role,
    unitId: account.unitId,
    unitPath: account.unit.path,
    zone: account.unit.zone,
    teamId: account.teamId,
  };
}

export async function readNames(db: Queryable, actor: Actor): Promise<{ unitName: string; teamName: string | null }> {
  const unit = await db.unit.findUniqueOrThrow({ where: { id: actor.unitId } });
  const team = actor.teamId ? await db.team.findUnique({ where: { id: actor.teamId } }) : null;
  return { unitName: unit.name, teamName: team?.name ?? null };
}

export interface NewAccount {
  id: string;
  login: string;
  passwordHash: string;
  displayName: string;
  role: Role;
  unitId: string;
  teamId: string | null;
  createdAt: Date;
}

export async function insertAccounts(db: Transaction, accounts: NewAccount[]): Promise<void> {
  await db.account.createMany({ data: accounts });
}
