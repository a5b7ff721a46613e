import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { CandidateList } from '../contract/people.ts';
import { RosterDecision, RosterEdit, RosterInput, RosterList, RosterView } from '../contract/rosters.ts';
import type { App, Deps } from '../deps.ts';
import { STAFF } from './people-routes.ts';
import { acceptRoster } from './propose/accept-roster.ts';
import { editRoster, readRoster, rosterCandidates } from './propose/edit-roster.ts';
import { proposeRoster } from './propose/propose-roster.ts';
import { discardRoster, undoRoster } from './propose/undo-roster.ts';
import { listRosters } from './store/rosters.ts';

const tags = ['rosters'];
const OneId = z.object({ id: Id });
const Version = z.object({ version: z.number().int() });

export function proposalRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/rosters',
    { schema: { tags, summary: 'The latest rosters', operationId: 'listRosters', response: { 200: RosterList } } },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return { rosters: await listRosters(deps.db.client, actor.unitPath) };
    },
  );

  app.post(
    '/api/rosters',
    {
      schema: {
        ...{ tags, summary: 'Propose who forms which team on which evening', operationId: 'proposeRoster' },
        ...{ headers: CommandHeaders, body: RosterInput, response: { 201: RosterView } },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const roster = await proposeRoster(deps, actor, { commandId: request.headers['idempotency-key'], roster: request.body });
      return reply.code(201).send(roster);
    },
  );

  app.get(
    '/api/rosters/:id',
    {
      schema: {
        ...{ tags, summary: 'One roster with hours, fairness and rules', operationId: 'readRoster' },
        ...{ params: OneId, response: { 200: RosterView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return readRoster(deps, actor, request.params.id);
    },
  );

  app.put(
    '/api/rosters/:id',
    {
      schema: {
        ...{ tags, summary: 'Change a proposal by hand', operationId: 'editRoster' },
        ...{ params: OneId, headers: CommandHeaders, body: RosterEdit, response: { 200: RosterView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const { id } = request.params;
      return editRoster(deps, actor, { commandId: request.headers['idempotency-key'], id, edit: request.body });
    },
  );

  app.get(
    '/api/rosters/:id/entries/:entryId/candidates',
    {
      schema: {
        ...{ tags, summary: 'Who could come to one evening, and what speaks against it', operationId: 'rosterCandidates' },
        ...{ params: z.object({ id: Id, entryId: Id }), response: { 200: CandidateList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      const { id, entryId } = request.params;
      return { candidates: await rosterCandidates(deps, actor, id, entryId) };
    },
  );

  app.post(
    '/api/rosters/:id/accept',
    {
      schema: {
        ...{ tags, summary: 'Make a proposal real', operationId: 'acceptRoster' },
        ...{ params: OneId, headers: CommandHeaders, body: RosterDecision, response: { 200: RosterView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const { id } = request.params;
      return acceptRoster(deps, actor, { commandId: request.headers['idempotency-key'], id, decision: request.body });
    },
  );

  for (const [verb, summary, operationId, run] of [
    ['undo', 'Take an accepted roster back', 'undoRoster', undoRoster],
    ['discard', 'Put a proposal away', 'discardRoster', discardRoster],
  ] as const) {
    app.post(
      `/api/rosters/:id/${verb}`,
      {
        schema: {
          tags,
          summary,
          operationId,
          params: OneId,
          headers: CommandHeaders,
          body: Version,
          response: { 200: RosterView },
        },
      },
      async (request) => {
        const actor = actorOf(request);
        requireRole(actor, ['dispatcher']);
        const { version } = request.body;
        return run(deps, actor, { commandId: request.headers['idempotency-key'], id: request.params.id, version });
      },
    );
  }
}
