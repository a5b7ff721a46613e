import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

const scripts = new Map<string, Promise<string>>();

/**
 * A thread that runs a file. It cannot load TypeScript by itself, and a loader registered in it starts one more thread for itself and takes 0.4 s
 * of processor time, half of a short search: so it gets one plain script, made once a process (0.1 s at most).
 */
export async function startThread(file: URL, workerData?: unknown): Promise<Worker> {
  return runScript(await scriptOf(file), workerData);
}

/** A thread that runs such a script. */
export function runScript(script: string, workerData?: unknown): Worker {
  return new Worker(script, { eval: true, execArgv: [], workerData });
}

/** What the threads of a search run. A thread that runs a script itself has no files to make others of: it is given them. */
export interface SearchScripts {
  readonly classical: string;
  readonly rich: string;
}

export async function searchScripts(): Promise<SearchScripts> {
  const [classical, rich] = await Promise.all([classicalScript(), richScript()]);
  return { classical, rich };
}

export function classicalScript(): Promise<string> {
  return scriptOf(new URL('./work.ts', import.meta.url));
}

export function richScript(): Promise<string> {
  return scriptOf(new URL('./rich-work.ts', import.meta.url));
}

function scriptOf(file: URL): Promise<string> {
  const script = scripts.get(file.href) ?? bundle(file);
  scripts.set(file.href, script);
  return script;
}

async function bundle(file: URL): Promise<string> {
  // Not above: a script that can start threads must run without the bundler.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(file)],
    bundle: true,
    external: ['esbuild'],
    define: { 'import.meta.url': '""' },
    platform: 'node',
    format: 'cjs',
    write: false,
  });
  return outputFiles[0]!.text;
}
