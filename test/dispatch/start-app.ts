import type { Database } from '../../apps/api/src/db/open-database.ts';
import type { Deps } from '../../apps/api/src/deps.ts';
import { closeAfterwards } from '../support/close-afterwards.ts';
import { type RunningApp, serveDispatch } from './serve-dispatch.ts';

export type { RunningApp } from './serve-dispatch.ts';

/** The server's dispatch and requests over real sockets. Closed by itself after the test, or after the file. */
export async function startApp(db: Database, change: Partial<Deps> = {}): Promise<RunningApp> {
  return closeAfterwards(await serveDispatch(db, change));
}
