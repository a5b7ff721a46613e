import { type Actor, requireWithin } from '../auth/actor.ts';
import type { Run } from '../contract/planning.ts';
import { appendLiveMessages } from '../db/live-messages.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { RUN_NOTIFICATIONS } from './run-queue.ts';
import { findRun, requestStop, type StopRequest } from './store/runs.ts';

/** Asks a run to end: 'keep' saves the best plan so far as a draft, 'cancel' saves nothing. Else `run-finished`. */
export async function stopRun(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; runId: string; request: StopRequest },
): Promise<Run> {
  const { commandId, runId, request } = input;
  const now = deps.clock.now();
  const command = {
    commandId,
    accountId: actor.accountId,
    kind: 'planning.stop-run',
    bodyHash: hashBody({ runId, request }),
    now,
  };
  return deps.db.transaction(async (tx) => {
    const found = await findRun(tx, runId);
    if (!found) throw new ProblemError('not-found');
    requireWithin(actor, found.unitPath);
    return runOnce(tx, command, async () => {
      const outcome = await requestStop(tx, runId, request, now);
      if (outcome === 'over') throw new ProblemError('run-finished');
      if (outcome === 'ended') {
        const payload = { runId, state: 'cancelled', planId: null };
        const messages = liveUnitChannels(found.unitPath).map((channel) => ({ channel, type: 'unit.run', payload }));
        await appendLiveMessages(tx, messages, now);
      }
      await deps.db.notify(tx, RUN_NOTIFICATIONS, runId);
      return (await findRun(tx, runId))!.run;
    });
  });
}
