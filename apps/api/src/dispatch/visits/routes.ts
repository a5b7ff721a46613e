import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import { AddVisitInput, MoveVisitInput, Places, PlacesQuery, VisitPlaced, WithdrawVisitInput } from '../../contract/board.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import { AssignmentState } from '../../contract/dispatch.ts';
import type { App, Deps } from '../../deps.ts';
import { addVisit } from './add-visit.ts';
import { moveVisit } from './move-visit.ts';
import { offerPlaces } from './offer-places.ts';
import { withdrawVisit } from './withdraw-visit.ts';

const tags = ['dispatch'];
const OneId = z.object({ id: Id });

export function visitRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/board/places',
    {
      schema: {
        tags,
        summary: 'Which team could take a case on an evening, and at what added drive',
        operationId: 'offerPlaces',
        querystring: PlacesQuery,
        response: { 200: Places },
      },
    },
    async (request) => ({ places: await offerPlaces(deps, actorOf(request), request.query) }),
  );
  app.post(
    '/api/assignments',
    {
      schema: {
        tags,
        summary: "Put a waiting case into a team's evening",
        operationId: 'addVisit',
        headers: CommandHeaders,
        body: AddVisitInput,
        response: { 201: VisitPlaced },
      },
    },
    async (request, reply) => {
      const placed = await addVisit(deps, actorOf(request), { commandId: request.headers['idempotency-key'], ...request.body });
      return reply.code(201).send(placed);
    },
  );
  app.post(
    '/api/assignments/:id/move',
    {
      schema: {
        tags,
        summary: 'Give a visit to another team, or another place in its evening',
        operationId: 'moveVisit',
        params: OneId,
        headers: CommandHeaders,
        body: MoveVisitInput,
        response: { 200: VisitPlaced },
      },
    },
    async (request) =>
      moveVisit(deps, actorOf(request), {
        commandId: request.headers['idempotency-key'],
        assignmentId: request.params.id,
        ...request.body,
      }),
  );
  app.post(
    '/api/assignments/:id/withdraw',
    {
      schema: {
        tags,
        summary: 'Take a visit back: nobody goes there',
        operationId: 'withdrawVisit',
        params: OneId,
        headers: CommandHeaders,
        body: WithdrawVisitInput,
        response: { 200: AssignmentState },
      },
    },
    async (request) =>
      withdrawVisit(deps, actorOf(request), {
        commandId: request.headers['idempotency-key'],
        assignmentId: request.params.id,
        ...request.body,
      }),
  );
}
