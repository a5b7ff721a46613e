import type { QueueState } from './command-queue.ts';

/** What the line about sync says; one of these at a time, the most pressing first. */
export type SyncState =
  | { kind: 'disk-failed' }
  | { kind: 'signed-out'; count: number }
  | { kind: 'sending'; count: number }
  | { kind: 'on-phone'; count: number }
  | { kind: 'disconnected'; heardAt: string | null }
  | { kind: 'received'; receivedAt: string }
  | { kind: 'connected' };

/** `heardAt`: when the server last said something about the plan; `live`: whether its stream is open now. */
export function syncState(queue: QueueState, live: boolean, heardAt: string | null): SyncState {
  const count = queue.waiting.length;
  if (queue.diskFailed) return { kind: 'disk-failed' };
  if (count > 0 && queue.held === 'signed-out') return { kind: 'signed-out', count };
  if (count > 0 && queue.held !== null) return { kind: 'on-phone', count };
  if (count > 0) return { kind: 'sending', count };
  if (!live) return { kind: 'disconnected', heardAt };
  return queue.receivedAt ? { kind: 'received', receivedAt: queue.receivedAt } : { kind: 'connected' };
}
