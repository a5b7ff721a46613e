import type { FastifyRequest } from 'fastify';
import { readTogether } from '../db/read-together.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import type { Actor } from './actor.ts';
import { hashToken } from './session-token.ts';
import { findActors } from './store.ts';

export const SESSION_COOKIE = 'gocua_session';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for signed-in requests; read it through actorOf. */
    actor: Actor | null;
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds who asks, before any handler, and refuses unsafe requests and sockets that another site sent. */
export function authentication(app: App, deps: Deps): void {
  app.decorateRequest('actor', null);
  const findActor = readTogether(async (tokenHashes: string[]) => {
    const actors = await findActors(deps.db.client, deps.clock, [...new Set(tokenHashes)]);
    return tokenHashes.map((tokenHash) => actors.get(tokenHash) ?? null);
  });
  app.addHook('onRequest', async (request) => {
    const upgrade = request.headers.upgrade !== undefined;
    if ((!SAFE.has(request.method) || upgrade) && isForeign(request)) throw new ProblemError('foreign-origin');
    const token = request.cookies[SESSION_COOKIE];
    if (token) request.actor = await findActor(hashToken(token));
  });
}

/** The signed-in actor; throws `sign-in-required`. */
export function actorOf(request: FastifyRequest): Actor {
  if (!request.actor) throw new ProblemError('sign-in-required');
  return request.actor;
}

/** A browser says where a request comes from; a request with no Origin is not a browser's cross-site one. */
function isForeign(request: FastifyRequest): boolean {
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  return new URL(origin).host !== request.host;
}
