import type {
  AssignmentState,
  Bond,
  CaseState,
  Mobility,
  Need,
  PlanState,
  Requirement,
  UnassignedReason,
} from '../../contract/codes.ts';
import type { WeeklyWindow } from '../../contract/common.ts';
import type { Queryable } from '../../db/open-database.ts';

export interface OpenCase {
  readonly id: string;
  readonly householdId: string;
  readonly lat: number | null;
  readonly lon: number | null;
  readonly mobility: Mobility;
  readonly needs: Need[];
  readonly requirements: Requirement[];
  readonly windows: WeeklyWindow[];
  readonly priority: number;
  readonly createdAt: Date;
  readonly boundToId: string | null;
  readonly bond: Bond | null;
  readonly bondDays: number | null;
}

/** A published visit that is not withdrawn. */
export interface LiveAssignment {
  readonly id: string;
  readonly caseId: string;
  readonly teamId: string;
  readonly date: string;
  readonly shiftClosesAt: Date;
  readonly plannedStartAt: Date;
  readonly plannedEndAt: Date;
  readonly state: string;
  readonly lat: number | null;
  readonly lon: number | null;
}

/** What families of plannable cases below a unit path were told and that still holds; the latest of each. */
export async function readTold(db: Queryable, unitPath: string): Promise<{ caseId: string; opensAt: Date; closesAt: Date }[]> {
  const rows = await db.visitPromise.findMany({
    where: { endedAt: null, case: { unit: { path: { startsWith: unitPath } }, state: { in: PLANNABLE } } },
    select: { caseId: true, opensAt: true, closesAt: true },
    orderBy: [{ toldAt: 'asc' }, { id: 'asc' }],
  });
  return [...new Map(rows.map((row) => [row.caseId, row])).values()];
}

/** When the visits of cases that others wait for began, or are published to begin; the latest of each case. */
export async function readFirstVisits(db: Queryable, caseIds: readonly string[]): Promise<Map<string, Date>> {
  const states: AssignmentState[] = ['assigned', 'acknowledged', 'travelling', 'arrived', 'finished'];
  const rows = await db.assignment.findMany({
    where: { caseId: { in: [...caseIds] }, state: { in: states } },
    select: { caseId: true, plannedStartAt: true, arrivedAt: true },
    orderBy: [{ plannedStartAt: 'asc' }, { id: 'asc' }],
  });
  return new Map(rows.map(({ caseId, plannedStartAt, arrivedAt }) => [caseId, arrivedAt ?? plannedStartAt]));
}

/** How many published plans had no room for a case, by case. */
export async function countPassedOver(db: Queryable, unitPath: string): Promise<Map<string, number>> {
  const published: PlanState[] = ['published', 'superseded'];
  const noRoom: UnassignedReason = 'no_room_left';
  const rows = await db.unassigned.groupBy({
    by: ['caseId'],
    where: { reason: noRoom, plan: { state: { in: published } }, case: { unit: { path: { startsWith: unitPath } } } },
    _count: true,
  });
  return new Map(rows.map(({ caseId, _count }) => [caseId, _count]));
}

/** Teams that have been at a home, by household. */
export async function readKnownTeams(db: Queryable, unitPath: string): Promise<Map<string, string[]>> {
  const been: AssignmentState = 'finished';
  const rows = await db.assignment.findMany({
    where: { state: been, case: { unit: { path: { startsWith: unitPath } } } },
    select: { teamId: true, case: { select: { householdId: true } } },
    distinct: ['teamId', 'caseId'],
  });
  const known = new Map<string, string[]>();
  for (const { teamId, case: one } of rows) known.set(one.householdId, [...(known.get(one.householdId) ?? []), teamId]);
  return known;
}

export interface TeamToPlan {
  readonly id: string;
  readonly depot: { readonly lat: number; readonly lon: number };
}

export const PLANNABLE: CaseState[] = ['waiting', 'scheduled'];
export const OPEN_STATES = ['assigned', 'acknowledged', 'travelling', 'arrived'];

/** Cases below a unit path that still need a visit, the most urgent first. */
export async function readOpenCases(db: Queryable, unitPath: string): Promise<OpenCase[]> {
  const rows = await db.case.findMany({
    where: { unit: { path: { startsWith: unitPath } }, state: { in: PLANNABLE } },
    select: {
      id: true,
      householdId: true,
      mobility: true,
      needs: true,
      requirements: true,
      windows: true,
      priority: true,
      createdAt: true,
      boundToId: true,
      bond: true,
      bondDays: true,
      household: { select: { lat: true, lon: true } },
    },
    orderBy: [{ priority: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ household, ...row }) => ({
    ...row,
    ...household,
    mobility: row.mobility as Mobility,
    needs: row.needs as Need[],
    requirements: row.requirements as Requirement[],
    windows: row.windows as unknown as WeeklyWindow[],
    bond: row.bond as Bond | null,
  }));
}

/** Visits of cases or teams below a unit path that are open, or finished on one of the dates from `fromDate` on. */
export async function readLiveAssignments(db: Queryable, unitPath: string, fromDate: string): Promise<LiveAssignment[]> {
  const below = { unit: { path: { startsWith: unitPath } } };
  const rows = await db.assignment.findMany({
    where: {
      AND: [
        { OR: [{ case: below }, { team: below }] },
        { OR: [{ state: { in: OPEN_STATES } }, { state: 'finished', date: { gte: fromDate } }] },
      ],
    },
    select: {
      id: true,
      caseId: true,
      teamId: true,
      date: true,
      shiftClosesAt: true,
      plannedStartAt: true,
      plannedEndAt: true,
      state: true,
      case: { select: { household: { select: { lat: true, lon: true } } } },
    },
  });
  return rows.map(({ case: visitCase, ...row }) => ({ ...row, ...visitCase.household }));
}

/** Active teams below a unit path, and where they start. */
export async function readTeams(db: Queryable, unitPath: string): Promise<TeamToPlan[]> {
  return db.team.findMany({
    where: { active: true, unit: { path: { startsWith: unitPath } } },
    select: { id: true, depot: { select: { lat: true, lon: true } } },
  });
}

export interface PlanningUnit {
  readonly id: string;
  readonly path: string;
  readonly zone: string;
  readonly revision: number;
}

export async function findPlanningUnit(db: Queryable, id: string): Promise<PlanningUnit | null> {
  return db.unit.findUnique({ where: { id }, select: { id: true, path: true, zone: true, revision: true } });
}

export async function countOpenCases(db: Queryable, unitPath: string): Promise<number> {
  return db.case.count({ where: { unit: { path: { startsWith: unitPath } }, state: { in: PLANNABLE } } });
}

/** Where a team starts, and whose it is. */
export async function findTeamDepot(db: Queryable, teamId: string) {
  return db.team.findUnique({
    where: { id: teamId },
    select: { depot: { select: { lat: true, lon: true } }, unit: { select: { path: true, zone: true } } },
  });
}

/** The team that is on its way to a case, or at its door, on a date. */
export async function findBegunTeam(db: Queryable, { caseId, date }: { caseId: string; date: string }): Promise<string | null> {
  const begun: AssignmentState[] = ['travelling', 'arrived'];
  const row = await db.assignment.findFirst({ where: { caseId, date, state: { in: begun } }, select: { teamId: true } });
  return row?.teamId ?? null;
}
