import { z } from 'zod';
import type { App, Deps } from './deps.ts';
import { ProblemError } from './problem.ts';

/**
 * /livez: the process answers. /readyz: it can do its work (the database answers), and it is not about to stop: whoever sends people to
 * this process sends no new ones from the first moment of a stop on.
 */
export function healthRoutes(app: App, deps: Deps): void {
  let isStopping = false;
  // Registered before the hub's, which waits until its clients have moved.
  app.addHook('preClose', async () => {
    isStopping = true;
  });
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
      if (isStopping) throw new ProblemError('server-stopping');
      try {
        await deps.db.withConnection((connection) => connection.query('SELECT 1'));
      } catch {
        throw new ProblemError('server-starting', { detail: 'The database does not answer.' });
      }
      return { status: 'ok' as const };
    },
  );
}
