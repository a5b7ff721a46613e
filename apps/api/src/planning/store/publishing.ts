import type { AssignmentState, CaseState, PlanState } from '../../contract/codes.ts';
import type { PlanSummary } from '../../contract/planning.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { OpenPromise, OpenVisit, PlanChanges, PlannedVisit } from '../plan-changes.ts';
import { OPEN_STATES, PLANNABLE } from './input.ts';

export interface StoredPublishing {
  readonly visits: PlannedVisit[];
  readonly open: OpenVisit[];
  readonly promises: OpenPromise[];
  readonly plannableCaseIds: Set<string>;
}

/** The visits of a plan, and what is published of the cases below its unit. */
export async function readPublishing(
  db: Queryable,
  { id: planId, travelSource }: Pick<PlanSummary, 'id' | 'travelSource'>,
  unitPath: string,
): Promise<StoredPublishing> {
  const below = { unit: { path: { startsWith: unitPath } } };
  const routes = await db.planRoute.findMany({
    where: { planId },
    include: { stops: { where: { kind: 'visit' }, orderBy: { position: 'asc' } } },
  });
  const visits = routes.flatMap((route) =>
    route.stops.map((stop, index) => ({
      caseId: stop.caseId!,
      teamId: route.teamId,
      date: route.date,
      position: index + 1,
      shiftOpensAt: route.opensAt,
      shiftClosesAt: route.closesAt,
      plannedArriveAt: stop.arriveAt,
      plannedStartAt: stop.startAt,
      plannedEndAt: stop.endAt,
      travelSec: stop.travelSec,
      travelMetres: stop.travelMetres,
      travelSource,
    })),
  );
  const open = await db.assignment.findMany({
    where: { case: below, state: { in: OPEN_STATES } },
    select: { id: true, caseId: true, teamId: true, date: true, state: true, shiftClosesAt: true, plannedStartAt: true },
  });
  const promises = await db.visitPromise.findMany({
    where: { case: below, endedAt: null },
    select: { id: true, caseId: true, opensAt: true, closesAt: true },
  });
  const plannable = await db.case.findMany({
    where: { id: { in: visits.map(({ caseId }) => caseId) }, state: { in: PLANNABLE } },
    select: { id: true },
  });
  return { visits, open, promises, plannableCaseIds: new Set(plannable.map(({ id }) => id)) };
}

/** Locks the open visits below a unit until the transaction ends, so that none is begun while a plan replaces it. */
export async function lockOpenVisits(tx: Transaction, unitPath: string): Promise<void> {
  await tx.$executeRaw`
    SELECT 1 FROM "Assignment" a JOIN "Case" c ON c."id" = a."caseId" JOIN "Unit" u ON u."id" = c."unitId"
    WHERE starts_with(u."path", ${unitPath}) AND a."state" = ANY(${OPEN_STATES})
    ORDER BY a."id" FOR UPDATE OF a`;
}

export interface Publication {
  readonly planId: string;
  readonly unitId: string;
  readonly revision: number;
  readonly accountId: string;
  readonly now: Date;
}

/** Makes the plan the unit's current revision; the one before is superseded. */
export async function raiseRevision(tx: Transaction, { planId, unitId, revision, accountId, now }: Publication): Promise<void> {
  const [published, superseded]: PlanState[] = ['published', 'superseded'];
  await tx.plan.updateMany({ where: { unitId, state: published! }, data: { state: superseded! } });
  await tx.plan.update({
    where: { id: planId },
    data: { state: published!, revision, publishedAt: now, publishedById: accountId },
  });
  await tx.unit.update({ where: { id: unitId }, data: { revision } });
}

