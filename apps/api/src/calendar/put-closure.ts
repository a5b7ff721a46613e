import { type Actor, requireWithin } from '../auth/actor.ts';
import type { DepotClosure } from '../contract/teams.ts';
import { runOnce } from '../db/once.ts';
import type { Transaction } from '../db/open-database.ts';
import type { Deps } from '../deps.ts';
import { hashBody } from '../hash-body.ts';
import { ProblemError } from '../problem.ts';
import { tellTeamsChanged } from './save-states.ts';
import { findClosure, lockDepot, raiseSequenceOfDepots, removeClosure, saveClosure } from './store/closures.ts';

/** Closes a depot for some days (version 0 creates), or changes that. Shifts of its teams on these days do not take place. */
export async function putClosure(
  deps: Deps,
  actor: Actor,
  input: { commandId: string; closure: DepotClosure },
): Promise<DepotClosure> {
  const { commandId, closure } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'calendar.put-closure', bodyHash: hashBody(closure), now };
  return deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const unitPath = await requireDepot(tx, actor, closure.depotId);
      const stored = await findClosure(tx, closure.id);
      if (stored && stored.depotId !== closure.depotId) await requireDepot(tx, actor, stored.depotId);
      if ((stored?.version ?? 0) !== closure.version) throw new ProblemError('changed-meanwhile');
      const saved = await saveClosure(tx, closure);
      await raiseSequenceOfDepots(tx, [closure.depotId, ...(stored ? [stored.depotId] : [])]);
      await tellTeamsChanged(tx, unitPath, now);
      return saved;
    }),
  );
}

/** Opens the depot again on the days of a closure. */
export async function deleteClosure(deps: Deps, actor: Actor, input: { commandId: string; id: string }): Promise<void> {
  const { commandId, id } = input;
  const now = deps.clock.now();
  const command = { commandId, accountId: actor.accountId, kind: 'calendar.delete-closure', bodyHash: hashBody(id), now };
  await deps.db.transaction((tx) =>
    runOnce(tx, command, async () => {
      const stored = await findClosure(tx, id);
      if (!stored) throw new ProblemError('not-found');
      const unitPath = await requireDepot(tx, actor, stored.depotId);
      await removeClosure(tx, id);
      await raiseSequenceOfDepots(tx, [stored.depotId]);
      await tellTeamsChanged(tx, unitPath, now);
      return null;
    }),
  );
}

async function requireDepot(tx: Transaction, actor: Actor, depotId: string): Promise<string> {
  const depot = await lockDepot(tx, depotId);
  if (!depot) throw new ProblemError('not-found', { detail: 'There is no such depot.' });
  requireWithin(actor, depot.unitPath);
  return depot.unitPath;
}
