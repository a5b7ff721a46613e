import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin, Rolldown } from 'vite';

const WORKER = 'sw.js';
/** The modules a team's phone may need without a network. What they import comes along; the planner does not. */
const ROOTS = ['/index.html', '/src/field/FieldApp.tsx', '/src/session/SignInPage.tsx'];
/** What these load at run time. */
const LAZY = ['/src/field/', '/src/map/', '/protomaps-leaflet/', '/pmtiles/'];

/**
 * The service worker at /sw.js and the list of files it keeps. Workbox and its plugin would do the same, and double the number of
 * packages of the whole product for a list of names (338 instead of 15).
 */
export function fieldFiles(): Plugin {
  return {
    name: 'field-files',
    apply: 'build',
    writeBundle(options, bundle) {
      const folder = options.dir!;
      refuseHeavyStart(bundle);
      const paths = [...filesOf(bundle), ...plainFiles(folder)].sort();
      const hash = createHash('sha256');
      for (const path of paths) hash.update(path).update(readFileSync(join(folder, path)));
      const list = { version: hash.digest('hex').slice(0, 12), paths };
      const worker = join(folder, WORKER);
      const code = readFileSync(worker, 'utf8');
      if (!code.includes('__FIELD_FILES__') || /^\s*import\b/m.test(code))
        throw new Error('sw.js must stand alone and name its files');
      writeFileSync(worker, code.replace('__FIELD_FILES__', JSON.stringify(list)));
    },
  };
}

/** Put into the build's `rolldownOptions`: the page and the worker, whose name has no hash. */
export const entries = {
  input: { index: 'index.html', sw: 'src/field/worker/service-worker.ts' },
  output: { entryFileNames: ({ name }: { name: string }) => (name === 'sw' ? WORKER : 'assets/[name]-[hash].js') },
};

function filesOf(bundle: Rolldown.OutputBundle): Set<string> {
  const chunks = new Map(
    Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])),
  );
  const found = new Set<string>();
  const isWanted = (chunk: Rolldown.OutputChunk, names: string[]) => names.some((name) => chunk.facadeModuleId?.includes(name));
  const take = (fileName: string) => {
    const chunk = chunks.get(fileName);
    if (!chunk || found.has(`/${fileName}`)) return;
    found.add(`/${fileName}`);
    for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])])
      found.add(`/${file}`);
    for (const imported of chunk.imports) take(imported);
    for (const imported of chunk.dynamicImports) {
      const lazy = chunks.get(imported);
      if (lazy && isWanted(lazy, LAZY)) take(imported);
    }
  };
  for (const chunk of chunks.values()) if (chunk.fileName !== WORKER && isWanted(chunk, ROOTS)) take(chunk.fileName);
  // Every browser that runs a service worker reads woff2.
  return new Set([...found].filter((file) => !file.endsWith('.woff')));
}

/** A phone at a door opens its evening without the map library and without the planner; both come only where they are looked at. */
function refuseHeavyStart(bundle: Rolldown.OutputBundle): void {
  const chunks = new Map(
    Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part] as const] : [])),
  );
  const opened = new Set<string>();
  const open = (fileName: string) => {
    if (opened.has(fileName)) return;
    opened.add(fileName);
    for (const imported of chunks.get(fileName)?.imports ?? []) open(imported);
  };
  for (const chunk of chunks.values())
    if (/\/(index\.html|field\/FieldApp\.tsx)$/.test(chunk.facadeModuleId ?? '')) open(chunk.fileName);
  const modules = [...opened].flatMap((fileName) => chunks.get(fileName)?.moduleIds ?? []);
  const heavy = modules.find((id) =>
    /\/node_modules\/(leaflet|protomaps-leaflet|pmtiles|supercluster)\/|\/src\/planner\//.test(id),
  );
  if (!modules.some((id) => id.endsWith('FieldApp.tsx')) || heavy)
    throw new Error(`the field app opens with ${heavy ?? 'nothing'}`);
}

/** Files beside the bundle: the page, the manifest, the icons. */
function plainFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `/${name.replaceAll('\\', '/')}`)
    .filter(
      (path) => path === '/index.html' || path === '/mark.svg' || /\.webmanifest$/.test(path) || /^\/icons\/.+\.png$/.test(path),
    );
}
