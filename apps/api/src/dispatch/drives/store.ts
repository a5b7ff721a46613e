import type { Queryable } from '../../db/open-database.ts';

/** A visit of a team with its home, its evening's other homes in order, and the team's depot. */
export interface VisitOnEvening {
  readonly teamId: string;
  readonly home: { readonly lat: number | null; readonly lon: number | null };
  /** The home before it on that evening, the depot when it is the first. */
  readonly before: { readonly lat: number | null; readonly lon: number | null };
  readonly setsOutAt: Date;
  readonly unit: { readonly path: string; readonly zone: string };
}

export async function findVisitOnEvening(db: Queryable, assignmentId: string): Promise<VisitOnEvening | null> {
  const household = { select: { household: { select: { lat: true, lon: true } } } } as const;
  const visit = await db.assignment.findUnique({
    where: { id: assignmentId },
    select: {
      teamId: true,
      date: true,
      position: true,
      state: true,
      case: household,
      plannedArriveAt: true,
      travelSec: true,
      team: { select: { depot: { select: { lat: true, lon: true } }, unit: { select: { path: true, zone: true } } } },
    },
  });
  if (!visit || visit.state === 'withdrawn') return null;
  const before = await db.assignment.findFirst({
    where: { teamId: visit.teamId, date: visit.date, position: { lt: visit.position }, state: { not: 'withdrawn' } },
    orderBy: { position: 'desc' },
    select: { case: household },
  });
  return {
    teamId: visit.teamId,
    home: visit.case.household,
    before: before?.case.household ?? visit.team.depot,
    setsOutAt: new Date(visit.plannedArriveAt.getTime() - visit.travelSec * 1000),
    unit: visit.team.unit,
  };
}

/** A team's evening as it is now: the depot, then its homes in order. */
export interface EveningOfTeam {
  readonly teamId: string;
  readonly unit: { readonly path: string; readonly zone: string };
  readonly depot: { readonly lat: number | null; readonly lon: number | null };
  readonly visits: readonly {
    readonly lat: number | null;
    readonly lon: number | null;
    readonly arriveAt: Date;
    readonly endAt: Date;
    readonly travelSec: number;
  }[];
}

export async function listEvenings(db: Queryable, unitPath: string, date: string): Promise<EveningOfTeam[]> {
  const teams = await db.team.findMany({
    where: { unit: { path: { startsWith: unitPath } }, assignments: { some: { date, state: { not: 'withdrawn' } } } },
    orderBy: { id: 'asc' },
    select: {
      id: true,
      depot: { select: { lat: true, lon: true } },
      unit: { select: { path: true, zone: true } },
      assignments: {
        where: { date, state: { not: 'withdrawn' } },
        orderBy: { position: 'asc' },
        select: {
          plannedArriveAt: true,
          plannedEndAt: true,
          travelSec: true,
          case: { select: { household: { select: { lat: true, lon: true } } } },
        },
      },
    },
  });
  return teams.map(({ id, depot, unit, assignments }) => ({
    teamId: id,
    unit,
    depot,
    visits: assignments.map(({ plannedArriveAt, plannedEndAt, travelSec, case: { household } }) => ({
      ...household,
      arriveAt: plannedArriveAt,
      endAt: plannedEndAt,
      travelSec,
    })),
  }));
}
