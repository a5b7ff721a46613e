import type { PlanPolicy } from '../../contract/plan-policy.ts';
import type { Queryable } from '../../db/open-database.ts';
import { findPolicy } from '../store/policies.ts';
import { DEFAULT_POLICY } from './default-policy.ts';

/** The policy that counts for a unit. Terms that were added after it was saved have their defaults. */
export async function readPolicy(db: Queryable, unitPath: string): Promise<PlanPolicy> {
  const found = await findPolicy(db, unitPath);
  if (!found) return { unitId: null, version: 0, terms: DEFAULT_POLICY };
  return { ...found, terms: { ...DEFAULT_POLICY, ...found.terms } };
}
