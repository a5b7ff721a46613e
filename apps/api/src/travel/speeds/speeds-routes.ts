import { z } from 'zod';
import { requireRole, requireWithin } from '../../auth/actor.ts';
import { actorOf } from '../../auth/authenticate.ts';
import { CommandHeaders, Id } from '../../contract/common.ts';
import { SpeedsInput, SpeedsView, SpeedTable } from '../../contract/speeds.ts';
import type { App, Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import { findSpeedUnit } from '../store.ts';
import { putSpeeds } from './put-speeds.ts';
import { readSpeeds } from './read-speeds.ts';

export function speedsRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/speeds',
    {
      schema: {
        tags: ['roads'],
        summary: 'Speeds by time of day that count for a unit, and what its drives say about them',
        operationId: 'readSpeeds',
        querystring: z.object({ unitId: Id.optional() }),
        response: { 200: SpeedsView },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher', 'chief']);
      const unit = await findSpeedUnit(deps.db.client, request.query.unitId ?? actor.unitId);
      if (!unit) throw new ProblemError('not-found');
      requireWithin(actor, unit.path);
      return readSpeeds(deps, deps.db.client, unit);
    },
  );
  app.put(
    '/api/speeds',
    {
      schema: {
        tags: ['roads'],
        summary: "Change a unit's speeds by time of day",
        operationId: 'putSpeeds',
        headers: CommandHeaders,
        body: SpeedsInput,
        response: { 200: SpeedTable },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      return putSpeeds(deps, actor, { commandId: request.headers['idempotency-key'], speeds: request.body });
    },
  );
}
