import { DemoInfo } from '../contract/session.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.ts';

/** GET /api/demo: how to sign in to the demo; not found on a server that was started without it. */
export function demoRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/demo',
    {
      schema: {
        tags: ['session'],
        summary: 'How to sign in to the demo',
        operationId: 'readDemo',
        security: [],
        response: { 200: DemoInfo },
      },
    },
    async () => {
      if (!deps.config.demo) throw new ProblemError('not-found');
      return {
        password: DEMO_PASSWORD,
        accounts: DEMO_ACCOUNTS.map(({ login, displayName, role }) => ({ login, displayName, role })),
      };
    },
  );
}
