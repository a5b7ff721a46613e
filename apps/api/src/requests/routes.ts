import { z } from 'zod';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { DeclineInput, FAMILY_TOKEN_HEADER, FamilyView, RequestInput, RequestList, RequestView } from '../contract/requests.ts';
import type { App, Deps } from '../deps.ts';
import { acceptRequest } from './accept-request.ts';
import { declineRequest } from './decline-request.ts';
import { listRequests } from './list-requests.ts';
import { readFamilyView } from './read-family-view.ts';
import { submitRequest } from './submit-request.ts';
import { withdrawRequest } from './withdraw-request.ts';

const MINUTE_MS = 60_000;
/** From one address: a building behind one router, or a community leader with a list, but not a flood. */
const SUBMISSIONS_PER_MINUTE = 20;
const LOOKS_PER_MINUTE = 120;
const FamilyHeaders = z.object({ [FAMILY_TOKEN_HEADER]: RequestInput.shape.token });

export function requestRoutes(app: App, deps: Deps): void {
  app.post(
    '/api/requests',
    {
      config: { rateLimit: { max: SUBMISSIONS_PER_MINUTE, timeWindow: MINUTE_MS } },
      schema: {
        tags: ['requests'],
        summary: 'A family asks for a visit; the id is made by the caller, sending twice stores once',
        operationId: 'submitRequest',
        security: [],
        body: RequestInput,
        response: { 200: FamilyView },
      },
    },
    async (request) => submitRequest(deps, request.body),
  );

  app.get(
    '/api/requests/mine',
    {
      config: { rateLimit: { max: LOOKS_PER_MINUTE, timeWindow: MINUTE_MS } },
      schema: {
        tags: ['requests'],
        summary: "Where the family's request stands; the secret of the link is a header",
        operationId: 'readOwnRequest',
        security: [],
        headers: FamilyHeaders,
        response: { 200: FamilyView },
      },
    },
    async (request) => readFamilyView(deps, request.headers[FAMILY_TOKEN_HEADER]),
  );

  app.post(
    '/api/requests/mine/withdraw',
    {
      config: { rateLimit: { max: SUBMISSIONS_PER_MINUTE, timeWindow: MINUTE_MS } },
      schema: {
        tags: ['requests'],
        summary: 'The family takes its request back',
        operationId: 'withdrawRequest',
        security: [],
        headers: FamilyHeaders,
        response: { 200: FamilyView },
      },
    },
    async (request) => withdrawRequest(deps, request.headers[FAMILY_TOKEN_HEADER]),
  );

  app.get(
    '/api/requests',
    {
      schema: {
        tags: ['requests'],
        summary: "The dispatcher's inbox",
        operationId: 'listRequests',
        response: { 200: RequestList },
      },
    },
    async (request) => ({ requests: await listRequests(deps, actorOf(request)) }),
  );

  app.post(
    '/api/requests/:id/accept',
    {
      schema: {
        tags: ['requests'],
        summary: 'Make a request a case',
        operationId: 'acceptRequest',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        response: { 200: RequestView },
      },
    },
    async (request) =>
      acceptRequest(deps, actorOf(request), { commandId: request.headers['idempotency-key'], requestId: request.params.id }),
  );

  app.post(
    '/api/requests/:id/decline',
    {
      schema: {
        tags: ['requests'],
        summary: 'Say no to a request, with a reason',
        operationId: 'declineRequest',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: DeclineInput,
        response: { 200: RequestView },
      },
    },
    async (request) =>
      declineRequest(deps, actorOf(request), {
        commandId: request.headers['idempotency-key'],
        requestId: request.params.id,
        reason: request.body.reason,
      }),
  );
}
