import { type Actor, requireWithin } from '../auth/actor.ts';
import type { CaseDetail } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { findCase } from './store.ts';

export async function readCase(deps: Deps, actor: Actor, caseId: string): Promise<CaseDetail> {
  const found = await findCase(deps.db.client, caseId);
  if (!found) throw new ProblemError('not-found');
  requireWithin(actor, found.unitPath);
  return withPinInWard(deps.places, found.detail);
}
