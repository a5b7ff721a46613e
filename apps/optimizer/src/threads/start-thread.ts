import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';

const scripts = new Map<string, Promise<string>>();

/**
 * A thread that runs a file. It cannot load TypeScript by itself, and a loader registered in it starts one more thread for itself and takes 0.4 s
 * of processor time, half of a short search: so it gets one plain script, made once a process (0.1 s at most).
 */
export async function startThread(file: URL, workerData?: unknown): Promise<Worker> {
  const script = scripts.get(file.href) ?? bundle(file);
  scripts.set(file.href, script);
  return new Worker(await script, { eval: true, execArgv: [], workerData });
}

async function bundle(file: URL): Promise<string> {
  const entryPoints = [fileURLToPath(file)];
  const { outputFiles } = await build({ entryPoints, bundle: true, platform: 'node', format: 'cjs', write: false });
  return outputFiles[0]!.text;
}
