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

/** The actors behind sessions, by token hash; missing where the session is unknown or over, or its account closed. */
export async function findActors(db: Queryable, clock: Clock, tokenHashes: readonly string[]): Promise<Map<string, Actor>> {
  if (tokenHashes.length === 0) return new Map();
  const rows = await db.$queryRaw<(Actor & { tokenHash: string })[]>`
    SELECT s."tokenHash", a."id" AS "accountId", a."displayName", a."role", a."unitId", u."path" AS "unitPath", u."zone", a."teamId"
    FROM "Session" s JOIN "Account" a ON a."id" = s."accountId" JOIN "Unit" u ON u."id" = a."unitId"
    WHERE s."tokenHash" = ANY(${[...tokenHashes]}) AND s."expiresAt" > ${clock.now()}::timestamptz AND a."active"`;
  return new Map(rows.map(({ tokenHash, ...actor }) => [tokenHash, actor]));
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
