import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App, Deps } from './deps.ts';
import { ProblemError } from './problem.ts';

/** A page address: no dot in its last part. Anything else that is missing is an error, not the app. */
const PAGE = /^\/[^.]*$/;

/** The built web app at /, with its own addresses answered by its one page, and the base map at /maps (range requests). */
export async function webFiles(app: App, deps: Deps): Promise<void> {
  const { webDir, mapDir } = deps.config;
  await app.register(fastifyStatic, { root: mapDir, prefix: '/maps/', index: false, maxAge: '1h', decorateReply: false });
  const built = existsSync(join(webDir, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: webDir,
      index: false,
      // One route a file, so that every other address is a page or nothing: folders are neither.
      wildcard: false,
      // The build writes .br and .gz beside each text file.
      preCompressed: true,
      // Else the plugin's own cache-control replaces the one below.
      cacheControl: false,
      // File names under assets/ carry a hash of their content.
      setHeaders: (response, path) => {
        response.setHeader('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    const isPage = request.method === 'GET' && PAGE.test(path) && !path.startsWith('/api') && !path.startsWith('/maps');
    if (built && isPage) return reply.sendFile('index.html');
    throw new ProblemError('not-found');
  });
}
