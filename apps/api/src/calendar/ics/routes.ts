import { z } from 'zod';
import { requireRole } from '../../auth/actor.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { FeedState, ICS_LIMITS, IcsReport, NewFeed } from '../../contract/calendar.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import { OverrideReason } from '../../contract/people.ts';
import type { App, Deps } from '../../deps.ts';
import type { ChangeGuard } from '../change-guard.ts';
import { makeFeed, readFeed, readFeedState, revokeFeed } from './feed-of-team.ts';
import { importCalendar } from './import-calendar.ts';
import { exportCalendar } from './team-calendar.ts';

const OneTeam = z.object({ teamId: Id });
const ICS = 'text/calendar; charset=utf-8';

export function icsRoutes(app: App, deps: Deps, guard: ChangeGuard): void {
  app.get(
    '/api/calendar-feeds/:file',
    {
      schema: {
        tags: ['calendar'],
        summary: "A team's shifts for a calendar program that was given the link",
        operationId: 'readCalendarFeed',
        params: z.object({ file: z.string().regex(/^[A-Za-z0-9_-]{43}\.ics$/) }),
        produces: [ICS],
      },
    },
    async (request, reply) => {
      const text = await readFeed(deps, request.params.file.slice(0, -'.ics'.length));
      return reply.type(ICS).header('cache-control', 'private, max-age=300').send(text);
    },
  );

  app.get(
    '/api/teams/:teamId/calendar-feed',
    {
      schema: {
        tags: ['calendar'],
        summary: "Whether a link to a team's calendar exists",
        operationId: 'getCalendarFeed',
        params: OneTeam,
        response: { 200: FeedState },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return readFeedState(deps, actor, request.params.teamId);
    },
  );

  app.put(
    '/api/teams/:teamId/calendar-feed',
    {
      schema: {
        tags: ['calendar'],
        summary: "Make a new link to a team's calendar; the old one ends",
        operationId: 'makeCalendarFeed',
        params: OneTeam,
        headers: CommandHeaders,
        response: { 200: NewFeed },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return makeFeed(deps, actor, request.params.teamId);
    },
  );

  app.delete(
    '/api/teams/:teamId/calendar-feed',
    {
      schema: {
        tags: ['calendar'],
        summary: "End the link to a team's calendar",
        operationId: 'revokeCalendarFeed',
        params: OneTeam,
        headers: CommandHeaders,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      await revokeFeed(deps, actor, request.params.teamId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/teams/:teamId/shifts.ics',
    {
      schema: {
        tags: ['calendar'],
        summary: "A team's shifts as an iCalendar file",
        operationId: 'exportCalendar',
        params: OneTeam,
        produces: [ICS],
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      const text = await exportCalendar(deps, actor, request.params.teamId);
      return reply.type(ICS).header('content-disposition', 'attachment; filename="ca.ics"').send(text);
    },
  );

  app.post(
    '/api/teams/:teamId/shifts-import',
    {
      // Escaped as JSON the text grows.
      bodyLimit: ICS_LIMITS.bytes * 2,
      schema: {
        tags: ['calendar'],
        summary: "Take an iCalendar file over as a team's series; a dry run only says what would become of it",
        operationId: 'importCalendar',
        params: OneTeam,
        headers: CommandHeaders,
        body: z.object({ text: z.string().max(ICS_LIMITS.bytes), isDryRun: z.boolean(), overrideReason: OverrideReason }),
        response: { 200: IcsReport },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const commandId = request.headers['idempotency-key'];
      return importCalendar(deps, guard, actor, { commandId, teamId: request.params.teamId, ...request.body });
    },
  );
}
