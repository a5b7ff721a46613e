import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { pino } from 'pino';
import { authentication } from '../../apps/api/src/auth/authenticate.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import type { App, Deps } from '../../apps/api/src/deps.ts';
import { dispatchRoutes } from '../../apps/api/src/dispatch/routes.ts';
import { answerProblems } from '../../apps/api/src/problem-answers.ts';
import { requestRoutes } from '../../apps/api/src/requests/routes.ts';
import { ManualClock } from '../support/clock.ts';
import { EVENING } from './world.ts';

export interface RunningApp {
  url: string;
  app: App;
  deps: Deps;
  clock: ManualClock;
  close(): Promise<void>;
}

/** The server's dispatch and requests over real sockets, with the clock in the test's hand. The caller closes it. */
export async function serveDispatch(db: Database, change: Partial<Deps> = {}): Promise<RunningApp> {
  const clock = new ManualClock(EVENING);
  const deps: Deps = {
    config: readConfig({ DRAIN_MS: '0' }),
    clock,
    ids: systemIds,
    db,
    travel: {
      table: () => Promise.reject(new Error('no travel here')),
      route: () => Promise.reject(new Error('no travel here')),
      nearest: () => Promise.reject(new Error('no travel here')),
    },
    streets: null,
    places: {
      oldWards: [],
      search: () => [],
      isInUnit: () => true,
      boundaryOf: () => null,
      judgePin: () => ({ insideArea: true, inWater: false, unitId: null }),
      locateAddress: () => ({ lat: 21.015, lon: 105.812, confidence: 'alley' }),
    },
    log: pino({ level: 'silent' }),
    ...change,
  };
  const options = { loggerInstance: deps.log, forceCloseConnections: true, return503OnClosing: false };
  const app = Fastify(options).withTypeProvider<ZodTypeProvider>() as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  await app.register(rateLimit, { max: 100_000, timeWindow: 60_000 });
  await app.register(cookie);
  authentication(app, deps);
  requestRoutes(app, deps);
  await dispatchRoutes(app, deps);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const close = async () => void (await app.close());
  return { url, app, deps, clock, close };
}
