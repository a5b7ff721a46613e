import { UnitList } from '../contract/units.ts';
import type { App, Deps } from '../deps.ts';
import { listUnits } from './store.ts';

/** Names and boundaries of units are public: a family chooses its ward before anybody knows them. */
export function unitRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/units',
    {
      schema: {
        tags: ['units'],
        summary: 'All administrative units',
        operationId: 'listUnits',
        security: [],
        response: { 200: UnitList },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300');
      return { units: await listUnits(deps.db.client) };
    },
  );
}
