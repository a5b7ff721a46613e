import { appendLiveMessages } from '../db/live-messages.ts';
import type { Transaction } from '../db/open-database.ts';
import { liveUnitChannels } from '../units/unit-path.ts';

/** Who watches a unit, or one above it, hears that its teams, kits or depots changed. */
export async function tellTeams(tx: Transaction, unitPath: string, now: Date): Promise<void> {
  const messages = liveUnitChannels(unitPath).map((channel) => ({ channel, type: 'unit.teams', payload: {} }));
  await appendLiveMessages(tx, messages, now);
}
