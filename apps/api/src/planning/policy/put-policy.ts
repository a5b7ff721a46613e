import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { PlanPolicy, PolicyInput } from '../../contract/plan-policy.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { findPlanningUnit } from '../store/input.ts';
import { insertPolicy, lockPolicy, newestPolicyVersion } from '../store/policies.ts';

/** Stores a unit's next planning policy; runs asked for from then on use it. Refuses with `changed-meanwhile` on a stale base. */
export async function putPolicy(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; policy: PolicyInput },
): Promise<PlanPolicy> {
  const { commandId, policy } = input;
  const { unitId, baseVersion, terms } = policy;
  const now = deps.clock.now();
  const { accountId } = actor;
  const command = { commandId, accountId, kind: 'planning.put-policy', bodyHash: hashBody(policy), now };
  return deps.db.transaction(async (tx) => {
    const unit = await findPlanningUnit(tx, unitId);
    if (!unit) throw new ProblemError('not-found', { detail: 'There is no such unit.' });
    requireWithin(actor, unit.path);
    return runOnce(tx, command, async () => {
      await lockPolicy(tx, unitId);
      const newest = await newestPolicyVersion(tx, unitId);
      if (newest !== baseVersion) throw new ProblemError('changed-meanwhile', { params: { version: newest } });
      const version = newest + 1;
      await insertPolicy(tx, { id: deps.ids.newId(), unitId, version, terms, accountId, createdAt: now });
      return { unitId, version, terms };
    });
  });
}
