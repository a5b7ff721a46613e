import type { Actor } from '../../auth/actor.ts';
import type { PolicyView, WorkingTimePolicy } from '../../contract/people.ts';
import type { Queryable } from '../../db/open-database.ts';
import { unitIdsOnPath } from '../../units/unit-path.ts';
import { DEFAULT_RULES } from '../rules/default-rules.ts';
import { type PolicyRow, readPolicies } from '../store/policies.ts';
import { policyOfUnit } from './rules-of-unit.ts';

const toPolicy = ({ unitPath: _, ...policy }: PolicyRow): WorkingTimePolicy => policy;

/** The working-time rules that count in the actor's unit, where they come from, and the versions the unit wrote itself. */
export async function readPolicy(db: Queryable, actor: Actor): Promise<PolicyView> {
  const policies = await readPolicies(db, actor.unitPath, unitIdsOnPath(actor.unitPath));
  const found = policyOfUnit(policies, actor.unitPath);
  const none = { unitId: actor.unitId, unitName: '', version: 0, rules: DEFAULT_RULES, note: '', byName: null, createdAt: null };
  return {
    policy: found ? toPolicy(found) : none,
    history: policies.filter(({ unitId }) => unitId === actor.unitId).map(toPolicy),
    defaults: DEFAULT_RULES,
  };
}
