import { type Actor, requireWithin } from '../auth/actor.ts';
import type { CaseSearch, CaseSearchResult } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { findUnit } from '../units/store.ts';
import { withPinInWard } from './pin-in-ward.ts';
import { searchCases as search } from './store.ts';

/** The cases the actor may see that match, in the order of priority. */
export async function searchCases(deps: Deps, actor: Actor, input: CaseSearch): Promise<CaseSearchResult> {
  let unitPath = actor.unitPath;
  if (input.unitId !== undefined) {
    const unit = await findUnit(deps.db.client, input.unitId);
    if (!unit) throw new ProblemError('not-found');
    requireWithin(actor, unit.path);
    unitPath = unit.path;
  }
  const { cases, totalCount } = await search(deps.db.client, unitPath, input, deps.clock.now().getUTCFullYear());
  return { cases: cases.map((one) => withPinInWard(deps.places, one)), totalCount, truncated: cases.length < totalCount };
}
