import { type Actor, requireWithin } from '../auth/actor.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { saveStates } from './save-states.ts';
import { findSeries } from './store.ts';

/** Ends a series, whatever its version. Plans and published visits keep what was made of it. */
export async function deleteSeries(deps: Deps, actor: Actor, input: { commandId: string; id: string }): Promise<void> {
  const now = deps.clock.now();
  const command = {
    commandId: input.commandId,
    accountId: actor.accountId,
    kind: 'calendar.delete-series',
    bodyHash: hashBody(input.id),
    now,
  };
  await deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const stored = await findSeries(tx, input.id);
      if (!stored) throw new ProblemError('not-found');
      requireWithin(actor, stored.unitPath);
      const remove = [{ id: input.id, version: stored.series.version }];
      await saveStates(tx, actor, { put: [], remove, heirs: [] }, now);
      return null;
    }),
  );
}