/** Writes assignments, promises and case states in a handful of statements, however many visits there are. */
export async function applyChanges(
  tx: Transaction,
  changes: PlanChanges,
  publication: Publication,
  newId: () => string,
): Promise<void> {
  const { planId, unitId, revision, now } = publication;
  const assigned: AssignmentState = 'assigned';
  const withdrawn: AssignmentState = 'withdrawn';
  await tx.assignment.createMany({
    data: changes.created.map((visit) => ({ ...visit, id: newId(), unitId, planId, revision, state: assigned, toldAt: now })),
  });
  const updates = JSON.stringify(changes.updated.map(({ id, visit, isMoved }) => ({ id, isMoved, ...visit })));
  await tx.$executeRaw`
    UPDATE "Assignment" a SET
      "unitId" = ${unitId}, "planId" = ${planId}, "revision" = ${revision}, "position" = v."position",
      "shiftOpensAt" = v."shiftOpensAt", "shiftClosesAt" = v."shiftClosesAt", "plannedArriveAt" = v."plannedArriveAt",
      "plannedStartAt" = v."plannedStartAt", "plannedEndAt" = v."plannedEndAt",
      "travelSec" = v."travelSec", "travelMetres" = v."travelMetres", "travelSource" = v."travelSource",
      "state" = CASE WHEN v."isMoved" THEN 'assigned' ELSE a."state" END,
      "acknowledgedAt" = CASE WHEN v."isMoved" THEN NULL ELSE a."acknowledgedAt" END,
      "toldAt" = CASE WHEN v."isMoved" THEN ${now}::timestamptz ELSE a."toldAt" END,
      "toldSeq" = CASE WHEN v."isMoved" THEN NULL ELSE a."toldSeq" END,
      "sentAt" = CASE WHEN v."isMoved" THEN NULL ELSE a."sentAt" END,
      "deliveredAt" = CASE WHEN v."isMoved" THEN NULL ELSE a."deliveredAt" END,
      "seenAt" = CASE WHEN v."isMoved" THEN NULL ELSE a."seenAt" END,
      "etaAt" = NULL, "etaSpreadSec" = NULL,
      "version" = a."version" + 1
    FROM jsonb_to_recordset(${updates}::jsonb) AS v(
      "id" text, "isMoved" boolean, "position" int, "shiftOpensAt" timestamptz, "shiftClosesAt" timestamptz,
      "plannedArriveAt" timestamptz, "plannedStartAt" timestamptz, "plannedEndAt" timestamptz, "travelSec" int, "travelMetres" int,
      "travelSource" text)
    WHERE a."id" = v."id"`;
  await tx.assignment.updateMany({
    where: { id: { in: changes.withdrawn.map(({ id }) => id) } },
    data: { state: withdrawn, version: { increment: 1 } },
  });
  await tx.visitPromise.updateMany({
    where: { id: { in: changes.endedPromises.map(({ id }) => id) } },
    data: { endedAt: now },
  });
  await tx.visitPromise.createMany({
    data: changes.newPromises.map((promise) => ({ ...promise, id: newId(), unitId, revision, channel: 'link', toldAt: now })),
  });
  await setCaseStates(tx, changes.scheduledCaseIds, 'waiting', 'scheduled', now);
  await setCaseStates(tx, changes.waitingCaseIds, 'scheduled', 'waiting', now);
}

async function setCaseStates(tx: Transaction, ids: readonly string[], from: CaseState, to: CaseState, now: Date): Promise<void> {
  await tx.case.updateMany({ where: { id: { in: [...ids] }, state: from }, data: { state: to, updatedAt: now } });
}

/** The units whose cases or teams a publication changes. */
export async function readUnitPathsConcerned(db: Queryable, { created, updated, withdrawn }: PlanChanges): Promise<string[]> {
  const visits = [...created, ...updated.map(({ visit }) => visit), ...withdrawn];
  const rows = await db.unit.findMany({
    where: {
      OR: [
        { cases: { some: { id: { in: [...new Set(visits.map(({ caseId }) => caseId))] } } } },
        { teams: { some: { id: { in: [...new Set(visits.map(({ teamId }) => teamId))] } } } },
      ],
    },
    select: { path: true },
  });
  return rows.map(({ path }) => path);
}
