import { z } from 'zod';
import { requireRole, requireWithin } from '../../auth/actor.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import { PlanPolicy, PolicyInput } from '../../contract/plan-policy.ts';
import type { App, Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { findPlanningUnit } from '../store/input.ts';
import { putPolicy } from './put-policy.ts';
import { readPolicy } from './read-policy.ts';

export function policyRoutes(app: App, deps: Deps): void {
  const tags = ['planning'];
  app.get(
    '/api/plan-policy',
    {
      schema: {
        tags,
        summary: 'What the plans of a unit weigh: promises, overtime, continuity, waiting, balance',
        operationId: 'readPlanningPolicy',
        querystring: z.object({ unitId: Id.optional() }),
        response: { 200: PlanPolicy },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      const unit = await findPlanningUnit(deps.db.client, request.query.unitId ?? actor.unitId);
      if (!unit) throw new ProblemError('not-found');
      requireWithin(actor, unit.path);
      return readPolicy(deps.db.client, unit.path);
    },
  );
  app.put(
    '/api/plan-policy',
    {
      schema: {
        tags,
        summary: 'Change what the plans of a unit weigh',
        operationId: 'putPlanningPolicy',
        headers: CommandHeaders,
        body: PolicyInput,
        response: { 200: PlanPolicy },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return putPolicy(deps, actor, { commandId: request.headers['idempotency-key'], policy: request.body });
    },
  );
}
