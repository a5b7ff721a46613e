import { type Actor, requireRole } from '../auth/actor.ts';
import type { Board } from '../contract/dispatch.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { toAssignmentView } from './assignment-views.ts';
import { readBoardAssignments, readDeliveries } from './store.ts';

/** A season: more than any board shows, less than would hurt. */
const MOST_DAYS = 92;
const DAY_MS = 24 * 3600 * 1000;

/** What the dispatcher's board shows of a range of local dates, both ends inclusive. No personal data. */
export async function readBoard(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  days: { from: string; to: string },
): Promise<Board> {
  requireRole(actor, ['dispatcher', 'chief']);
  const dayCount = (Date.parse(days.to) - Date.parse(days.from)) / DAY_MS + 1;
  if (dayCount < 1 || dayCount > MOST_DAYS) {
    const message = `Ask for 1 to ${MOST_DAYS} days.`;
    throw new ProblemError('invalid-input', {
      errors: [{ pointer: '/to', code: 'range', message, params: { most: MOST_DAYS } }],
    });
  }
  const { client } = deps.db;
  const assignments = await readBoardAssignments(client, actor.unitPath, days.from, days.to);
  const deliveries = await readDeliveries(client, { unitPath: actor.unitPath }, deps.clock.now());
  return { assignments: assignments.map(toAssignmentView), deliveries };
}
