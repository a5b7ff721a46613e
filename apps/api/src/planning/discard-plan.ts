import { type Actor, requireWithin } from '../auth/actor.ts';
import type { PlanSummary } from '../contract/planning.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { discardDraft, findPlanSummary } from './store/plans.ts';

/** Puts a draft away; what is published can only be superseded. */
export async function discardPlan(deps: Deps, actor: Actor, input: { commandId: string; planId: string }): Promise<PlanSummary> {
  const { commandId, planId } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'planning.discard', bodyHash: hashBody({ planId }), now };
  return deps.db.transaction(async (tx) => {
    const found = await findPlanSummary(tx, planId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    return runOnce(tx, command, async () => {
      if (!(await discardDraft(tx, planId))) throw new ProblemError('plan-not-draft', { params: { state: found.plan.state } });
      return (await findPlanSummary(tx, planId))!.plan;
    });
  });
}
