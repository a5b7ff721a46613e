import { requireRole } from '../../auth/actor.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { CommandHeaders } from '../../contract/common.ts';
import { PlanSummary } from '../../contract/planning.ts';
import { Repair, RepairChoice, RepairEvent } from '../../contract/repair.ts';
import type { App, Deps } from '../../deps.ts';
import { adoptRepair } from './adopt-repair.ts';
import { repairEvening } from './repair-evening.ts';

export function repairRoutes(app: App, deps: Deps): void {
  const tags = ['planning'];
  app.post(
    '/api/planning/repair',
    {
      schema: {
        tags,
        summary: 'Ways to go on with an evening after a team falls away, a visit is late or somebody is urgent; changes nothing',
        operationId: 'repairEvening',
        body: RepairEvent,
        response: { 200: Repair },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return repairEvening(deps, actor, request.body);
    },
  );
  app.post(
    '/api/planning/repair/draft',
    {
      schema: {
        tags,
        summary: 'Make a draft of one way to go on with an evening',
        operationId: 'adoptRepair',
        headers: CommandHeaders,
        body: RepairChoice,
        response: { 201: PlanSummary },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      const made = await adoptRepair(deps, actor, { commandId: request.headers['idempotency-key'], choice: request.body });
      return reply.status(201).send(made);
    },
  );
}
