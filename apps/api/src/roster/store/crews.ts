import type { Breach, OverrideView } from '../../contract/people.ts';
import type { BreachRule } from '../../contract/working-time-codes.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import type { ChosenCrew } from '../crews/crew-of-shift.ts';

/** Whose crews change waits here for whoever changes crews of the same tree of units: no two commands book one person or kit twice. */
export async function lockCrews(tx: Transaction, unitPath: string): Promise<void> {
  const root = unitPath.split('/')[0];
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`crews ${root}`}, 0))`;
}

export interface CrewToSave extends Omit<ChosenCrew, 'version'> {
  readonly shiftId: string;
  readonly unitId: string;
  readonly teamId: string;
  readonly date: string;
  readonly rosterId: string | null;
  /** The one it replaces. */
  readonly version: number;
}

/** Writes what a shift has of its own with the next version. */
export async function saveCrew(tx: Transaction, crew: CrewToSave): Promise<void> {
  const { shiftId, personIds, ...fields } = crew;
  const data = { ...fields, personIds: [...personIds], version: crew.version + 1 };
  await tx.shiftCrew.upsert({ where: { shiftId }, create: { shiftId, ...data }, update: data });
}

export async function findChosen(db: Queryable, shiftIds: readonly string[]): Promise<(CrewToSave & { version: number })[]> {
  return db.shiftCrew.findMany({ where: { shiftId: { in: [...shiftIds] } }, orderBy: { shiftId: 'asc' } });
}

export async function removeChosen(tx: Transaction, shiftIds: readonly string[]): Promise<void> {
  await tx.shiftCrew.deleteMany({ where: { shiftId: { in: [...shiftIds] } } });
}

/** Records who let which rule be broken, and why. */
export async function insertOverrides(
  tx: Transaction,
  breaches: readonly Breach[],
  by: { unitId: string; accountId: string; byName: string; reason: string; now: Date },
  newId: () => string,
): Promise<void> {
  await tx.ruleOverride.createMany({
    data: breaches.map(({ personId, rule, date, limit, value, shiftId }) => ({
      id: newId(),
      unitId: by.unitId,
      ...{ personId, rule, date, limit, value },
      shiftId: shiftId ?? '',
      reason: by.reason,
      accountId: by.accountId,
      byName: by.byName,
      createdAt: by.now,
    })),
  });
}

/** Overrides below a unit path about dates from one on, newest first. */
export async function readOverrides(db: Queryable, unitPath: string, fromDate: string): Promise<OverrideView[]> {
  const rows = await db.ruleOverride.findMany({
    where: { unit: { path: { startsWith: unitPath } }, date: { gte: fromDate } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 1000,
  });
  return rows.map(({ unitId: _, accountId: __, rule, createdAt, ...row }) => ({
    ...row,
    rule: rule as BreachRule,
    createdAt: createdAt.toISOString(),
  }));
}
