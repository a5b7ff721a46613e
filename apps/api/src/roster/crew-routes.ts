import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { dateAt } from '../calendar/zoned-time.ts';
import { CommandHeaders, LocalDate } from '../contract/common.ts';
import { CandidateList, CrewInput, CrewList, CrewQuery, CrewView, OverrideList, SwapInput } from '../contract/people.ts';
import type { App, Deps } from '../deps.ts';
import { listCandidates, listCrews } from './crews/list-crews.ts';
import { putCrew } from './crews/put-crew.ts';
import { swapPeople } from './crews/swap-people.ts';
import { STAFF } from './people-routes.ts';
import { readOverrides } from './store/crews.ts';

const tags = ['crews'];
/** A shift's id is "<seriesId>_<date>". */
const OneShift = z.object({ shiftId: z.string().max(200) });

export function crewRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/crews',
    {
      schema: {
        ...{ tags, summary: 'Who is on which shift, with what, and what is wrong with it', operationId: 'listCrews' },
        ...{ querystring: CrewQuery, response: { 200: CrewList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return listCrews(deps, actor, request.query);
    },
  );

  app.put(
    '/api/crews/:shiftId',
    {
      schema: {
        ...{ tags, summary: 'Say who is on a shift, with which kit and vehicle', operationId: 'putCrew' },
        ...{ params: OneShift, headers: CommandHeaders, body: CrewInput, response: { 200: CrewView } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const { shiftId } = request.params;
      return putCrew(deps, actor, { commandId: request.headers['idempotency-key'], shiftId, crew: request.body });
    },
  );

  app.get(
    '/api/crews/:shiftId/candidates',
    {
      schema: {
        ...{ tags, summary: 'Who could be on a shift, and what speaks against it', operationId: 'listCandidates' },
        ...{ params: OneShift, querystring: z.object({ date: LocalDate }), response: { 200: CandidateList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return { candidates: await listCandidates(deps, actor, request.params.shiftId, request.query.date) };
    },
  );

  app.post(
    '/api/swaps',
    {
      schema: {
        ...{ tags, summary: 'Two people change places between two shifts', operationId: 'swapPeople' },
        ...{ headers: CommandHeaders, body: SwapInput, response: { 200: CrewList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return swapPeople(deps, actor, { commandId: request.headers['idempotency-key'], swap: request.body });
    },
  );

  app.get(
    '/api/rule-overrides',
    {
      schema: {
        ...{ tags, summary: 'Who let which rule be broken, and why', operationId: 'listOverrides' },
        ...{ querystring: z.object({ from: LocalDate.optional() }), response: { 200: OverrideList } },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      const from = request.query.from ?? `${dateAt(deps.clock.now(), actor.zone).slice(0, 4)}-01-01`;
      return { overrides: await readOverrides(deps.db.client, actor.unitPath, from) };
    },
  );
}
