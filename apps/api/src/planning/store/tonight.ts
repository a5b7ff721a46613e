import type { AssignmentState, Mobility, Need, Requirement } from '../../contract/codes.ts';
import type { WeeklyWindow } from '../../contract/common.ts';
import type { Queryable } from '../../db/open-database.ts';

export interface CaseToPlace {
  readonly id: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly state: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly mobility: Mobility;
  readonly needs: Need[];
  readonly requirements: Requirement[];
  readonly windows: WeeklyWindow[];
  readonly promise: { readonly opensAt: Date; readonly closesAt: Date } | null;
}

const PROMISE = { promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1 } } as const;

export async function findCaseToPlace(db: Queryable, id: string): Promise<CaseToPlace | null> {
  const row = await db.case.findUnique({ where: { id }, include: { household: true, unit: true, ...PROMISE } });
  if (!row) return null;
  return {
    id,
    unitId: row.unitId,
    unitPath: row.unit.path,
    state: row.state,
    lat: row.household.lat,
    lon: row.household.lon,
    mobility: row.mobility as Mobility,
    needs: row.needs as Need[],
    requirements: row.requirements as Requirement[],
    windows: row.windows as unknown as WeeklyWindow[],
    promise: row.promises[0] ?? null,
  };
}

/** A visit of an evening that was not taken back, with its place. */
export interface TonightVisit {
  readonly id: string;
  readonly teamId: string;
  readonly position: number;
  readonly state: AssignmentState;
  readonly version: number;
  readonly shiftOpensAt: Date;
  readonly shiftClosesAt: Date;
  readonly plannedStartAt: Date;
  readonly plannedEndAt: Date;
  readonly arrivedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly etaAt: Date | null;
  readonly lat: number;
  readonly lon: number;
  readonly promise: { readonly opensAt: Date; readonly closesAt: Date } | null;
}

/** Visits of teams on a local date in the order of their routes; without those taken back. */
export async function readTonight(db: Queryable, teamIds: readonly string[], date: string): Promise<TonightVisit[]> {
  const rows = await db.assignment.findMany({
    where: { teamId: { in: [...teamIds] }, date, state: { not: 'withdrawn' } },
    include: { case: { select: { household: { select: { lat: true, lon: true } }, ...PROMISE } } },
    orderBy: [{ teamId: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  return rows.flatMap(({ case: { household, promises }, state, ...row }) =>
    household.lat === null || household.lon === null
      ? []
      : [{ ...row, state: state as AssignmentState, lat: household.lat, lon: household.lon, promise: promises[0] ?? null }],
  );
}
