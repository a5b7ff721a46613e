import { z } from 'zod';
import { actorOf } from '../auth/authenticate.ts';
import { Board } from '../contract/board.ts';
import { LocalDate } from '../contract/common.ts';
import { FieldCommands, FieldResults, TeamSnapshot } from '../contract/dispatch.ts';
import type { App, Deps } from '../deps.ts';
import { alarmRoutes } from './alarms/routes.ts';
import { startWatch } from './alarms/watch.ts';
import { applyFieldCommands } from './apply-field-command.ts';
import { describeLiveProtocol } from './async-api.ts';
import { driveRoutes } from './drives/drive-routes.ts';
import { eveningRoutes } from './evening/routes.ts';
import { evidenceRoutes } from './evidence/routes.ts';
import { liveRoute } from './live-route.ts';
import { readBoard } from './read-board.ts';
import { readTeamSnapshot } from './read-team-snapshot.ts';
import { systemTimers } from './system-timers.ts';
import { visitRoutes } from './visits/routes.ts';

export async function dispatchRoutes(app: App, deps: Deps): Promise<void> {
  app.get(
    '/api/board',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'Published visits of a range of dates, and how far each team has received its own',
        operationId: 'readBoard',
        querystring: z.object({ from: LocalDate, to: LocalDate }),
        response: { 200: Board },
      },
    },
    async (request) => readBoard(deps, actorOf(request), request.query),
  );

  app.get(
    '/api/field',
    {
      schema: {
        tags: ['dispatch'],
        summary: "Everything the actor's own team is shown",
        operationId: 'readField',
        response: { 200: TeamSnapshot },
      },
    },
    async (request) => readTeamSnapshot(deps, actorOf(request)),
  );

  app.post(
    '/api/field/commands',
    {
      schema: {
        tags: ['dispatch'],
        summary: 'What a team did, in order; each command counts once however often it is sent',
        operationId: 'sendFieldCommands',
        body: FieldCommands,
        response: { 200: FieldResults },
      },
    },
    async (request) => ({ results: await applyFieldCommands(deps, actorOf(request), request.body.commands) }),
  );

  app.get('/docs/live.json', { schema: { hide: true, response: { 200: z.record(z.string(), z.unknown()) } } }, async () =>
    describeLiveProtocol(),
  );

  alarmRoutes(app, deps);
  eveningRoutes(app, deps);
  evidenceRoutes(app, deps);
  visitRoutes(app, deps);
  const watch = startWatch(deps, systemTimers);
  app.addHook('preClose', () => watch.stop());
  driveRoutes(app, deps);
  await liveRoute(app, deps);
}
