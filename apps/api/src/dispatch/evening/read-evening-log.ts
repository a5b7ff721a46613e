import { type Actor, requireRole } from '../../auth/actor.ts';
import type { EveningLog } from '../../contract/board.ts';
import type { Deps } from '../../deps.ts';
import { readLog, readTracks } from './log-store.ts';
import { positionsKeptSince } from './record-positions.ts';

/** What happened in an evening, in the order in which it happened, with where the teams were: the evening can be looked at again. */
export async function readEveningLog(
  deps: Pick<Deps, 'db' | 'clock' | 'config'>,
  actor: Actor,
  date: string,
): Promise<EveningLog> {
  requireRole(actor, ['dispatcher', 'chief']);
  const entries = await readLog(deps.db.client, actor.unitPath, date);
  entries.sort((a, b) => a.at.localeCompare(b.at) || a.receivedAt.localeCompare(b.receivedAt) || a.id.localeCompare(b.id));
  const keptSince = positionsKeptSince(deps);
  const positions = actor.role === 'dispatcher' ? await readTracks(deps.db.client, actor.unitPath, date, keptSince) : [];
  return { entries, positions };
}
