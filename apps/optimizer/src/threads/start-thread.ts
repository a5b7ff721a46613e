import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { buildSync } from 'esbuild';

const scripts = new Map<string, string>();

/**
 * A thread that runs a file of this folder. It cannot load TypeScript by itself, and a loader registered in it starts one more thread for itself
 * and takes 0.4 s of processor time, half of a short search: so it gets one plain script, made once a process (0.1 s at most).
 */
export function startThread(file: './work.ts' | './rich-work.ts', workerData?: unknown): Worker {
  const script = scripts.get(file) ?? bundle(file);
  scripts.set(file, script);
  return new Worker(script, { eval: true, execArgv: [], workerData });
}

function bundle(file: string): string {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false });
  return outputFiles[0]!.text;
}
