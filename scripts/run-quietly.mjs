import { spawn } from 'node:child_process';

/**
 * Runs a program without input and keeps its output to itself. Resolves to { ok, output }; never rejects.
 * `timeoutMs`: ended then, as a failure.
 */
export function runQuietly(program, args, { timeoutMs, env = process.env, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...options,
      env: { ...env, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
  });
}
