import { setTimeout as later } from 'node:timers';
import { z } from 'zod';
import { actorOf } from '../auth/authenticate.ts';
import { PushKey, PushSubscriptionInput } from '../contract/field.ts';
import type { App, Deps } from '../deps.ts';
import { ProblemError } from '../problem.ts';
import { isKnownPushService } from './push-service.ts';
import { startPushWorker } from './push-worker.ts';
import { deleteSubscriptions, putSubscription } from './store.ts';
import { readVapidKeys } from './vapid-keys.ts';

/** Web Push: a browser says where it may be woken, and takes it back. The worker of this process sends what was decided. */
export async function notifyRoutes(app: App, deps: Deps): Promise<void> {
  const tags = ['push'];
  app.get(
    '/api/push/key',
    {
      schema: {
        tags,
        summary: 'The public key a browser subscribes with',
        operationId: 'readPushKey',
        response: { 200: PushKey },
      },
    },
    async (request) => {
      actorOf(request);
      const { publicKey } = await readVapidKeys(deps);
      return { publicKey };
    },
  );
  app.put(
    '/api/push/subscription',
    {
      schema: {
        tags,
        summary: 'This browser may be woken; replaces an earlier subscription of the device',
        operationId: 'putPushSubscription',
        body: PushSubscriptionInput,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId, teamId } = actorOf(request);
      const { deviceId, endpoint, keys } = request.body;
      if (!isKnownPushService(endpoint, deps.config.pushHosts)) throw new ProblemError('push-service-unknown');
      const createdAt = deps.clock.now();
      await deps.db.transaction((tx) => putSubscription(tx, { endpoint, accountId, teamId, deviceId, ...keys, createdAt }));
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/api/push/subscription/:deviceId',
    {
      schema: {
        tags,
        summary: 'This browser is not to be woken any more',
        operationId: 'deletePushSubscription',
        params: z.object({ deviceId: z.string().max(64) }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { accountId } = actorOf(request);
      await deleteSubscriptions(deps.db.client, { deviceId: request.params.deviceId, accountId });
      return reply.code(204).send(null);
    },
  );

  const worker = await startPushWorker(deps, (ms, run) => {
    const timer = later(run, ms).unref();
    return () => clearTimeout(timer);
  });
  app.addHook('preClose', () => worker.stop());
}
