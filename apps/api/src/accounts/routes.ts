import { z } from 'zod';
import { requireRole } from '../auth/actor.ts';
import { actorOf, SESSION_COOKIE } from '../auth/authenticate.ts';
import { hashToken } from '../auth/session-token.ts';
import { AccountInput, AccountList, AccountView, PasswordChange } from '../contract/accounts.ts';
import { CommandHeaders, Id } from '../contract/common.ts';
import type { App, Deps } from '../deps.ts';
import { requireSameId } from '../problem.ts';
import { changePassword } from './change-password.ts';
import { putAccount } from './put-account.ts';
import { listAccounts } from './store.ts';

/** Who may sign in. A unit's chief answers for it, so only a chief opens and closes accounts. */
export function accountRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/accounts',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Accounts of your unit and below',
        operationId: 'listAccounts',
        response: { 200: AccountList },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['chief']);
      return { accounts: await listAccounts(deps.db.client, actor.unitPath) };
    },
  );

  app.put(
    '/api/accounts/:id',
    {
      schema: {
        tags: ['accounts'],
        summary: 'Open, change or close an account',
        operationId: 'putAccount',
        params: z.object({ id: Id }),
        headers: CommandHeaders,
        body: AccountInput,
        response: { 200: AccountView },
      },
    },
    async (request) => {
      const actor = actorOf(request);
      requireRole(actor, ['chief']);
      requireSameId(request.params.id, request.body.id);
      return putAccount(deps, actor, { commandId: request.headers['idempotency-key'], account: request.body });
    },
  );

  app.post(
    '/api/me/password',
    {
      config: { rateLimit: { max: deps.config.signInsPerMinute, timeWindow: 60_000 } },
      schema: {
        tags: ['accounts'],
        summary: 'Change your own password',
        operationId: 'changePassword',
        body: PasswordChange,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const actor = actorOf(request);
      await changePassword(deps, actor, { ...request.body, tokenHash: hashToken(request.cookies[SESSION_COOKIE]!) });
      return reply.code(204).send(null);
    },
  );
}
