import type { Need, Requirement } from '../../contract/codes.ts';
import type { Queryable } from '../../db/open-database.ts';

/** A published visit that no team has set out for. */
export interface PlannedVisit {
  readonly id: string;
  readonly caseId: string;
  readonly teamId: string;
  readonly date: string;
  readonly shiftOpensAt: Date;
  readonly plannedStartAt: Date;
  readonly needs: Need[];
  readonly requirements: Requirement[];
  readonly promise: { readonly opensAt: Date; readonly closesAt: Date } | null;
}

/** Those of the teams below a unit path on dates from one on, in order of time. */
export async function readPlannedVisits(db: Queryable, unitPath: string, fromDate: string): Promise<PlannedVisit[]> {
  const rows = await db.assignment.findMany({
    where: {
      team: { unit: { path: { startsWith: unitPath } } },
      date: { gte: fromDate },
      state: { in: ['assigned', 'acknowledged'] },
    },
    include: {
      case: {
        select: {
          needs: true,
          requirements: true,
          promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1, select: { opensAt: true, closesAt: true } },
        },
      },
    },
    orderBy: [{ plannedStartAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ case: one, ...row }) => ({
    id: row.id,
    caseId: row.caseId,
    teamId: row.teamId,
    date: row.date,
    shiftOpensAt: row.shiftOpensAt,
    plannedStartAt: row.plannedStartAt,
    needs: one.needs as Need[],
    requirements: one.requirements as Requirement[],
    promise: one.promises[0] ?? null,
  }));
}
