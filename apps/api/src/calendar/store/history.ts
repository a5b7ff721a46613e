import type { ShiftSeries } from '../../contract/teams.ts';
import { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

/** A state that a series has had; null: it was removed. */
export interface PastState {
  readonly version: number;
  readonly sequence: number;
  readonly state: ShiftSeries | null;
}

/** Adds a state; of one that is there already, the first stays. */
export async function keepState(
  db: Transaction,
  seriesId: string,
  past: PastState,
  who: { readonly now: Date; readonly accountId: string },
): Promise<void> {
  const state = past.state === null ? Prisma.DbNull : (past.state as Prisma.InputJsonObject);
  await db.shiftSeriesVersion.createMany({
    data: [{ seriesId, version: past.version, sequence: past.sequence, state, savedAt: who.now, accountId: who.accountId }],
    skipDuplicates: true,
  });
}

export async function findState(db: Queryable, seriesId: string, version: number): Promise<ShiftSeries | null> {
  const row = await db.shiftSeriesVersion.findUnique({ where: { seriesId_version: { seriesId, version } } });
  return (row?.state ?? null) as ShiftSeries | null;
}

/** States that a series has had, newest first; so many as an undo may go back. */
export async function pastStates(db: Queryable, seriesId: string): Promise<ShiftSeries[]> {
  const rows = await db.shiftSeriesVersion.findMany({ where: { seriesId }, orderBy: { version: 'desc' }, take: PAST_STATES });
  return rows.flatMap(({ state }) => (state === null ? [] : [state as unknown as ShiftSeries]));
}
const PAST_STATES = 50;

/** The last numbers a series has had, though it was removed since; zeros for one that never was. */
export async function lastNumbers(db: Queryable, seriesId: string): Promise<{ version: number; sequence: number }> {
  const row = await db.shiftSeriesVersion.findFirst({ where: { seriesId }, orderBy: { version: 'desc' } });
  return { version: row?.version ?? 0, sequence: row?.sequence ?? -1 };
}
