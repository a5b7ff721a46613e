import { type Actor, requireWithin } from '../../auth/actor.ts';
import type { CaseBonds, CaseDetail } from '../../contract/cases.ts';
import { appendLiveMessages } from '../../db/live-messages.ts';
import { runOnce } from '../../db/once.ts';
import type { Deps } from '../../deps.ts';
import { hashBody } from '../../hash-body.ts';
import { ProblemError } from '../../problem.ts';
import { liveUnitChannels } from '../../units/unit-path.ts';
import { withPinInWard } from '../pin-in-ward.ts';
import { findCase } from '../store.ts';
import { bindVisits } from './bind-visits.ts';
import { findBondOf } from './store.ts';

/**
 * Says that a case takes a second team at the same moment, or another visit days later; the next plan keeps to it. Refused with
 * `invalid-input` for a case that is settled, or that belongs to another one itself.
 */
export async function setBonds(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; caseId: string; bonds: CaseBonds },
): Promise<CaseDetail> {
  const { commandId, caseId, bonds } = input;
  const now = deps.clock.now();
  const bodyHash = hashBody({ caseId, bonds });
  return deps.db.transaction(async (tx) => {
    const found = await findCase(tx, caseId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    await runOnce(tx, { commandId, accountId: actor.accountId, kind: 'set-bonds', bodyHash, now }, async () => {
      const own = await findBondOf(tx, caseId);
      if (!own?.isOpen || own.boundToId) {
        throw new ProblemError('invalid-input', {
          detail: 'Only an open case that belongs to no other can have further visits.',
        });
      }
      const caseIds = [caseId, ...(await bindVisits(tx, deps, caseId, bonds))];
      const news = liveUnitChannels(found.unitPath).map((channel) => ({ channel, type: 'unit.cases', payload: { caseIds } }));
      await appendLiveMessages(tx, news, now);
      return null;
    });
    return withPinInWard(deps.places, (await findCase(tx, caseId))!.detail);
  });
}
