import type { PlanState, StopKind, UnassignedReason } from '../../contract/codes.ts';
import type { Plan, PlanSummary } from '../../contract/planning.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { TravelSource } from '../../travel/travel.ts';

/** Kept with the plan, so that lists need not count. */
export interface PlanFigures {
  readonly servedCount: number;
  readonly unassignedCount: number;
  readonly travelSec: number;
  readonly travelMetres: number;
  readonly bestCost: number;
  readonly seed: number;
  readonly iterations: number;
  readonly elapsedMs: number;
}

type PlanRow = Prisma.PlanGetPayload<object>;

function toSummary(row: PlanRow): PlanSummary {
  const { servedCount, unassignedCount, travelSec, travelMetres } = row.summary as unknown as PlanFigures;
  return {
    id: row.id,
    unitId: row.unitId,
    state: row.state as PlanState,
    fromDate: row.fromDate,
    dayCount: row.dayCount,
    baseRevision: row.baseRevision,
    revision: row.revision,
    travelSource: row.travelSource as TravelSource,
    servedCount,
    unassignedCount,
    travelSec,
    travelMetres,
    createdAt: row.createdAt.toISOString(),
    publishedAt: row.publishedAt?.toISOString() ?? null,
  };
}

export interface LocatedPlan<P> {
  readonly plan: P;
  readonly unitPath: string;
  readonly zone: string;
  readonly currentRevision: number;
}

const UNIT = { unit: { select: { path: true, zone: true, revision: true } } } as const;
const WHOLE = {
  ...UNIT,
  routes: {
    orderBy: [{ date: 'asc' }, { opensAt: 'asc' }, { teamId: 'asc' }],
    include: { stops: { orderBy: { position: 'asc' } } },
  },
  unassigned: { orderBy: { caseId: 'asc' } },
} as const satisfies Prisma.PlanInclude;

const located = <P>(plan: P, unit: { path: string; zone: string; revision: number }): LocatedPlan<P> => ({
  plan,
  unitPath: unit.path,
  zone: unit.zone,
  currentRevision: unit.revision,
});

export async function findPlanSummary(db: Queryable, id: string): Promise<LocatedPlan<PlanSummary> | null> {
  const row = await db.plan.findUnique({ where: { id }, include: UNIT });
  return row && located(toSummary(row), row.unit);
}

export async function findPlan(db: Queryable, id: string): Promise<LocatedPlan<Plan> | null> {
  const row = await db.plan.findUnique({ where: { id }, include: WHOLE });
  if (!row) return null;
  const routes: Plan['routes'] = row.routes.map((route) => ({
    id: route.id,
    teamId: route.teamId,
    date: route.date,
    opensAt: route.opensAt.toISOString(),
    closesAt: route.closesAt.toISOString(),
    travelSec: route.travelSec,
    travelMetres: route.travelMetres,
    overtimeSec: route.overtimeSec,
    stops: route.stops.map((stop) => ({
      position: stop.position,
      kind: stop.kind as StopKind,
      caseId: stop.caseId,
      lat: stop.lat,
      lon: stop.lon,
      travelSec: stop.travelSec,
      travelMetres: stop.travelMetres,
      arriveAt: stop.arriveAt.toISOString(),
      startAt: stop.startAt.toISOString(),
      endAt: stop.endAt.toISOString(),
      opensAt: stop.opensAt?.toISOString() ?? null,
      closesAt: stop.closesAt?.toISOString() ?? null,
      onTimePercent: stop.onTimePercent,
    })),
  }));
  const unassigned: Plan['unassigned'] = row.unassigned.map(({ caseId, reason, detail }) => ({
    caseId,
    reason: reason as UnassignedReason,
    detail: detail as Plan['unassigned'][number]['detail'],
  }));
  return located({ ...toSummary(row), routes, unassigned }, row.unit);
}

/** Newest first; those that were discarded are not shown. */
export async function listPlans(db: Queryable, unitId: string, limit: number): Promise<PlanSummary[]> {
  const where = { unitId, state: { not: 'discarded' satisfies PlanState } };
  return (await db.plan.findMany({ where, orderBy: [{ createdAt: 'desc' }, { id: 'asc' }], take: limit })).map(toSummary);
}

export interface NewPlan {
  readonly plan: Omit<Prisma.PlanCreateManyInput, 'summary'> & { summary: PlanFigures };
  readonly routes: Prisma.PlanRouteCreateManyInput[];
  readonly stops: Prisma.PlanStopCreateManyInput[];
  readonly unassigned: Prisma.UnassignedCreateManyInput[];
}

export async function insertPlan(tx: Transaction, { plan, routes, stops, unassigned }: NewPlan): Promise<void> {
  await tx.plan.create({ data: { ...plan, summary: plan.summary as unknown as Prisma.InputJsonObject } });
  await tx.planRoute.createMany({ data: routes });
  await tx.planStop.createMany({ data: stops });
  await tx.unassigned.createMany({ data: unassigned });
}

/** Sets the state of a draft; false when it is none any more. */
export async function discardDraft(tx: Transaction, id: string): Promise<boolean> {
  const draft: PlanState = 'draft';
  const discarded: PlanState = 'discarded';
  return (await tx.plan.updateMany({ where: { id, state: draft }, data: { state: discarded } })).count === 1;
}
