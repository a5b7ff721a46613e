import type { DeclineReason, Mobility, Need, Relation, RequestState, Sex } from '../contract/codes.ts';
import type { WeeklyWindow } from '../contract/common.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

export interface RequestFacts {
  id: string;
  unitId: string;
  requesterName: string;
  relation: Relation;
  phone: string;
  fullName: string;
  birthYear: number;
  sex: Sex;
  address: string;
  lat: number | null;
  lon: number | null;
  mobility: Mobility;
  needs: Need[];
  windows: WeeklyWindow[];
  note: string;
}

export interface RequestRow extends RequestFacts {
  tokenHash: string;
  state: RequestState;
  caseId: string | null;
  declineReason: DeclineReason | null;
  createdAt: Date;
  decidedAt: Date | null;
  unit: { name: string; path: string; zone: string };
}

const WITH_UNIT = { unit: { select: { name: true, path: true, zone: true } } } as const;
/** Decided requests that are still listed, newest first. */
const DECIDED_LISTED = 200;

export async function findUnitFacts(db: Queryable, id: string): Promise<{ kind: string; path: string; country: string } | null> {
  return db.unit.findUnique({ where: { id }, select: { kind: true, path: true, country: true } });
}

/** False when the id or the token is known already; nothing was written then. */
export async function insertRequest(
  tx: Transaction,
  row: RequestFacts & { tokenHash: string; createdAt: Date },
): Promise<boolean> {
  const { count } = await tx.request.createMany({ data: [{ ...row, state: 'received' }], skipDuplicates: true });
  return count === 1;
}

export async function findRequest(db: Queryable, where: { id: string } | { tokenHash: string }): Promise<RequestRow | null> {
  return toRow(await db.request.findUnique({ where, include: WITH_UNIT }));
}

/** The request, locked until the transaction ends, or null. */
export async function lockRequest(tx: Transaction, id: string): Promise<RequestRow | null> {
  await tx.$queryRaw`SELECT 1 FROM "Request" WHERE "id" = ${id} FOR UPDATE`;
  return findRequest(tx, { id });
}

/** Requests of the units below a path: all that wait, oldest first, then those decided last. */
export async function listRequests(db: Queryable, unitPath: string): Promise<RequestRow[]> {
  const unit = { path: { startsWith: unitPath } };
  const waiting = await db.request.findMany({
    where: { unit, state: 'received' },
    include: WITH_UNIT,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const decided = await db.request.findMany({
    where: { unit, state: { not: 'received' } },
    include: WITH_UNIT,
    orderBy: [{ decidedAt: 'desc' }, { id: 'asc' }],
    take: DECIDED_LISTED,
  });
  return [...waiting, ...decided].map((row) => toRow(row)!);
}

export interface Decision {
  state: RequestState;
  decidedAt: Date;
  decidedById: string | null;
  caseId?: string;
  declineReason?: DeclineReason;
}

export async function decideRequest(tx: Transaction, id: string, decision: Decision): Promise<void> {
  await tx.request.update({ where: { id }, data: decision });
}

/** Cases below a path that could be one of these people, by what is compared: folded name and birth year. */
export async function findSimilarCases(
  db: Queryable,
  unitPath: string,
  people: { nameFolded: string; birthYear: number }[],
): Promise<{ id: string; nameFolded: string; birthYear: number }[]> {
  if (people.length === 0) return [];
  return db.case.findMany({
    where: { unit: { path: { startsWith: unitPath } }, nameFolded: { in: people.map(({ nameFolded }) => nameFolded) } },
    select: { id: true, nameFolded: true, birthYear: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** What happened to the case a request became: its visits, newest first, and the promise in force. */
export interface CaseProgress {
  state: string;
  visits: {
    id: string;
    state: string;
    outcome: string | null;
    finishedAt: Date | null;
    etaAt: Date | null;
    etaSpreadSec: number | null;
    teamName: string;
  }[];
  promise: { opensAt: Date; closesAt: Date; toldAt: Date } | null;
}

export async function readCaseProgress(db: Queryable, caseId: string): Promise<CaseProgress> {
  const { state, assignments, promises } = await db.case.findUniqueOrThrow({
    where: { id: caseId },
    select: {
      state: true,
      assignments: {
        where: { state: { not: 'withdrawn' } },
        orderBy: [{ shiftOpensAt: 'desc' }, { id: 'asc' }],
        select: {
          ...{ id: true, state: true, outcome: true, finishedAt: true, etaAt: true, etaSpreadSec: true },
          team: { select: { name: true } },
        },
      },
      promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1 },
    },
  });
  const visits = assignments.map(({ team, ...visit }) => ({ ...visit, teamName: team.name }));
  return { state, visits, promise: promises[0] ?? null };
}

/** The case's visits that have not ended, locked until the transaction ends. */
export async function lockOpenVisits(
  tx: Transaction,
  caseId: string,
): Promise<{ id: string; state: string; teamId: string; unitPath: string }[]> {
  await tx.$queryRaw`SELECT 1 FROM "Case" WHERE "id" = ${caseId} FOR UPDATE`;
  return tx.$queryRaw`
    SELECT a."id", a."state", a."teamId", u."path" AS "unitPath"
    FROM "Assignment" a JOIN "Unit" u ON u."id" = a."unitId"
    WHERE a."caseId" = ${caseId} AND a."state" NOT IN ('finished', 'withdrawn')
    ORDER BY a."id" FOR UPDATE OF a`;
}

/** Takes visits back, closes the case and ends its promise: nobody is to come any more. */
export async function callOffCase(tx: Transaction, caseId: string, visitIds: string[], now: Date): Promise<void> {
  await tx.assignment.updateMany({ where: { id: { in: visitIds } }, data: { state: 'withdrawn', version: { increment: 1 } } });
  await tx.case.update({ where: { id: caseId }, data: { state: 'closed', updatedAt: now, version: { increment: 1 } } });
  await tx.visitPromise.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: now } });
}

type StoredRequest = NonNullable<Awaited<ReturnType<Queryable['request']['findUnique']>>> & Pick<RequestRow, 'unit'>;

function toRow(row: StoredRequest | null): RequestRow | null {
  // Columns of text hold the closed lists of contract/codes.ts: only this slice writes them.
  return row as RequestRow | null;
}
