import type { Actor } from '../auth/actor.ts';
import type { CaseDetail, CaseRequirements } from '../contract/cases.ts';
import type { Deps } from '../deps.ts';
import { changeCase } from './change-case.ts';
import { updateRequirements } from './store.ts';

/** Says what a visit asks of its crew; the next plan keeps to it. Teams that are about to go there hear of it. */
export function setRequirements(
  deps: Deps,
  actor: Actor,
  { commandId, caseId, change }: { commandId: string; caseId: string; change: CaseRequirements },
): Promise<CaseDetail> {
  const command = { commandId, caseId, kind: 'set-requirements', body: { caseId, change } };
  const requirements = [...new Set(change.requirements)];
  return changeCase(deps, actor, command, async (tx, _found, now) =>
    (await updateRequirements(tx, caseId, { requirements, version: change.version, now })) ? [caseId] : null,
  );
}
