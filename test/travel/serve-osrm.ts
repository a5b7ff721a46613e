import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { readConfig } from '../../apps/api/src/config.ts';
import type { App, Deps } from '../../apps/api/src/deps.ts';
import { answerProblems } from '../../apps/api/src/problem-answers.ts';
import { osrmRoutes } from '../../apps/api/src/travel/osrm/osrm-routes.ts';
import type { StreetEngine } from '../../apps/api/src/travel/street-engine.ts';

/** The product's own /osrm on a real socket, without the rest of the server. The caller closes it. */
export async function serveOsrm(
  streets: StreetEngine,
  access = 'open',
): Promise<{ url: string; app: App; close(): Promise<void> }> {
  const app = Fastify({ forceCloseConnections: true }).withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  app.decorateRequest('actor', null);
  osrmRoutes(app, { config: readConfig({ OSRM_ACCESS: access }), streets } as Deps);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${url}/osrm`, app, close: async () => void (await app.close()) };
}
