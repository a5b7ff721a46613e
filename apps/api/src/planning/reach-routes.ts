import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { Reach, ReachArea, ReachAreaQuestion, ReachQuestion } from '../contract/reach.ts';
import type { App, Deps } from '../deps.ts';
import { reachArea } from './reach-area.ts';
import { reachCases } from './reach-cases.ts';

export function reachRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/reach',
    {
      schema: {
        tags: ['planning'],
        summary: 'Which open cases a team reaches from its depot in so many minutes',
        operationId: 'reachCases',
        querystring: ReachQuestion,
        response: { 200: Reach },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      const { teamId, minutes, at } = request.query;
      return reachCases(deps, actor, { teamId, minutes, at: at === undefined ? undefined : new Date(at) });
    },
  );
  app.get(
    '/api/reach/area',
    {
      schema: {
        tags: ['roads'],
        summary: 'The outline of what a team reaches from its depot in so many minutes, as GeoJSON',
        operationId: 'reachArea',
        querystring: ReachAreaQuestion,
        response: { 200: ReachArea },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      return reachArea(deps, actor, request.query);
    },
  );
}
