import { type Actor, requireRole } from '../auth/actor.ts';
import type { Board } from '../contract/dispatch.ts';
import type { Deps } from '../deps.ts';
import { toAssignmentView } from './assignment-views.ts';
import { readBoardAssignments, readDeliveries } from './store.ts';

/** What the dispatcher's board shows of a range of local dates, both ends inclusive. No personal data. */
export async function readBoard(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  days: { from: string; to: string },
): Promise<Board> {
  requireRole(actor, ['dispatcher', 'chief']);
  const { client } = deps.db;
  const assignments = await readBoardAssignments(client, actor.unitPath, days.from, days.to);
  const deliveries = await readDeliveries(client, { unitPath: actor.unitPath }, deps.clock.now());
  return { assignments: assignments.map(toAssignmentView), deliveries };
}
