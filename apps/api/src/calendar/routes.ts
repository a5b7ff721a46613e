import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { SeriesPreview, ShiftList, ShiftQuery, ShiftSeries, ShiftSeriesList } from '../contract/teams.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { deleteSeries } from './delete-series.ts';
import { listShifts } from './list-shifts.ts';
import { previewSeries } from './preview-series.ts';
import { putSeries } from './put-series.ts';
import { listSeries } from './store.ts';

const STAFF = ['dispatcher', 'chief'] as const;

export function calendarRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/shift-series',
    {
      schema: {
        tags: ['calendar'],
        summary: 'The recurring shifts of all teams',
        operationId: 'listShiftSeries',
        response: { 200: ShiftSeriesList },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return { series: (await listSeries(deps.db.client, actor.unitPath)).map(({ series }) => series) };
    },
  );

  app.put(
    '/api/shift-series/:id',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Create or change a recurring shift',
        operationId: 'putShiftSeries',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: ShiftSeries,
        response: { 200: ShiftSeries },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putSeries(deps, actor, { commandId: request.headers['idempotency-key'], series: request.body });
    },
  );

  app.delete(
    '/api/shift-series/:id',
    {
      schema: {
        tags: ['calendar'],
        summary: 'End a recurring shift',
        operationId: 'deleteShiftSeries',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      await deleteSeries(deps, actor, { commandId: request.headers['idempotency-key'], id: request.params.id });
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/shift-series/preview',
    {
      schema: {
        tags: ['calendar'],
        summary: 'The next shifts of a series that is not saved yet',
        operationId: 'previewShiftSeries',
        body: ShiftSeries,
        response: { 200: SeriesPreview },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return previewSeries(deps, actor, request.body);
    },
  );

  app.get(
    '/api/shifts',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Shifts and holidays in a range of dates',
        operationId: 'listShifts',
        querystring: ShiftQuery,
        response: { 200: ShiftList },
      },
    },
    async (request) => listShifts(deps, actorOf(request), request.query),
  );
}

function requireSameId(inPath: string, inBody: string): void {
  if (inPath === inBody) return;
  throw new ProblemError('invalid-input', {
    errors: [{ pointer: '/id', code: 'differs', message: 'The id in the body is not the one in the address.' }],
  });
}
