import type { Evidence } from '../../contract/board.ts';
import type { CaseState, FieldAction, Outcome } from '../../contract/codes.ts';
import type { OutcomeDetail } from '../../contract/field.ts';
import type { EvidenceDecision } from '../../contract/field-codes.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

/** Decided evidence that is still listed, newest first. */
const DECIDED_LISTED = 100;
const WITH_VISIT = { assignment: { include: { case: { select: { state: true, unit: { select: { path: true } } } } } } } as const;

/** Reports of visits of a path's teams that somebody has to decide on. */
export async function countOpenEvidence(db: Queryable, unitPath: string): Promise<number> {
  return db.visitEvent.count({ where: { ...ofUnits(unitPath), decision: null } });
}

/** What waits for a decision, oldest first, then what was decided last. */
export async function readEvidence(db: Queryable, unitPath: string): Promise<Evidence[]> {
  const open = await db.visitEvent.findMany({
    where: { ...ofUnits(unitPath), decision: null },
    include: WITH_VISIT,
    orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }],
  });
  const decided = await db.visitEvent.findMany({
    where: { ...ofUnits(unitPath), decision: { not: null } },
    include: WITH_VISIT,
    orderBy: [{ decidedAt: 'desc' }, { id: 'asc' }],
    take: DECIDED_LISTED,
  });
  return toEvidence(db, [...open, ...decided]);
}

function ofUnits(unitPath: string) {
  return { problem: { not: null }, assignment: { team: { unit: { path: { startsWith: unitPath } } } } };
}

export async function readOneEvidence(db: Queryable, id: string): Promise<Evidence | null> {
  const row = await db.visitEvent.findFirst({ where: { id, problem: { not: null } }, include: WITH_VISIT });
  return row ? (await toEvidence(db, [row]))[0]! : null;
}

type EvidenceRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;
function findRow(db: Queryable, id: string) {
  return db.visitEvent.findFirst({ where: { id }, include: WITH_VISIT });
}

async function toEvidence(db: Queryable, rows: EvidenceRow[]): Promise<Evidence[]> {
  const deciders = await db.account.findMany({ where: { id: { in: rows.flatMap(({ decidedById }) => decidedById ?? []) } } });
  const open = await db.assignment.findMany({
    where: { caseId: { in: rows.map(({ assignment }) => assignment.caseId) }, state: { notIn: ['finished', 'withdrawn'] } },
    select: { caseId: true, teamId: true },
  });
  const nameOf = new Map(deciders.map(({ id, displayName }) => [id, displayName]));
  const openTeamOf = new Map(open.map(({ caseId, teamId }) => [caseId, teamId]));
  return rows.map((row) => {
    const { id, assignmentId, note, assignment } = row;
    return {
      ...{ id, assignmentId, note, caseId: assignment.caseId, teamId: assignment.teamId, problem: row.problem! },
      action: row.kind as FieldAction,
      outcome: row.outcome as Outcome | null,
      detail: row.detail as OutcomeDetail | null,
      deviceAt: row.deviceAt.toISOString(),
      receivedAt: row.receivedAt.toISOString(),
      recordedOutcome: assignment.outcome as Outcome | null,
      caseState: assignment.case.state as CaseState,
      openTeamId: openTeamOf.get(assignment.caseId) ?? null,
      decision: row.decision as EvidenceDecision | null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decidedBy: nameOf.get(row.decidedById ?? '') ?? null,
    };
  });
}

/** The visit behind a piece of evidence and its case, locked until the transaction ends; null when there is none. */
export async function lockEvidence(tx: Transaction, id: string) {
  await tx.$queryRaw`
    SELECT 1 FROM "VisitEvent" e JOIN "Assignment" a ON a."id" = e."assignmentId" JOIN "Case" c ON c."id" = a."caseId"
    WHERE e."id" = ${id} FOR UPDATE`;
  return tx.visitEvent.findFirst({
    where: { id, problem: { not: null } },
    include: {
      assignment: { include: { case: { select: { state: true } }, team: { select: { unit: { select: { path: true } } } } } },
    },
  });
}

export async function decide(
  tx: Transaction,
  id: string,
  decision: { decision: EvidenceDecision; decidedAt: Date; decidedById: string; applied: boolean },
): Promise<void> {
  await tx.visitEvent.update({ where: { id }, data: decision });
}

/** The end of a visit as it was reported. */
export async function finishByEvidence(
  tx: Transaction,
  assignmentId: string,
  end: { outcome: Outcome; outcomeNote: string; finishedAt: Date },
): Promise<void> {
  await tx.assignment.update({ where: { id: assignmentId }, data: { ...end, state: 'finished', version: { increment: 1 } } });
}

/** Open visits of a case besides one; taken back because the work is done. Answers them. */
export async function withdrawOtherVisits(
  tx: Transaction,
  caseId: string,
  besidesId: string,
): Promise<{ id: string; teamId: string; unitId: string; date: string }[]> {
  const where = { caseId, id: { not: besidesId }, state: { notIn: ['finished', 'withdrawn'] } };
  const open = await tx.assignment.findMany({ where, select: { id: true, teamId: true, unitId: true, date: true } });
  await tx.assignment.updateMany({ where, data: { state: 'withdrawn', version: { increment: 1 } } });
  return open;
}

/** Whether another visit of the case ended as served: then the work was done twice, and counts once. */
export async function isServedElsewhere(tx: Transaction, caseId: string, besidesId: string): Promise<boolean> {
  return (await tx.assignment.count({ where: { caseId, id: { not: besidesId }, state: 'finished', outcome: 'served' } })) > 0;
}
