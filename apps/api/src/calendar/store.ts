import type { ShiftSeries } from '../contract/teams.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

/** A series with what its expansion needs to know about its team. */
export interface SeriesOfUnit {
  readonly series: ShiftSeries;
  readonly unitPath: string;
  /** ISO 3166 code: whose holidays. */
  readonly country: string;
}

const UNIT = { team: { select: { unit: { select: { path: true, country: true } } } } } as const;
type SeriesRow = Prisma.ShiftSeriesGetPayload<{ include: typeof UNIT }>;

function toSeries(row: Omit<SeriesRow, 'team'>): ShiftSeries {
  return {
    id: row.id,
    teamId: row.teamId,
    startsLocal: row.startsLocal,
    zone: row.zone,
    durationSec: row.durationSec,
    rule: row.rule,
    exceptDates: row.exceptDates,
    skipHolidays: row.skipHolidays,
    rest: row.rest as ShiftSeries['rest'],
    version: row.version,
  };
}

const toSeriesOfUnit = (row: SeriesRow): SeriesOfUnit => ({
  series: toSeries(row),
  unitPath: row.team.unit.path,
  country: row.team.unit.country,
});

/** The series of the active teams below a unit path (or of one team of them), in a fixed order. */
export async function listSeries(db: Queryable, unitPath: string, teamId?: string): Promise<SeriesOfUnit[]> {
  const rows = await db.shiftSeries.findMany({
    where: { team: { active: true, unit: { path: { startsWith: unitPath } }, ...(teamId ? { id: teamId } : {}) } },
    include: UNIT,
    orderBy: [{ teamId: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toSeriesOfUnit);
}

export async function findSeries(db: Queryable, id: string): Promise<SeriesOfUnit | null> {
  const row = await db.shiftSeries.findUnique({ where: { id }, include: UNIT });
  return row && toSeriesOfUnit(row);
}

export async function seriesOfTeam(db: Queryable, teamId: string): Promise<ShiftSeries[]> {
  return (await db.shiftSeries.findMany({ where: { teamId } })).map(toSeries);
}

/** Locks the team until the transaction ends, so that two series of it are not checked against each other's past. */
export async function lockTeamOfSeries(db: Transaction, teamId: string): Promise<{ unitPath: string; country: string } | null> {
  await db.$executeRaw`SELECT 1 FROM "Team" WHERE "id" = ${teamId} FOR UPDATE`;
  const team = await db.team.findUnique({ where: { id: teamId }, select: UNIT.team.select });
  return team && { unitPath: team.unit.path, country: team.unit.country };
}

/** Writes a series with the version after the one given. */
export async function saveSeries(db: Transaction, series: ShiftSeries): Promise<void> {
  const { id, rest, ...fields } = series;
  const data = { ...fields, rest: rest ?? Prisma.DbNull, version: series.version + 1 };
  await db.shiftSeries.upsert({ where: { id }, create: { id, ...data }, update: data });
}

export async function removeSeries(db: Transaction, id: string): Promise<void> {
  await db.shiftSeries.delete({ where: { id } });
}

/** The country whose holidays count for a unit: "VN". */
export async function countryOfUnit(db: Queryable, unitId: string): Promise<string> {
  return (await db.unit.findUniqueOrThrow({ where: { id: unitId }, select: { country: true } })).country;
}

export async function countryOfTeam(db: Queryable, teamId: string): Promise<string> {
  const team = await db.team.findUniqueOrThrow({ where: { id: teamId }, select: { unit: { select: { country: true } } } });
  return team.unit.country;
}
