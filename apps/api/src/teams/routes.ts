import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import type { ChangeGuard } from '../calendar/change-guard.ts';
import { dateAt } from '../calendar/zoned-time.ts';
import { KIT_SKILLS, SKILLS } from '../contract/codes.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import { Depot, Kit, TeamInput, TeamList, TeamSaved, Vehicle } from '../contract/teams.ts';
import type { App, Deps } from '../deps.ts';
import { requireSameId } from '../problem.ts';
import { unitIdsOnPath } from '../units/unit-path.ts';
import { putDepot } from './put-depot.ts';
import { putKit } from './put-kit.ts';
import { putTeam } from './put-team.ts';
import { putVehicle } from './put-vehicle.ts';
import { listTeams } from './store.ts';

const STAFF = ['dispatcher', 'chief'] as const;
/** Skills are checked by the use case, which names the unknown ones with a code of their own. */
const UncheckedSkills = z
  .array(z.string().max(64))
  .max(SKILLS.length * 2)
  .describe(`Of ${SKILLS.join(', ')}`);
const TeamBody = TeamInput.extend({ skills: UncheckedSkills });
const KitBody = Kit.omit({ teamId: true }).extend({ skills: UncheckedSkills.describe(`Of ${KIT_SKILLS.join(', ')}`) });
const VehicleBody = Vehicle.omit({ teamId: true });
const OneId = z.object({ id: Id });

export function teamRoutes(app: App, deps: Deps, guard: ChangeGuard): void {
  app.get(
    '/api/teams',
    {
      schema: {
        tags: ['teams'],
        summary: 'Teams, depots, kits and vehicles',
        operationId: 'listTeams',
        response: { 200: TeamList },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      const today = dateAt(deps.clock.now(), actor.zone);
      return listTeams(deps.db.client, actor.unitPath, unitIdsOnPath(actor.unitPath), today);
    },
  );

  app.put(
    '/api/teams/:id',
    {
      schema: {
        tags: ['teams'],
        summary: 'Create or change a team',
        operationId: 'putTeam',
        params: OneId,
        headers: CommandHeaders,
        body: TeamBody,
        response: { 200: TeamSaved },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putTeam(deps, guard, actor, { commandId: request.headers['idempotency-key'], team: request.body });
    },
  );

  app.put(
    '/api/depots/:id',
    {
      schema: {
        tags: ['teams'],
        summary: 'Create or change a depot',
        operationId: 'putDepot',
        params: OneId,
        headers: CommandHeaders,
        body: Depot,
        response: { 200: Depot },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putDepot(deps, actor, { commandId: request.headers['idempotency-key'], depot: request.body });
    },
  );

  app.put(
    '/api/kits/:id',
    {
      schema: {
        tags: ['teams'],
        summary: 'Create or change a kit',
        operationId: 'putKit',
        params: OneId,
        headers: CommandHeaders,
        body: KitBody,
        response: { 200: Kit },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putKit(deps, actor, { commandId: request.headers['idempotency-key'], kit: request.body });
    },
  );

  app.put(
    '/api/vehicles/:id',
    {
      schema: {
        tags: ['teams'],
        summary: 'Create or change a vehicle',
        operationId: 'putVehicle',
        params: OneId,
        headers: CommandHeaders,
        body: VehicleBody,
        response: { 200: Vehicle },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['dispatcher']);
      requireSameId(request.params.id, request.body.id);
      return putVehicle(deps, actor, { commandId: request.headers['idempotency-key'], vehicle: request.body });
    },
  );
}
