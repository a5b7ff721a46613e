import type { OutboxState } from './outbox.ts';

/** What the line about sync says; one of these at a time, the most pressing first. */
export type SyncState =
  | { kind: 'disk-failed' }
  | { kind: 'signed-out'; count: number }
  | { kind: 'sending'; count: number }
  | { kind: 'on-phone'; count: number }
  | { kind: 'disconnected'; heardAt: string | null }
  | { kind: 'received'; receivedAt: string }
  | { kind: 'connected' };

export type Unsent = Omit<OutboxState<unknown, unknown>, 'toRead' | 'loaded'>;

/** Steps, reports and photos as one: what is unsent is unsent. The gravest reason for waiting counts. */
export function unsentOf(outboxes: readonly Unsent[]): Unsent {
  const held = (['signed-out', 'network', 'server'] as const).find((why) => outboxes.some((one) => one.held === why));
  const received = outboxes.flatMap(({ receivedAt }) => receivedAt ?? []).sort();
  return {
    waiting: outboxes.flatMap(({ waiting }) => waiting),
    held: held ?? null,
    sending: outboxes.some(({ sending }) => sending),
    diskFailed: outboxes.some(({ diskFailed }) => diskFailed),
    receivedAt: received.at(-1) ?? null,
  };
}

/** `heardAt`: when the server last said something about the plan; `live`: whether its stream is open now. */
export function syncState(queue: Unsent, live: boolean, heardAt: string | null): SyncState {
  const count = queue.waiting.length;
  if (queue.diskFailed) return { kind: 'disk-failed' };
  if (count > 0 && queue.held === 'signed-out') return { kind: 'signed-out', count };
  if (count > 0 && queue.held !== null) return { kind: 'on-phone', count };
  if (count > 0) return { kind: 'sending', count };
  if (!live) return { kind: 'disconnected', heardAt };
  return queue.receivedAt ? { kind: 'received', receivedAt: queue.receivedAt } : { kind: 'connected' };
}
