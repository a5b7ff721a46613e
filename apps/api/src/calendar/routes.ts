import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { SeriesEdit, SeriesEdited, SeriesStates, ShiftSwap } from '../contract/calendar.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import {
  DepotClosure,
  SeriesInput,
  SeriesPreview,
  SeriesSaved,
  ShiftList,
  ShiftQuery,
  ShiftSeries,
  ShiftSeriesList,
} from '../contract/teams.ts';
import type { App, Deps } from '../deps.ts';
import { requireSameId } from '../problem.ts';
import type { ChangeGuard } from './change-guard.ts';
import { deleteSeries } from './delete-series.ts';
import { editSeries, restoreSeries, swapShifts } from './edit-series.ts';
import { icsRoutes } from './ics/routes.ts';
import { listShifts } from './list-shifts.ts';
import { previewSeries } from './preview-series.ts';
import { deleteClosure, putClosure } from './put-closure.ts';
import { putSeries } from './put-series.ts';
import { listSeries } from './store.ts';

const OneId = z.object({ id: Id });
const STAFF = ['dispatcher', 'chief'] as const;

export function calendarRoutes(app: App, deps: Deps, guard: ChangeGuard): void {
  icsRoutes(app, deps, guard);
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
        params: OneId,
        headers: CommandHeaders,
        body: SeriesInput,
        response: { 200: SeriesSaved },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putSeries(deps, guard, actor, { commandId: request.headers['idempotency-key'], series: request.body });
    },
  );

  app.delete(
    '/api/shift-series/:id',
    {
      schema: {
        tags: ['calendar'],
        summary: 'End a recurring shift',
        operationId: 'deleteShiftSeries',
        params: OneId,
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

  app.post(
    '/api/shift-series/:id/edit',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Change or take away only one shift, this and the following, or all of a series',
        operationId: 'editShiftSeries',
        params: OneId,
        headers: CommandHeaders,
        body: SeriesEdit,
        response: { 200: SeriesEdited },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const { id } = request.params;
      return editSeries(deps, guard, actor, { commandId: request.headers['idempotency-key'], id, edit: request.body });
    },
  );

  app.post(
    '/api/shift-series/restore',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Write several series at once, as the answer to an edit told: undo',
        operationId: 'restoreShiftSeries',
        headers: CommandHeaders,
        body: SeriesStates,
        response: { 200: SeriesEdited },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return restoreSeries(deps, guard, actor, { commandId: request.headers['idempotency-key'], states: request.body });
    },
  );

  app.post(
    '/api/shifts/swap',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Two shifts exchange their teams',
        operationId: 'swapShifts',
        headers: CommandHeaders,
        body: ShiftSwap,
        response: { 200: SeriesEdited },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return swapShifts(deps, guard, actor, { commandId: request.headers['idempotency-key'], swap: request.body });
    },
  );

  app.put(
    '/api/depot-closures/:id',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Close a depot for some days',
        operationId: 'putDepotClosure',
        params: OneId,
        headers: CommandHeaders,
        body: DepotClosure,
        response: { 200: DepotClosure },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putClosure(deps, actor, { commandId: request.headers['idempotency-key'], closure: request.body });
    },
  );

  app.delete(
    '/api/depot-closures/:id',
    {
      schema: {
        tags: ['calendar'],
        summary: 'Open a depot again',
        operationId: 'deleteDepotClosure',
        params: OneId,
        headers: CommandHeaders,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      await deleteClosure(deps, actor, { commandId: request.headers['idempotency-key'], id: request.params.id });
      return reply.code(204).send(null);
    },
  );
}
