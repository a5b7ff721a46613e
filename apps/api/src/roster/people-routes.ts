import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import type { ChangeGuard } from '../calendar/change-guard.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import {
  Absence,
  AbsenceList,
  AbsenceQuery,
  AbsenceView,
  PeopleList,
  PeopleQuery,
  PersonInput,
  PersonView,
  PolicyInput,
  PolicyView,
} from '../contract/people.ts';
import type { App, Deps } from '../deps.ts';
import { requireSameId } from '../problem.ts';
import { deleteAbsence, putAbsence, readAbsences } from './people/absences.ts';
import { listPeople } from './people/list-people.ts';
import { putPerson } from './people/put-person.ts';
import { putPolicy } from './policy/put-policy.ts';
import { readPolicy } from './policy/read-policy.ts';

export const STAFF = ['dispatcher', 'chief'] as const;
const tags = ['people'];
const OneId = z.object({ id: Id });

export function peopleRoutes(app: App, deps: Deps, guard: ChangeGuard): void {
  app.get(
    '/api/people',
    {
      schema: {
        ...{ tags, summary: 'People with their hours and what remains to the caps', operationId: 'listPeople' },
        ...{ querystring: PeopleQuery, response: { 200: PeopleList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return listPeople(deps, actor, request.query.date);
    },
  );

  app.put(
    '/api/people/:id',
    {
      schema: {
        ...{ tags, summary: 'Create or change a person and their places in teams', operationId: 'putPerson' },
        ...{ params: OneId, headers: CommandHeaders, body: PersonInput, response: { 200: PersonView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putPerson(deps, guard, actor, { commandId: request.headers['idempotency-key'], person: request.body });
    },
  );

  app.get(
    '/api/absences',
    {
      schema: {
        ...{ tags, summary: 'Absences and the shifts they touch', operationId: 'listAbsences' },
        ...{ querystring: AbsenceQuery, response: { 200: AbsenceList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return { absences: await readAbsences(deps, actor, request.query) };
    },
  );

  app.put(
    '/api/absences/:id',
    {
      schema: {
        ...{ tags, summary: 'Say that somebody is away', operationId: 'putAbsence' },
        ...{ params: OneId, headers: CommandHeaders, body: Absence, response: { 200: AbsenceView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putAbsence(deps, actor, { commandId: request.headers['idempotency-key'], absence: request.body });
    },
  );

  app.delete(
    '/api/absences/:id',
    {
      schema: {
        ...{ tags, summary: 'Say that somebody is not away after all', operationId: 'deleteAbsence' },
        ...{ params: OneId, headers: CommandHeaders, response: { 204: z.null() } },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      await deleteAbsence(deps, actor, { commandId: request.headers['idempotency-key'], id: request.params.id });
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/api/working-time-policy',
    { schema: { tags, summary: 'The working-time rules', operationId: 'readPolicy', response: { 200: PolicyView } } },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return readPolicy(deps.db.client, actor);
    },
  );

  app.put(
    '/api/working-time-policy',
    {
      schema: {
        ...{ tags, summary: "Write the next version of the unit's working-time rules", operationId: 'putPolicy' },
        ...{ headers: CommandHeaders, body: PolicyInput, response: { 200: PolicyView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      // Whoever answers for the unit sets its rules, not only who plans by them.
      requireRole(actor, STAFF);
      return putPolicy(deps, actor, { commandId: request.headers['idempotency-key'], policy: request.body });
    },
  );
}
