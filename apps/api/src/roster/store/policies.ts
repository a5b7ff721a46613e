import type { WorkingTimePolicy, WorkingTimeRules } from '../../contract/people.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';

export interface PolicyRow extends WorkingTimePolicy {
  readonly unitPath: string;
}

const UNIT = { unit: { select: { name: true, path: true } } } as const;

/** Every version that a unit on the way from the root to a path, or below the path, has written; newest first. */
export async function readPolicies(db: Queryable, unitPath: string, unitIdsOnPath: readonly string[]): Promise<PolicyRow[]> {
  const rows = await db.workingTimePolicy.findMany({
    where: { OR: [{ unitId: { in: [...unitIdsOnPath] } }, { unit: { path: { startsWith: unitPath } } }] },
    include: UNIT,
    orderBy: [{ unitId: 'asc' }, { version: 'desc' }],
  });
  return rows.map((row) => ({
    unitId: row.unitId,
    unitName: row.unit.name,
    unitPath: row.unit.path,
    version: row.version,
    rules: row.rules as unknown as WorkingTimeRules,
    note: row.note,
    byName: row.byName,
    createdAt: row.createdAt.toISOString(),
  }));
}

export async function insertPolicy(
  tx: Transaction,
  policy: { id: string; unitId: string; version: number; rules: WorkingTimeRules; note: string },
  by: { accountId: string | null; byName: string },
  now: Date,
): Promise<void> {
  await tx.workingTimePolicy.create({ data: { ...policy, rules: { ...policy.rules }, ...by, createdAt: now } });
}
