import { type Actor, requireWithin } from '../auth/actor.ts';
import { runOnce } from '../db/once.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { tellTeamsChanged } from './put-series.ts';
import { findSeries, removeSeries } from './store.ts';

/** Ends a series. Plans and published visits keep what was made of it. */
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
      await removeSeries(tx, input.id);
      await tellTeamsChanged(tx, stored.unitPath, now);
      return null;
    }),
  );
}
