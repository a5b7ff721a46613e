import type { NewLiveMessage } from '../db/live-messages.ts';
import type { Queryable } from '../db/open-database.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import { type Concerned, readPathsConcerned } from './store.ts';

/**
 * News on the channels of all units concerned, each once. A visit concerns the unit that planned it, the unit of its team and
 * the ward of its home: who is responsible for a part of what the city does hears of that part.
 */
export async function newsForUnits(
  db: Queryable,
  concerned: Concerned,
  news: readonly { type: string; payload: unknown }[],
): Promise<NewLiveMessage[]> {
  const channels = [...new Set((await readPathsConcerned(db, concerned)).flatMap(liveUnitChannels))];
  return news.flatMap(({ type, payload }) => channels.map((channel) => ({ channel, type, payload })));
}
