import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf } from '../auth/authenticate.ts';
import { Id } from '../contract/common.ts';
import type { App, Deps } from '../deps.ts';
import { exportCases } from './export-cases.ts';
import { exportGpx, exportRoutes } from './export-routes.ts';
import { exportUnits } from './export-units.ts';

const STAFF = ['dispatcher', 'chief'] as const;
const ANYBODY = [...STAFF, 'team'] as const;
/** A file is handed out whole; its form is RFC 7946's, not ours to describe again. */
const File = z.string();

/** Files for other programs. Addresses hold ids and switches, never what a person is called. */
export function exportRoutesOf(app: App, deps: Deps): void {
  const tags = ['exports'];
  const send = (reply: FastifyReply, name: string, type: string, body: string) =>
    reply
      .type(type)
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('cache-control', 'no-store')
      .send(body);
  const geojson = (reply: FastifyReply, name: string, body: unknown) =>
    send(reply, name, 'application/geo+json', JSON.stringify(body));

  app.get(
    '/api/exports/cases.geojson',
    {
      schema: {
        tags,
        summary: 'Cases as GeoJSON (RFC 7946); names only for a dispatcher who asks for them',
        operationId: 'exportCases',
        querystring: z.object({ unitId: Id.optional(), names: z.enum(['0', '1']).default('0') }),
        response: { 200: File },
      },
    },
    async (request, reply) => {
      const { unitId, names } = request.query;
      const withNames = names === '1';
      const actor = actorOf(request);
      requireRole(actor, withNames ? ['dispatcher'] : STAFF);
      return geojson(reply, 'truong-hop.geojson', await exportCases(deps, actor, { unitId, withNames }));
    },
  );

  app.get(
    '/api/exports/units.geojson',
    {
      schema: {
        tags,
        summary: 'Units with boundaries and counts as GeoJSON',
        operationId: 'exportUnits',
        response: { 200: File },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return geojson(reply, 'don-vi.geojson', await exportUnits(deps, actor));
    },
  );

  app.get(
    '/api/exports/plans/:id/routes.geojson',
    {
      schema: {
        tags,
        summary: 'Routes of a plan and their stops as GeoJSON',
        operationId: 'exportRoutes',
        params: z.object({ id: Id }),
        response: { 200: File },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, STAFF);
      return geojson(reply, 'lo-trinh.geojson', await exportRoutes(deps, actor, request.params.id));
    },
  );

  app.get(
    '/api/exports/plans/:id/routes/:routeId/route.gpx',
    {
      schema: {
        tags,
        summary: 'One route as GPX 1.1; a team may take its own',
        operationId: 'exportGpx',
        params: z.object({ id: Id, routeId: Id }),
        response: { 200: File },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      requireRole(actor, ANYBODY);
      const { id, routeId } = request.params;
      const body = await exportGpx(deps, actor, { planId: id, routeId });
      return send(reply, 'lo-trinh.gpx', 'application/gpx+xml', body);
    },
  );
}
