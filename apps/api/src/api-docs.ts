import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { App } from './deps.ts';

/** The page sets styles of its own and asks nobody else; the package's default would send plain http to https. */
const DOCS_CSP =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/** OpenAPI 3.1 at /docs/json and a page to try it at /docs, from the same schemas that validate. */
export async function apiDocs(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Gõ Cửa',
        version: '0.1.0',
        description:
          'Scheduling and dispatch for teams who go to people’s homes. Errors are RFC 9457 problems (`application/problem+json`) with a `code` of a closed table. Commands carry an `Idempotency-Key`.',
      },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'gocua_session' } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true, transformStaticCSP: () => DOCS_CSP });
}
