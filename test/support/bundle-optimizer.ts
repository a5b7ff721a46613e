import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Of the bundler no more than is needed: it belongs to the web app, and only that knows its types. */
interface Bundler {
  build(options: object): Promise<readonly { readonly output: readonly { readonly code: string }[] }[]>;
}

/** The optimizer's door for a browser: a script that defines `optimizer`. */
export function bundleOptimizer(): Promise<string> {
  return bundle(new URL('../../apps/optimizer/src/index.ts', import.meta.url), 'optimizer');
}

/** A module for a browser, built by the web app's own bundler: a script that defines `name`. */
export async function bundle(module: URL, name: string): Promise<string> {
  const ofTheWeb = createRequire(new URL('../../apps/web/package.json', import.meta.url));
  const { build } = (await import(pathToFileURL(ofTheWeb.resolve('vite')).href)) as Bundler;
  const [built] = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, minify: false, lib: { entry: module.pathname, name, formats: ['iife'] } },
  });
  return built!.output[0]!.code;
}
