import { z } from 'zod';
import { type Actor, requireRole, requireWithin } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { Plan, PlanGeometry, PlanList, PlanSummary, PublishInput, PublishPreview, Run, RunInput } from '../contract/planning.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { discardPlan } from './discard-plan.ts';
import { drawPlan } from './draw-plan.ts';
import { previewPublish, publishPlan } from './publish-plan.ts';
import { requestRun } from './request-run.ts';
import { RunQueue } from './run-queue.ts';
import { stopRun } from './stop-run.ts';
import { findPlanningUnit } from './store/input.ts';
import { findPlan, listPlans } from './store/plans.ts';
import { findRun, listRuns } from './store/runs.ts';

const STAFF = ['dispatcher', 'chief'] as const;
/** The newest so many are shown. */
const LISTED = 50;
const OneId = z.object({ id: Id });
const OfUnit = z.object({ unitId: Id.optional() });

/** Also starts and ends the queue of runs together with the server. */
export function planningRoutes(app: App, deps: Deps): void {
  const queue = new RunQueue(deps);
  app.addHook('onReady', () => queue.start());
  app.addHook('onClose', () => queue.close());
  runRoutes(app, deps);
  planRoutes(app, deps);
}

function runRoutes(app: App, deps: Deps): void {
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

function planRoutes(app: App, deps: Deps): void {
  const tags = ['planning'];
  const staffOf = (request: Parameters<typeof actorOf>[0]): Actor => {
    const actor = actorOf(request);
    requireRole(actor, STAFF);
    return actor;
  };
  app.get(
    '/api/plans',
    {
      schema: {
        tags,
        summary: 'Drafts and revisions of a unit, newest first',
        operationId: 'listPlans',
        querystring: OfUnit,
        response: { 200: PlanList },
      },
    },
    async (request) => {
      const actor = staffOf(request);
      const unit = await findPlanningUnit(deps.db.client, request.query.unitId ?? actor.unitId);
      if (!unit) throw new ProblemError('not-found');
      requireWithin(actor, unit.path);
      return { plans: await listPlans(deps.db.client, unit.id, LISTED), currentRevision: unit.revision };
    },
  );
  app.get(
    '/api/plans/:id',
    { schema: { tags, summary: 'A plan with all its stops', operationId: 'readPlan', params: OneId, response: { 200: Plan } } },
    async (request) => {
      const actor = staffOf(request);
      const found = await findPlan(deps.db.client, request.params.id);
      if (!found) throw new ProblemError('not-found');
      requireWithin(actor, found.unitPath);
      return found.plan;
    },
  );
  app.get(
    '/api/plans/:id/geometry',
    {
      schema: {
        tags,
        summary: 'The lines of a plan along the streets',
        operationId: 'drawPlan',
        params: OneId,
        response: { 200: PlanGeometry },
      },
    },
    async (request) => drawPlan(deps, staffOf(request), request.params.id),
  );
  app.get(
    '/api/plans/:id/publish-preview',
    {
      schema: {
        tags,
        summary: 'What publishing would change for people',
        operationId: 'previewPublish',
        params: OneId,
        response: { 200: PublishPreview },
      },
    },
    async (request) => previewPublish(deps, staffOf(request), request.params.id),
  );
  app.post(
    '/api/plans/:id/publish',
    {
      schema: {
        tags,
        summary: 'Make a draft the current revision and tell the teams',
        operationId: 'publishPlan',
        params: OneId,
        headers: CommandHeaders,
        body: PublishInput,
        response: { 200: PlanSummary },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return publishPlan(deps, actor, {
        commandId: request.headers['idempotency-key'],
        planId: request.params.id,
        baseRevision: request.body.baseRevision,
      });
    },
  );
  app.post(
    '/api/plans/:id/discard',
    {
      schema: {
        tags,
        summary: 'Put a draft away',
        operationId: 'discardPlan',
        params: OneId,
        headers: CommandHeaders,
        response: { 200: PlanSummary },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return discardPlan(deps, actor, { commandId: request.headers['idempotency-key'], planId: request.params.id });
    },
  );
}
