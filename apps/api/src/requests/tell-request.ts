import { appendLiveMessages, type NewLiveMessage } from '../db/live-messages.ts';
import type { Transaction } from '../db/open-database.ts';
import { liveUnitChannels } from '../units/unit-path.ts';
import type { RequestRow } from './store.ts';

/** Who watches the ward, or a unit above it, hears of the request and of the cases it changed. */
export async function tellRequest(
  tx: Transaction,
  { id, unit }: Pick<RequestRow, 'id' | 'unit'>,
  caseIds: string[],
  now: Date,
  others: NewLiveMessage[] = [],
): Promise<void> {
  const messages = liveUnitChannels(unit.path).flatMap((channel): NewLiveMessage[] => [
    { channel, type: 'unit.request', payload: { requestId: id } },
    ...(caseIds.length > 0 ? [{ channel, type: 'unit.cases', payload: { caseIds } }] : []),
  ]);
  await appendLiveMessages(tx, [...messages, ...others], now);
}
