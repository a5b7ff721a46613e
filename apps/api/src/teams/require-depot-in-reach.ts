import type { Actor } from '../auth/actor.ts';
import type { Transaction } from '../db/open-database.ts';
import { ProblemError } from '../problem.ts';
import { findDepot } from './store.ts';

/** Refuses with `invalid-input` at /depotId. A depot of a unit above, such as the city's, serves the units below it. */
export async function requireDepotInReach(tx: Transaction, actor: Actor, depotId: string): Promise<void> {
  const depot = await findDepot(tx, depotId);
  if (depot && (depot.unitPath.startsWith(actor.unitPath) || actor.unitPath.startsWith(depot.unitPath))) return;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/depotId', code: 'unknown', message: 'There is no such depot in your unit.' }],
  });
}
