import type { Actor } from '../../auth/actor.ts';
import type { CaseBonds, CaseDetail } from '../../contract/cases.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { changeCase } from '../change-case.ts';
import { bindVisits } from './bind-visits.ts';
import { findBondOf } from './store.ts';

/**
 * Says that a case takes a second team at the same moment, or another visit days later; the next plan keeps to it. Refused with
 * `invalid-input` for a case that is settled, or that belongs to another one itself.
 */
export function setBonds(
  deps: Deps,
  actor: Actor,
  { commandId, caseId, bonds }: { commandId: string; caseId: string; bonds: CaseBonds },
): Promise<CaseDetail> {
  const command = { commandId, caseId, kind: 'set-bonds', body: { caseId, bonds } };
  return changeCase(deps, actor, command, async (tx) => {
    const own = await findBondOf(tx, caseId);
    if (!own?.isOpen || own.boundToId) {
      throw new ProblemError('invalid-input', { detail: 'Only an open case that belongs to no other can have further visits.' });
    }
    return [caseId, ...(await bindVisits(tx, deps, caseId, bonds))];
  });
}
