import type { FamilyView } from '../contract/requests.ts';
import type { NewLiveMessage } from '../db/live-messages.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { requireRequest, toFamilyView } from './read-family-view.ts';
import { callOffCase, decideRequest, findRequest, lockOpenVisits, lockRequest, readCaseProgress } from './store.ts';
import { tellRequest } from './tell-request.ts';

/**
 * The family takes its request back. When it has become a case, nobody is to come any more: the case is closed and the team
 * hears that the visit was withdrawn. Refused with `illegal-step` once the team has set out, `request-decided` when it is over.
 */
export async function withdrawRequest(deps: Pick<Deps, 'db' | 'clock'>, token: string): Promise<FamilyView> {
  return deps.db.transaction(async (tx) => {
    const { id } = await requireRequest(tx, token);
    const request = (await lockRequest(tx, id))!;
    const now = deps.clock.now();
    if (request.state === 'withdrawn') return toFamilyView(tx, request);
    if (request.state === 'declined') throw new ProblemError('request-decided');
    const { caseId } = request;
    const others: NewLiveMessage[] = [];
    if (caseId !== null) {
      const visits = await lockOpenVisits(tx, caseId);
      if (visits.some(({ state }) => state === 'travelling' || state === 'arrived')) throw new ProblemError('illegal-step');
      const { state } = await readCaseProgress(tx, caseId);
      if (state === 'served' || state === 'closed') throw new ProblemError('request-decided');
      await callOffCase(
        tx,
        caseId,
        visits.map((visit) => visit.id),
        now,
      );
      for (const { id: assignmentId, teamId, unitPath } of visits) {
        others.push({ channel: `team:${teamId}`, type: 'team.assignment', payload: { assignmentId } });
        others.push(
          ...liveUnitChannels(unitPath).map((channel) => ({ channel, type: 'unit.assignment', payload: { assignmentId } })),
        );
      }
    }
    await decideRequest(tx, id, { state: 'withdrawn', decidedAt: now, decidedById: null });
    await tellRequest(tx, request, caseId === null ? [] : [caseId], now, others);
    return toFamilyView(tx, (await findRequest(tx, { id }))!);
  });
}
