import type { Actor } from '../auth/actor.ts';
import type { AccessChange } from '../contract/access.ts';
import type { CaseDetail } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { changeCase } from './change-case.ts';
import { updateAccess } from './store.ts';

/** Writes down how one gets to a person. Teams that are about to go to that home hear of it at once, whichever of its people they visit. */
export function setAccess(
  deps: Deps,
  actor: Actor,
  { commandId, caseId, change }: { commandId: string; caseId: string; change: AccessChange },
): Promise<CaseDetail> {
  const command = { commandId, caseId, kind: 'set-access', body: { caseId, change } };
  return changeCase(deps, actor, command, (tx, _found, now) => updateAccess(tx, caseId, { ...change, now }));
}
