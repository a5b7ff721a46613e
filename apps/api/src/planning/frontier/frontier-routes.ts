import { requireRole } from '../../auth/actor.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { FrontierQuestion, PromiseFrontier } from '../../contract/promise-frontier.ts';
import type { App, Deps } from '../../deps.ts';
import { promiseFrontier } from './promise-frontier.ts';

export function frontierRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/planning/promise-frontier',
    {
      schema: {
        tags: ['planning'],
        summary: 'What changing so many promises would buy; changes nothing',
        operationId: 'promiseFrontier',
        querystring: FrontierQuestion,
        response: { 200: PromiseFrontier },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      return promiseFrontier(deps, actor, request.query);
    },
  );
}
