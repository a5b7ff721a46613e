import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, { LogController } from 'fastify';
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { accountRoutes } from './accounts/routes.ts';
import { addressRoutes } from './addresses/routes.ts';
import { apiDocs } from './api-docs.ts';
import { authentication } from './auth/authenticate.ts';
import { authRoutes } from './auth/routes.ts';
import { calendarRoutes } from './calendar/routes.ts';
import { caseRoutes } from './cases/routes.ts';
import type { App, Deps } from './deps.ts';
import { dispatchRoutes } from './dispatch/routes.ts';
import { exportRoutesOf } from './exports/routes.ts';
import { healthRoutes } from './health.ts';
import { notifyRoutes } from './notify/routes.ts';
import { planningRoutes } from './planning/routes.ts';
import { answerProblems } from './problem-answers.ts';
import { requestRoutes } from './requests/routes.ts';
import { makeChangeGuard } from './roster/guard-change.ts';
import { rosterRoutes } from './roster/routes.ts';
import { demoRoutes } from './seed/routes.ts';
import { teamRoutes } from './teams/routes.ts';
import { travelRoutes } from './travel/routes.ts';
import { unitRoutes } from './units/routes.ts';
import { webFiles } from './web-files.ts';

/** Largest JSON body; an import has its own limit. */
const JSON_BODY_BYTES = 1024 * 1024;

/** A question to /osrm holds its coordinates in the address: 64 kB are about 3,000 of them. */
const MOST_HEADER_BYTES = 64 * 1024;

/** The page may load pictures from the operator's tile server, and from nowhere else. "{s}" stands for its numbered hosts. */
function tileOrigins({ config }: Deps): string[] {
  return config.tiles
    ? [new URL(config.tiles.url.replace('{s}.', '*.').replace('*.', 'any.')).origin.replace('//any.', '//*.')]
    : [];
}

/** Builds the whole server from what it needs. Listens to nothing: `main.ts` and tests do. */
export async function buildApp(deps: Deps): Promise<App> {
  const app = Fastify({
    loggerInstance: deps.log,
    // Our own line per request names the route, never the URL: a URL may one day hold what must not be logged.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_BODY_BYTES,
    http: { maxHeaderSize: MOST_HEADER_BYTES },
    // Sockets and keep-alive connections must not hold up a stop.
    forceCloseConnections: true,
    // While live clients move away, what they still send is taken; /readyz says that nothing new should come.
    return503OnClosing: false,
    requestTimeout: 60_000,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerProblems(app);
  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/api')) {
      request.log.info(
        { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
        'answered',
      );
    }
  });

  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Leaflet and the component library set style attributes.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tileOrigins(deps)],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: deps.config.secureCookies,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, {
    max: deps.config.requestsPerMinute,
    timeWindow: 60_000,
    // A client that hung up has no address any more.
    keyGenerator: (request) => request.ip ?? 'gone',
    allowList: (request) => !request.url.startsWith('/api'),
  });
  await app.register(cookie);
  await apiDocs(app);
  authentication(app, deps);

  healthRoutes(app, deps);
  authRoutes(app, deps);
  accountRoutes(app, deps);
  demoRoutes(app, deps);
  unitRoutes(app, deps);
  addressRoutes(app, deps);
  caseRoutes(app, deps);
  const guard = makeChangeGuard(deps);
  teamRoutes(app, deps, guard);
  calendarRoutes(app, deps, guard);
  rosterRoutes(app, deps, guard);
  planningRoutes(app, deps);
  requestRoutes(app, deps);
  travelRoutes(app, deps);
  await notifyRoutes(app, deps);
  exportRoutesOf(app, deps);
  await dispatchRoutes(app, deps);
  await webFiles(app, deps);
  return app;
}
