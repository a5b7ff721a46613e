import { z } from 'zod';
import { requireRole, requireWithin } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { Plan, Run, RunInput } from '../contract/planning.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { previewRun } from './preview-run.ts';
import { requestRun } from './request-run.ts';
import type { RunQueue } from './run-queue.ts';
import { stopRun } from './stop-run.ts';
import { findRun, listRuns } from './store/runs.ts';

const STAFF = ['dispatcher', 'chief'] as const;
/** The newest so many are shown. */
const LISTED = 50;
const OneId = z.object({ id: Id });
const OfUnit = z.object({ unitId: Id.optional() });

export function runRoutes(app: App, deps: Deps, queue: RunQueue): void {
  const tags = ['planning'];
  app.post(
    '/api/runs',
    {
      schema: {
        tags,
        summary: 'Plan the next days',
        operationId: 'requestRun',
        headers: CommandHeaders,
        body: RunInput,
        response: { 201: Run },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const run = await requestRun(deps, actor, { commandId: request.headers['idempotency-key'], input: request.body });
      return reply.code(201).send(run);
    },
  );
  app.get(
    '/api/runs',
    {
      schema: {
        tags,
        summary: 'Recent runs, newest first',
        operationId: 'listRuns',
        querystring: OfUnit,
        response: { 200: z.object({ runs: z.array(Run) }) },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return { runs: await listRuns(deps.db.client, actor.unitPath, request.query.unitId, LISTED) };
    },
  );
  app.get(
    '/api/runs/:id',
    { schema: { tags, summary: 'How far a run is', operationId: 'readRun', params: OneId, response: { 200: Run } } },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      const found = await findRun(deps.db.client, request.params.id);
      if (!found) throw new ProblemError('not-found');
      requireWithin(actor, found.unitPath);
      return found.run;
    },
  );
  app.get(
    '/api/runs/:id/preview',
    {
      schema: {
        tags,
        summary: 'The best plan so far of a run that is searching; 404 when there is none yet, or it has ended',
        operationId: 'previewRun',
        params: OneId,
        response: { 200: Plan },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      const found = await findRun(deps.db.client, request.params.id);
      const best = queue.bestOf(request.params.id);
      if (!found || !best) throw new ProblemError('not-found');
      requireWithin(actor, found.unitPath);
      return previewRun(found.run.id, best);
    },
  );
  for (const [verb, stop, summary] of [
    ['stop', 'keep', 'End a run and keep its best plan'],
    ['cancel', 'cancel', 'End a run and keep nothing'],
  ] as const) {
    app.post(
      `/api/runs/:id/${verb}`,
      {
        schema: {
          tags,
          summary,
          operationId: `${verb}Run`,
          params: OneId,
          headers: CommandHeaders,
          response: { 200: Run },
        },
      },
      async (request) => {
        const actor = actorOf(request);
        requireRole(actor, ['dispatcher']);
        const { id } = request.params as z.infer<typeof OneId>;
        const commandId = (request.headers as z.infer<typeof CommandHeaders>)['idempotency-key'];
        return stopRun(deps, actor, { commandId, runId: id, request: stop });
      },
    );
  }
}
