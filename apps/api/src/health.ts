import { z } from 'zod';
import type { App, Deps } from './deps.ts';
import { ProblemError } from './problem.ts';

/** /livez: the process answers. /readyz: it can do its work (the database answers). */
export function healthRoutes(app: App, deps: Deps): void {
  const ok = z.object({ status: z.literal('ok') });
  app.get(
    '/livez',
    { schema: { tags: ['health'], summary: 'Is the process alive', operationId: 'livez', security: [], response: { 200: ok } } },
    async () => ({
      status: 'ok' as const,
    }),
  );
  app.get(
    '/readyz',
    { schema: { tags: ['health'], summary: 'Can it serve', operationId: 'readyz', security: [], response: { 200: ok } } },
    async () => {
      try {
        await deps.db.withConnection((connection) => connection.query('SELECT 1'));
      } catch {
        throw new ProblemError('server-starting', { detail: 'The database does not answer.' });
      }
      return { status: 'ok' as const };
    },
  );
}
