import { type Actor, requireRole } from '../../auth/actor.ts';
import type { Position } from '../../contract/field.ts';
import type { Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { readTeamUnitIds } from '../store.ts';
import { TRANSIENT_NOTIFICATIONS } from '../transient-news.ts';
import { insertPositions, readShiftsAround } from './store.ts';

/** On the way to the depot and home again it still helps to know. */
const BEFORE_SHIFT_MS = 30 * 60_000;
const AFTER_SHIFT_MS = 60 * 60_000;
/** A clock that is this far ahead is wrong; nothing from it can be placed in time. */
const AHEAD_MS = 2 * 60_000;

/**
 * Keeps where a phone was, only of times within a shift of its team and not older than what is kept. What is refused is counted, never
 * stored. Refused with `outside-shift` when nothing lies within one, so that the phone stops asking for its place.
 */
export async function recordPositions(
  deps: Pick<Deps, 'db' | 'clock' | 'ids' | 'config'>,
  actor: Actor,
  positions: Position[],
): Promise<{ storedCount: number; refusedCount: number }> {
  requireRole(actor, ['team']);
  const { teamId } = actor;
  if (!teamId) throw new ProblemError('not-allowed');
  const now = deps.clock.now();
  const oldestMs = positionsKeptSince(deps).getTime();
  const shifts = await readShiftsAround(deps.db.client, teamId, new Date(oldestMs), now);
  const isTaken = ({ at }: Position) => {
    const ms = Date.parse(at);
    if (ms < oldestMs || ms > now.getTime() + AHEAD_MS) return false;
    return shifts.some(
      ({ opensAt, closesAt }) => ms >= opensAt.getTime() - BEFORE_SHIFT_MS && ms <= closesAt.getTime() + AFTER_SHIFT_MS,
    );
  };
  const taken = positions.filter(isTaken);
  if (taken.length === 0) throw new ProblemError('outside-shift');
  const unitId = (await readTeamUnitIds(deps.db.client, [teamId])).get(teamId)!;
  await deps.db.transaction(async (tx) => {
    await insertPositions(
      tx,
      taken.map(({ at, lat, lon, accuracyMetres }) => ({
        id: deps.ids.newId(),
        ...{ unitId, teamId, lat, lon, accuracyMetres },
        at: new Date(Math.min(Date.parse(at), now.getTime())),
        receivedAt: now,
      })),
    );
    await deps.db.notify(tx, TRANSIENT_NOTIFICATIONS, `team.position ${teamId}`);
  });
  return { storedCount: taken.length, refusedCount: positions.length - taken.length };
}

/** What is older is not taken, not shown, and soon deleted. */
export function positionsKeptSince({ clock, config }: Pick<Deps, 'clock' | 'config'>): Date {
  return new Date(clock.now().getTime() - config.field.positionKeptHours * 3600_000);
}
