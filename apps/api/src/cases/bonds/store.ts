import type { Bond, CaseState, Need } from '../../contract/codes.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

const OPEN_STATES: CaseState[] = ['waiting', 'scheduled', 'blocked'];

export interface BoundCase {
  readonly id: string;
  readonly bond: Bond;
  readonly days: number | null;
}

/** The open visits that belong to a case. */
export async function readBound(db: Queryable, firstId: string): Promise<BoundCase[]> {
  const rows = await db.case.findMany({ where: { boundToId: firstId, state: { in: OPEN_STATES } }, orderBy: { id: 'asc' } });
  return rows.map(({ id, bond, bondDays }) => ({ id, bond: bond as Bond, days: bondDays }));
}

/** Writes a visit that belongs to another one; its person, home and hours are those of the first. */
export async function insertBound(
  tx: Transaction,
  firstId: string,
  bound: BoundCase & { readonly need: Need; readonly now: Date },
): Promise<void> {
  const { id, bond, days, need, now } = bound;
  const { foundAtId: _, ...first } = await tx.case.findUniqueOrThrow({ where: { id: firstId } });
  const state: CaseState = 'waiting';
  await tx.case.create({
    data: {
      ...{ ...first, windows: first.windows ?? [], id, state, version: 1, createdAt: now, updatedAt: now },
      // What the crew must bring is the first visit's.
      ...{ needs: [need], requirements: [], boundToId: firstId, bond, bondDays: days },
    },
  });
}

/** Closes visits that nobody needs any more. */
export async function closeBound(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
  const state: CaseState = 'closed';
  const data = { state, updatedAt: now, version: { increment: 1 } };
  await tx.case.updateMany({ where: { id: { in: [...ids] }, state: { in: OPEN_STATES } }, data });
}

/** The bond of a case, if its visit belongs to another one; and whether it is still open. */
export async function findBondOf(db: Queryable, id: string): Promise<{ boundToId: string | null; isOpen: boolean } | null> {
  const row = await db.case.findUnique({ where: { id }, select: { boundToId: true, state: true } });
  return row && { boundToId: row.boundToId, isOpen: OPEN_STATES.some((state) => state === row.state) };
}
