import type { PlanPolicy, PolicyTerms } from '../../contract/plan-policy.ts';
import type { Prisma } from '../../db/generated/client.ts';
import type { Queryable, Transaction } from '../../db/open-database.ts';
import { unitIdsOnPath } from '../../units/unit-path.ts';

/** The newest policy of the unit itself, or of the nearest unit above it that has one. */
export async function findPolicy(db: Queryable, unitPath: string): Promise<PlanPolicy | null> {
  const ids = unitIdsOnPath(unitPath);
  const rows = await db.planPolicy.findMany({ where: { unitId: { in: ids } }, orderBy: { version: 'desc' } });
  for (const unitId of [...ids].reverse()) {
    const newest = rows.find((row) => row.unitId === unitId);
    if (newest) return { unitId, version: newest.version, terms: newest.terms as unknown as PolicyTerms };
  }
  return null;
}

export async function newestPolicyVersion(db: Queryable, unitId: string): Promise<number> {
  const row = await db.planPolicy.findFirst({ where: { unitId }, orderBy: { version: 'desc' }, select: { version: true } });
  return row?.version ?? 0;
}

export interface NewPolicy {
  readonly id: string;
  readonly unitId: string;
  readonly version: number;
  readonly terms: PolicyTerms;
  readonly accountId: string | null;
  readonly createdAt: Date;
}

export async function insertPolicy(tx: Transaction, policy: NewPolicy): Promise<void> {
  await tx.planPolicy.create({ data: { ...policy, terms: policy.terms as Prisma.InputJsonObject } });
}

/** Two people who save at the same moment do it one after the other. */
export async function lockPolicy(tx: Transaction, unitId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`policy ${unitId}`}, 0))`;
}
