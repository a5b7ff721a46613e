import type { DepotClosure } from '../../contract/teams.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

const toClosure = ({ id, depotId, fromDate, toDate, reason, version }: DepotClosure): DepotClosure => ({
  ...{ id, depotId, fromDate, toDate, reason, version },
});

/** The closures of some depots that touch a range of dates. */
export async function listClosures(
  db: Queryable,
  depotIds: string[],
  { from, to }: { readonly from: string; readonly to: string },
): Promise<DepotClosure[]> {
  const rows = await db.depotClosure.findMany({
    where: { depotId: { in: depotIds }, fromDate: { lte: to }, toDate: { gte: from } },
    orderBy: [{ fromDate: 'asc' }, { id: 'asc' }],
  });
  return rows.map(toClosure);
}

/** Locks the depot until the transaction ends; null when there is none. */
export async function lockDepot(db: Transaction, depotId: string): Promise<{ unitPath: string } | null> {
  await db.$executeRaw`SELECT 1 FROM "Depot" WHERE "id" = ${depotId} FOR UPDATE`;
  const depot = await db.depot.findUnique({ where: { id: depotId }, select: { unit: { select: { path: true } } } });
  return depot && { unitPath: depot.unit.path };
}

export async function findClosure(db: Queryable, id: string): Promise<DepotClosure | null> {
  const row = await db.depotClosure.findUnique({ where: { id } });
  return row && toClosure(row);
}

/** Writes a closure with the version after the one given. */
export async function saveClosure(db: Transaction, closure: DepotClosure): Promise<DepotClosure> {
  const { id, ...fields } = closure;
  const data = { ...fields, version: closure.version + 1 };
  return toClosure(await db.depotClosure.upsert({ where: { id }, create: { id, ...data }, update: data }));
}

export async function removeClosure(db: Transaction, id: string): Promise<void> {
  await db.depotClosure.delete({ where: { id } });
}

/** Calendars that subscribed to teams of a depot must notice: the number of all their series rises. */
export async function raiseSequenceOfDepots(db: Transaction, depotIds: string[]): Promise<void> {
  await db.shiftSeries.updateMany({
    where: { OR: [{ team: { depotId: { in: depotIds } } }, { overrides: { some: { team: { depotId: { in: depotIds } } } } }] },
    data: { sequence: { increment: 1 } },
  });
}
