import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { actorOf } from '../../auth/authenticate.ts';
import type { App, Deps } from '../../deps.ts';
import { ProblemError } from '../../problem.ts';
import type { StreetEngine } from '../street-engine.ts';
import { TravelError } from '../travel.ts';
import { answerNearest } from './answer-nearest.ts';
import { answerRoute } from './answer-route.ts';
import { answerTable } from './answer-table.ts';
import { OsrmFault, type OsrmQuery } from './read-question.ts';

/** Questions that are answered at one time; more wait at their sender's. */
const MOST_AT_ONCE = 16;
const Path = z.object({ service: z.string(), version: z.string(), profile: z.string(), '*': z.string() });
const Query = z.record(z.string(), z.string());

/**
 * OSRM's HTTP API over the embedded streets, so that VROOM and other tools can use them. Times and lengths are along the streets,
 * without the walk to the door, as OSRM's are. Described in docs of that project; what is missing is refused by name.
 */
export function osrmRoutes(app: App, deps: Deps): void {
  let active = 0;
  app.get(
    '/osrm/:service/:version/:profile/*',
    {
      schema: {
        tags: ['roads'],
        summary: "OSRM's route, table and nearest services over the embedded streets",
        operationId: 'askOsrm',
        params: Path,
        querystring: Query,
      },
      onRequest: async (request) => {
        const { osrmAccess } = deps.config;
        if (osrmAccess === 'open' || (osrmAccess === 'loopback' && isOnThisMachine(request))) return;
        actorOf(request);
      },
    },
    async (request, reply) => {
      if (!deps.streets) throw new ProblemError('travel-unavailable');
      if (active >= MOST_AT_ONCE) throw new ProblemError('too-many-requests');
      active++;
      const left = new AbortController();
      request.raw.on('close', () => request.raw.destroyed && left.abort());
      try {
        return await answer(deps.streets, request.params, request.query, left.signal);
      } catch (error) {
        if (error instanceof OsrmFault) return reply.code(400).send({ code: error.code, message: error.message });
        if (error instanceof TravelError && error.code === 'question')
          return reply.code(400).send({ code: 'InvalidQuery', message: error.message });
        throw error;
      } finally {
        active--;
      }
    },
  );
}

async function answer(engine: StreetEngine, path: z.infer<typeof Path>, query: OsrmQuery, signal: AbortSignal): Promise<unknown> {
  const { service, version, profile, '*': coordinates } = path;
  if (version !== 'v1') throw new OsrmFault('InvalidVersion', 'The version is v1.');
  if (!engine.profileIds.includes(profile))
    throw new OsrmFault('InvalidQuery', `The profiles are ${engine.profileIds.join(', ')}.`);
  if (service === 'route') return answerRoute(engine, profile, coordinates, query);
  if (service === 'table') return answerTable(engine, profile, coordinates, query, signal);
  if (service === 'nearest') return answerNearest(engine, profile, coordinates, query);
  throw new OsrmFault('InvalidService', 'The services are route, table and nearest.');
}

/** A program on this machine itself; a proxy that forwards for somebody else says so in its headers. */
function isOnThisMachine(request: FastifyRequest): boolean {
  const address = request.socket.remoteAddress ?? '';
  const isForwarded = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => request.headers[name] !== undefined);
  return !isForwarded && (address === '::1' || /^(::ffff:)?127\./.test(address));
}
