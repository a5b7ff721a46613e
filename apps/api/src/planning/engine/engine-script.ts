import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

let script: Promise<string> | undefined;

/**
 * What a thread that asks the engine runs. A thread cannot load TypeScript by itself, and a loader registered in it takes 0.4 s of
 * processor time, a third of what a repair may take: so it gets one plain script, made once a process.
 */
export function engineScript(): Promise<string> {
  script ??= bundle();
  return script;
}

async function bundle(): Promise<string> {
  const entry = fileURLToPath(new URL('./engine-thread.ts', import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'cjs', write: false });
  return outputFiles[0]!.text;
}
