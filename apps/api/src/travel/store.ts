import type { SpeedBand, SpeedTable } from '../contract/speeds.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';
import { unitIdsOnPath } from '../units/unit-path.ts';

/** The newest table of the unit itself or of the nearest unit above it that has one. */
export async function findSpeedTable(db: Queryable, unitPath: string): Promise<SpeedTable | null> {
  const ids = unitIdsOnPath(unitPath);
  const rows = await db.speedTable.findMany({ where: { unitId: { in: ids } }, orderBy: { version: 'desc' } });
  for (const unitId of [...ids].reverse()) {
    const newest = rows.find((row) => row.unitId === unitId);
    if (newest)
      return {
        unitId,
        version: newest.version,
        bands: newest.bands as unknown as SpeedBand[],
        useLearned: newest.useLearned,
      };
  }
  return null;
}

export async function newestSpeedVersion(db: Queryable, unitId: string): Promise<number> {
  const row = await db.speedTable.findFirst({ where: { unitId }, orderBy: { version: 'desc' }, select: { version: true } });
  return row?.version ?? 0;
}

export interface NewSpeedTable {
  readonly id: string;
  readonly unitId: string;
  readonly version: number;
  readonly bands: SpeedBand[];
  readonly useLearned: boolean;
  readonly accountId: string;
  readonly createdAt: Date;
}

export async function insertSpeedTable(tx: Transaction, table: NewSpeedTable): Promise<void> {
  await tx.speedTable.create({ data: { ...table, bands: table.bands } });
}

/** Two people who save at the same moment do it one after the other. */
export async function lockSpeeds(tx: Transaction, unitId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`speeds ${unitId}`}, 0))`;
}

/** A drive that was recorded on the way and at the door. */
export interface RecordedDrive {
  readonly teamId: string;
  readonly date: string;
  readonly unitId: string;
  readonly lat: number;
  readonly lon: number;
  readonly setOutAt: Date;
  readonly arrivedAt: Date;
  readonly depotLat: number;
  readonly depotLon: number;
}

/** The newest drives below a unit, at most so many, in order of teams and time. */
export async function readDrives(db: Queryable, unitPath: string, since: Date, most: number): Promise<RecordedDrive[]> {
  const rows = await db.assignment.findMany({
    where: { team: { unit: { path: { startsWith: unitPath } } }, travellingAt: { not: null }, arrivedAt: { gte: since } },
    orderBy: { arrivedAt: 'desc' },
    take: most,
    select: {
      teamId: true,
      date: true,
      travellingAt: true,
      arrivedAt: true,
      team: { select: { depot: { select: { lat: true, lon: true } } } },
      case: { select: { unitId: true, household: { select: { lat: true, lon: true } } } },
    },
  });
  return rows
    .flatMap(({ teamId, date, travellingAt, arrivedAt, team, case: visitCase }) => {
      const { lat, lon } = visitCase.household;
      if (lat === null || lon === null || !travellingAt || !arrivedAt) return [];
      const depot = { depotLat: team.depot.lat, depotLon: team.depot.lon };
      return [{ teamId, date, unitId: visitCase.unitId, lat, lon, setOutAt: travellingAt, arrivedAt, ...depot }];
    })
    .sort((a, b) => (a.teamId === b.teamId ? a.arrivedAt.getTime() - b.arrivedAt.getTime() : a.teamId < b.teamId ? -1 : 1));
}

export async function findSpeedUnit(db: Queryable, unitId: string): Promise<{ id: string; path: string; zone: string } | null> {
  return db.unit.findUnique({ where: { id: unitId }, select: { id: true, path: true, zone: true } });
}
