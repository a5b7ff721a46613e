import type { CaseState } from '../../contract/codes.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

export interface NewVisit {
  id: string;
  unitId: string;
  revision: number;
  teamId: string;
  caseId: string;
  date: string;
  position: number;
  shiftOpensAt: Date;
  shiftClosesAt: Date;
  plannedArriveAt: Date;
  plannedStartAt: Date;
  plannedEndAt: Date;
  travelSec: number;
  travelMetres: number;
  travelSource: string;
  toldAt: Date;
}

/** A visit that a dispatcher placed by hand; it belongs to the unit's published plan, if there is one. */
export async function insertVisit(tx: Transaction, visit: NewVisit): Promise<void> {
  const plan = await tx.plan.findFirst({ where: { unitId: visit.unitId, state: 'published' }, select: { id: true } });
  await tx.assignment.create({ data: { ...visit, planId: plan?.id ?? 'by-hand', state: 'assigned' } });
}

/** Makes room in the order of an evening. */
export async function shiftPositions(tx: Transaction, of: { teamId: string; date: string; from: number }): Promise<void> {
  await tx.assignment.updateMany({
    where: { teamId: of.teamId, date: of.date, position: { gte: of.from }, state: { in: ['assigned', 'acknowledged'] } },
    data: { position: { increment: 1 }, version: { increment: 1 } },
  });
}

/** How far visits are from the stop before, after the order changed. */
export async function setLegs(
  tx: Transaction,
  {
    legs,
    travelSource,
  }: { legs: readonly { assignmentId: string | null; travelSec: number; travelMetres: number }[]; travelSource: string },
): Promise<void> {
  const known = legs.filter(({ assignmentId }) => assignmentId !== null);
  await tx.$executeRaw`
    UPDATE "Assignment" a SET "travelSec" = x."travelSec", "travelMetres" = x."travelMetres",
      "travelSource" = ${travelSource}, "version" = a."version" + 1
    FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb) AS x("assignmentId" text, "travelSec" int, "travelMetres" int)
    WHERE a."id" = x."assignmentId" AND (a."travelSec" <> x."travelSec" OR a."travelMetres" <> x."travelMetres")`;
}

export function findOpenPromise(db: Queryable, caseId: string): Promise<{ opensAt: Date; closesAt: Date } | null> {
  return db.visitPromise.findFirst({ where: { caseId, endedAt: null }, orderBy: { toldAt: 'desc' } });
}

export async function endPromisesOf(tx: Transaction, caseId: string, now: Date): Promise<void> {
  await tx.visitPromise.updateMany({ where: { caseId, endedAt: null }, data: { endedAt: now } });
}

export async function insertPromise(
  tx: Transaction,
  promise: { id: string; unitId: string; caseId: string; revision: number; opensAt: Date; closesAt: Date; toldAt: Date },
): Promise<void> {
  await tx.visitPromise.create({ data: { ...promise, channel: 'link' } });
}

export async function setCaseState(tx: Transaction, id: string, state: CaseState, now: Date): Promise<void> {
  await tx.case.update({ where: { id }, data: { state, updatedAt: now, version: { increment: 1 } } });
}

export async function withdrawVisitRow(tx: Transaction, id: string): Promise<void> {
  await tx.assignment.update({ where: { id }, data: { state: 'withdrawn', version: { increment: 1 } } });
}

/** The case, locked until the transaction ends: one open visit at a time. */
export async function lockCase(tx: Transaction, id: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Case" WHERE "id" = ${id} FOR UPDATE`;
}

export async function countOpenVisits(tx: Transaction, caseId: string): Promise<number> {
  return tx.assignment.count({ where: { caseId, state: { notIn: ['finished', 'withdrawn'] } } });
}
