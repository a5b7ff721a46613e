import type { Unit } from '../contract/units.ts';
import type { Queryable, Transaction } from '../db/open-database.ts';

export interface UnitRow extends Unit {
  zone: string;
  country: string;
  revision: number;
}

const toUnit = (row: {
  id: string;
  parentId: string | null;
  path: string;
  kind: string;
  name: string;
  nameEn: string;
}): Unit => ({
  id: row.id,
  parentId: row.parentId,
  path: row.path,
  kind: row.kind as Unit['kind'],
  name: row.name,
  nameEn: row.nameEn,
});

export async function findUnit(db: Queryable, id: string): Promise<UnitRow | null> {
  const row = await db.unit.findUnique({ where: { id } });
  return row && { ...toUnit(row), zone: row.zone, country: row.country, revision: row.revision };
}

/** Null: there is no such unit. */
export async function findUnitPath(db: Queryable, unitId: string): Promise<string | null> {
  return (await db.unit.findUnique({ where: { id: unitId }, select: { path: true } }))?.path ?? null;
}

/** All units, parents before children. */
export async function listUnits(db: Queryable): Promise<Unit[]> {
  const rows = await db.unit.findMany({ orderBy: { path: 'asc' } });
  return rows.map(toUnit);
}

export interface NewUnit extends Unit {
  nameFolded: string;
  zone: string;
  country: string;
}

export async function insertUnits(db: Transaction, units: NewUnit[]): Promise<void> {
  await db.unit.createMany({ data: units });
}

export async function countUnits(db: Queryable): Promise<number> {
  return db.unit.count();
}

/** Whoever fills the tree of units waits for whoever does so already. */
export async function lockUnits(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('units', 0))`;
}
