import { z } from 'zod';
import { Me, SignIn } from '../contract/session.ts';
import type { App, Deps } from '../deps.ts';
import { actorOf, SESSION_COOKIE } from './authenticate.ts';
import { hashToken } from './session-token.ts';
import { SESSION_SEC, signIn } from './sign-in.ts';
import { deleteSession, readNames } from './store.ts';

export function authRoutes(app: App, deps: Deps): void {
  const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: deps.config.secureCookies } as const;

  app.post(
    '/api/session',
    {
      config: { rateLimit: { max: deps.config.signInsPerMinute, timeWindow: 60_000 } },
      schema: { tags: ['session'], summary: 'Sign in', operationId: 'signIn', body: SignIn, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const token = await signIn(deps, request.body);
      return reply
        .setCookie(SESSION_COOKIE, token, { ...cookie, maxAge: SESSION_SEC })
        .code(204)
        .send(null);
    },
  );

  app.delete(
    '/api/session',
    { schema: { tags: ['session'], summary: 'Sign out', operationId: 'signOut', response: { 204: z.null() } } },
    async (request, reply) => {
      const token = request.cookies[SESSION_COOKIE];
      if (token) await deleteSession(deps.db.client, hashToken(token));
      return reply.clearCookie(SESSION_COOKIE, cookie).code(204).send(null);
    },
  );

  app.get(
    '/api/me',
    { schema: { tags: ['session'], summary: 'Who is signed in', operationId: 'readMe', response: { 200: Me } } },
    async (request) => {
      const actor = actorOf(request);
      const names = await readNames(deps.db.client, actor);
      return { ...actor, ...names, serverTime: deps.clock.now().toISOString() };
    },
  );
}
