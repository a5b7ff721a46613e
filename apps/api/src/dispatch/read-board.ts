import { type Actor, requireRole } from '../auth/actor.ts';
import type { Board } from '../contract/board.ts';
import type { Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { readAlarms, toAlarms } from './alarms/store.ts';
import { toAssignmentView } from './assignment-views.ts';
import { readDeliveries } from './delivery-store.ts';
import { FRESH_POSITION_MS, readEvenings, readLastPositions } from './evening/store.ts';
import { countOpenEvidence } from './evidence/store.ts';
import { readBoardAssignments } from './store.ts';

/** A season: more than any board shows, less than would hurt. */
const MOST_DAYS = 92;
const DAY_MS = 24 * 3600 * 1000;

/** What the dispatcher's board shows of a range of local dates, both ends inclusive. No personal data. */
export async function readBoard(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
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
  const now = deps.clock.now();
  const { unitPath } = actor;
  const isDispatcher = actor.role === 'dispatcher';
  const alarms = await toAlarms(client, await readAlarms(client, unitPath, days.from, days.to));
  return {
    assignments: assignments.map(toAssignmentView),
    deliveries: await readDeliveries(client, { unitPath }, now),
    // Where people are is for those who send them.
    alarms: isDispatcher ? alarms : alarms.map((alarm) => ({ ...alarm, place: null })),
    evenings: await readEvenings(client, { unitPath }, days.from, days.to),
    positions: isDispatcher ? await readLastPositions(client, { unitPath }, new Date(now.getTime() - FRESH_POSITION_MS)) : [],
    openEvidenceCount: await countOpenEvidence(client, unitPath),
    settings: deps.config.field,
  };
}
