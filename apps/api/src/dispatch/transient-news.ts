import type { TransientNews } from './hub-store.ts';

/**
 * PostgreSQL channel of what is worth telling but not worth keeping (L15). The payload is "<kind> <id>": "team.delivery to1",
 * "run.progress <runId>". Whoever has such news notifies here; the hub of every process reads the row and tells who listens.
 */
export const TRANSIENT_NOTIFICATIONS = 'live_transient';

export function parseTransientNews(payload: string): TransientNews | null {
  const [kind, id] = payload.split(' ', 2);
  return kind && id ? { kind, id } : null;
}
