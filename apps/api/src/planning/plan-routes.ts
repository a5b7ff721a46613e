import { z } from 'zod';
import { type Actor, requireRole, requireWithin } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { VisitAdvice } from '../contract/plan-advice.ts';
import { Plan, PlanGeometry, PlanList, PlanSummary, PublishInput, PublishPreview } from '../contract/planning.ts';
import { PromisesAtRisk } from '../contract/promises-at-risk.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { lastMetres, type WalkTo } from '../travel/last-metres.ts';
import { adviseVisit } from './advise-visit.ts';
import { discardPlan } from './discard-plan.ts';
import { drawPlan } from './draw-plan.ts';
import { promisesAtRisk } from './promises-at-risk.ts';
import { previewPublish, publishPlan } from './publish-plan.ts';
import { findPlanningUnit } from './store/input.ts';
import { findPlan, listPlans } from './store/plans.ts';

const STAFF = ['dispatcher', 'chief'] as const;
/** The newest so many are shown. */
const LISTED = 50;
const OneId = z.object({ id: Id });
const OfUnit = z.object({ unitId: Id.optional() });

export function planRoutes(app: App, deps: Deps): void {
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
    '/api/promises-at-risk',
    {
      schema: {
        tags,
        summary: 'Published visits that their shifts cannot do as things stand',
        operationId: 'listPromisesAtRisk',
        response: { 200: PromisesAtRisk },
      },
    },
    async (request) => ({ visits: await promisesAtRisk(deps, staffOf(request)) }),
  );
  app.get(
    '/api/plans/:id',
    { schema: { tags, summary: 'A plan with all its stops', operationId: 'readPlan', params: OneId, response: { 200: Plan } } },
    async (request) => {
      const actor = staffOf(request);
      const found = await findPlan(deps.db.client, request.params.id);
      if (!found) throw new ProblemError('not-found');
      requireWithin(actor, found.unitPath);
      return withLastMetres(found.plan, lastMetres(deps.streets));
    },
  );
  app.get(
    '/api/plans/:id/advice/:caseId',
    {
      schema: {
        tags,
        summary: 'Why a visit was left out, evening by evening, and proved changes that would serve it',
        operationId: 'adviseVisit',
        params: z.object({ id: Id, caseId: Id }),
        response: { 200: VisitAdvice },
      },
    },
    async (request) => {
      const { id: planId, caseId } = request.params;
      return adviseVisit(deps, staffOf(request), { planId, caseId });
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

/** The plan with what must be walked to each home. */
function withLastMetres(plan: Plan, walkTo: WalkTo): Plan {
  const routes = plan.routes.map((route) => ({
    ...route,
    stops: route.stops.map((stop) =>
      stop.kind !== 'visit' || stop.lat === null || stop.lon === null ? stop : { ...stop, ...walkTo([stop.lon, stop.lat]) },
    ),
  }));
  return { ...plan, routes };
}
