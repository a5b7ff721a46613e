import type { AssignmentState } from '../../contract/codes.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { EveningVisit } from './expect-arrivals.ts';

/** All visits of one team on one date that were not taken back, and what else its times depend on. */
export interface TeamDay {
  teamId: string;
  date: string;
  shiftOpensAt: Date;
  shiftClosesAt: Date;
  breaks: { startMs: number; endMs: number }[];
  /** From the last home to the depot, as planned. */
  returnSec: number;
  visits: DayVisit[];
}

export interface DayVisit extends EveningVisit {
  unitId: string;
  caseId: string;
  toldAt: Date | null;
  plannedArriveMs: number;
  etaMs: number | null;
  etaSpreadSec: number | null;
  promise: { opensMs: number; closesMs: number } | null;
}

/** The days of teams on which something is open, between local dates; or the one asked for. */
export async function readTeamDays(
  db: Queryable,
  of: { teamId: string; date: string } | { from: string; to: string },
): Promise<TeamDay[]> {
  const dates = 'teamId' in of ? of.date : { gte: of.from, lte: of.to };
  const rows = await db.assignment.findMany({
    where: { ...('teamId' in of ? { teamId: of.teamId } : {}), date: dates, state: { not: 'withdrawn' } },
    include: { case: { select: { promises: { where: { endedAt: null }, orderBy: { toldAt: 'desc' }, take: 1 } } } },
    orderBy: [{ teamId: 'asc' }, { date: 'asc' }, { position: 'asc' }, { id: 'asc' }],
  });
  const days = new Map<string, TeamDay & { planIds: Set<string> }>();
  for (const row of rows) {
    const { teamId, date } = row;
    const key = `${teamId} ${date}`;
    let day = days.get(key);
    if (!day) {
      const { shiftOpensAt, shiftClosesAt } = row;
      day = { teamId, date, shiftOpensAt, shiftClosesAt, breaks: [], returnSec: 0, visits: [], planIds: new Set() };
      days.set(key, day);
    }
    day.planIds.add(row.planId);
    const [promise] = row.case.promises;
    day.visits.push({
      id: row.id,
      unitId: row.unitId,
      caseId: row.caseId,
      position: row.position,
      state: row.state as AssignmentState,
      plannedArriveMs: row.plannedArriveAt.getTime(),
      plannedStartMs: row.plannedStartAt.getTime(),
      plannedEndMs: row.plannedEndAt.getTime(),
      travelSec: row.travelSec,
      travellingMs: row.travellingAt?.getTime() ?? null,
      arrivedMs: row.arrivedAt?.getTime() ?? null,
      finishedMs: row.finishedAt?.getTime() ?? null,
      opensMs: promise?.opensAt.getTime() ?? null,
      toldAt: row.toldAt,
      etaMs: row.etaAt?.getTime() ?? null,
      etaSpreadSec: row.etaSpreadSec,
      promise: promise ? { opensMs: promise.opensAt.getTime(), closesMs: promise.closesAt.getTime() } : null,
    });
  }
  const found = [...days.values()].filter((day) => 'teamId' in of || day.visits.some(isOpen));
  await addPlanned(db, found);
  return found.map(({ planIds: _, ...day }) => day);
}

function isOpen({ state }: { state: AssignmentState }): boolean {
  return state !== 'finished';
}

/** Breaks and the way home, from the plans the visits came from. */
async function addPlanned(db: Queryable, days: (TeamDay & { planIds: Set<string> })[]): Promise<void> {
  const planIds = [...new Set(days.flatMap((day) => [...day.planIds]))];
  const dates = [...new Set(days.map(({ date }) => date))];
  const routes = await db.planRoute.findMany({
    where: { planId: { in: planIds }, date: { in: dates }, teamId: { in: days.map(({ teamId }) => teamId) } },
    select: { planId: true, teamId: true, date: true, stops: { where: { kind: { in: ['break', 'return'] } } } },
  });
  for (const day of days) {
    const own = routes.filter((route) => route.teamId === day.teamId && route.date === day.date && day.planIds.has(route.planId));
    for (const { stops } of own) {
      for (const { kind, startAt, endAt, travelSec } of stops) {
        if (kind === 'break') day.breaks.push({ startMs: startAt.getTime(), endMs: endAt.getTime() });
        else day.returnSec = Math.max(day.returnSec, travelSec);
      }
    }
  }
}

/** Writes expected arrivals; those that are told get a new version. */
export async function updateEtas(
  tx: Transaction,
  etas: { id: string; etaAt: Date; etaSpreadSec: number; isTold: boolean }[],
): Promise<void> {
  if (etas.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Assignment" a SET "etaAt" = x."etaAt", "etaSpreadSec" = x."etaSpreadSec",
      "version" = a."version" + CASE WHEN x."isTold" THEN 1 ELSE 0 END
    FROM jsonb_to_recordset(${JSON.stringify(etas)}::jsonb) AS x("id" text, "etaAt" timestamptz, "etaSpreadSec" int, "isTold" boolean)
    WHERE a."id" = x."id"`;
}

export async function findTeamOfVisit(db: Queryable, assignmentId: string): Promise<string | null> {
  const row = await db.assignment.findUnique({ where: { id: assignmentId }, select: { teamId: true } });
  return row?.teamId ?? null;
}
