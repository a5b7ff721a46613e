import type { ShiftOverride, ShiftSeries } from '../contract/teams.ts';
import { Prisma } from '../db/generated/client.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

/** A series with what its expansion needs to know about its team. */
export interface SeriesOfUnit {
  readonly series: ShiftSeries;
  readonly unitPath: string;
  /** ISO 3166 code: whose holidays. */
  readonly country: string;
  /** Rises with everything that changes its shifts. */
  readonly sequence: number;
}

export interface TeamOfCalendar {
  readonly id: string;
  readonly name: string;
  readonly depotId: string;
  readonly unitPath: string;
  readonly country: string;
}

const UNIT = {
  team: { select: { unit: { select: { path: true, country: true } } } },
  overrides: { orderBy: { date: 'asc' } },
} as const;
type SeriesRow = Prisma.ShiftSeriesGetPayload<{ include: typeof UNIT }>;

function toSeries(row: SeriesRow): ShiftSeries {
  return {
    id: row.id,
    teamId: row.teamId,
    startsLocal: row.startsLocal,
    zone: row.zone,
    durationSec: row.durationSec,
    rule: row.rule,
    exceptDates: row.exceptDates,
    extraStarts: row.extraStarts,
    overrides: row.overrides.map(({ date, startsLocal, durationSec, teamId, rest, note }) => ({
      ...{ date, startsLocal, durationSec, teamId, note },
      rest: rest as ShiftOverride['rest'],
    })),
    skipHolidays: row.skipHolidays,
    rest: row.rest as ShiftSeries['rest'],
    version: row.version,
  };
}

const toSeriesOfUnit = (row: SeriesRow): SeriesOfUnit => ({
  series: toSeries(row),
  unitPath: row.team.unit.path,
  country: row.team.unit.country,
  sequence: row.sequence,
});

/** Those whose team is one of these, or of which a shift was given to one of them. */
const touching = (team: Prisma.TeamWhereInput): Prisma.ShiftSeriesWhereInput => ({
  OR: [{ team }, { overrides: { some: { team } } }],
});

/** The series with shifts of the active teams below a unit path (or of one team of them), in a fixed order. */
export async function listSeries(db: Queryable, unitPath: string, teamId?: string): Promise<SeriesOfUnit[]> {
  const rows = await db.shiftSeries.findMany({
    where: touching(activeBelow(unitPath, teamId)),
    include: UNIT,
    orderBy: [{ teamId: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toSeriesOfUnit);
}

const activeBelow = (unitPath: string, teamId?: string): Prisma.TeamWhereInput => ({
  active: true,
  unit: { path: { startsWith: unitPath } },
  ...(teamId === undefined ? {} : { id: teamId }),
});

export async function listActiveTeams(db: Queryable, unitPath: string, teamId?: string): Promise<TeamOfCalendar[]> {
  const rows = await db.team.findMany({
    where: activeBelow(unitPath, teamId),
    select: { id: true, name: true, depotId: true, unit: { select: { path: true, country: true } } },
  });
  return rows.map(({ unit, ...team }) => ({ ...team, unitPath: unit.path, country: unit.country }));
}

export async function findSeries(db: Queryable, id: string): Promise<SeriesOfUnit | null> {
  const row = await db.shiftSeries.findUnique({ where: { id }, include: UNIT });
  return row && toSeriesOfUnit(row);
}

/** The series of some teams and those of which a shift was given to one of them. */
export async function seriesTouchingTeams(db: Queryable, teamIds: string[]): Promise<SeriesOfUnit[]> {
  const rows = await db.shiftSeries.findMany({
    where: touching({ id: { in: teamIds } }),
    include: UNIT,
    orderBy: { id: 'asc' },
  });
  return rows.map(toSeriesOfUnit);
}

/** Locks teams until the transaction ends, so that two series of one are not checked against each other's past. */
export async function lockTeams(db: Transaction, teamIds: readonly string[]): Promise<Map<string, TeamOfCalendar>> {
  const ids = [...new Set(teamIds)].sort();
  for (const id of ids) await db.$executeRaw`SELECT 1 FROM "Team" WHERE "id" = ${id} FOR UPDATE`;
  const rows = await db.team.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true, depotId: true, unit: { select: { path: true, country: true } } },
  });
  return new Map(rows.map(({ unit, ...team }) => [team.id, { ...team, unitPath: unit.path, country: unit.country }]));
}

export async function findTeam(db: Queryable, id: string): Promise<TeamOfCalendar | null> {
  const row = await db.team.findUnique({
    where: { id },
    select: { id: true, name: true, depotId: true, unit: { select: { path: true, country: true } } },
  });
  if (!row) return null;
  const { unit, ...team } = row;
  return { ...team, unitPath: unit.path, country: unit.country };
}

/** Writes a series as it is given, its version too. */
export async function saveSeries(db: Transaction, series: ShiftSeries, sequence: number): Promise<void> {
  const { id, rest, overrides, ...fields } = series;
  const data = { ...fields, rest: rest ?? Prisma.DbNull, sequence };
  await db.shiftSeries.upsert({ where: { id }, create: { id, ...data }, update: data });
  await db.shiftOverride.deleteMany({ where: { seriesId: id } });
  await db.shiftOverride.createMany({
    data: overrides.map((override) => ({ ...override, seriesId: id, rest: override.rest ?? Prisma.DbNull })),
  });
}

export async function removeSeries(db: Transaction, id: string): Promise<void> {
  await db.shiftSeries.delete({ where: { id } });
}

/** Whoever names these shifts by their ids names them by the new ones: the crews of single evenings. */
export async function renameShifts(db: Transaction, names: readonly { from: string; to: string }[]): Promise<void> {
  for (const { from, to } of names) await db.shiftCrew.updateMany({ where: { shiftId: from }, data: { shiftId: to } });
}

/** The crews that were named for single evenings of a series, from a date on. */
export async function namedShiftIds(db: Queryable, seriesId: string, fromDate: string): Promise<string[]> {
  const rows = await db.shiftCrew.findMany({
    where: { shiftId: { startsWith: `${seriesId}_`, gte: `${seriesId}_${fromDate}` } },
    select: { shiftId: true },
  });
  return rows.map(({ shiftId }) => shiftId);
}

/** The country whose holidays count for a unit: "VN". */
export async function countryOfUnit(db: Queryable, unitId: string): Promise<string> {
  return (await db.unit.findUniqueOrThrow({ where: { id: unitId }, select: { country: true } })).country;
}
