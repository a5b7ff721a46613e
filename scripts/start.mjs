// npm start: from a fresh clone to the open door. Prepares, then runs the server as a child of this process.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { constants } from 'node:os';
import { join } from 'node:path';
import { prepare, ROOT } from './prepare.mjs';
import { Refusal, runMain, step } from './say.mjs';

const host = process.env.HOST || '127.0.0.1';
const port = Number(process.env.PORT || 3000);

await runMain(async () => {
  console.log('Gõ Cửa');
  await requireFreePort();
  await prepare('start');
  step('starting');
  const server = startServer();
  const ended = whenEnded(server);
  void announce(ended);
  return ended;
});

/** The server notices on its standard input when this process is gone, also by SIGKILL, and stops. */
function startServer() {
  const server = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'apps/api/src/main.ts')], {
    cwd: ROOT,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: {
      ...process.env,
      STOP_WITH_STDIN: '1',
      // At a terminal a person reads: what is not a warning stays silent unless asked for.
      ...(process.stdout.isTTY && !process.env.LOG_LEVEL ? { LOG_LEVEL: 'warn' } : {}),
    },
    // Its own group: Ctrl-C at the terminal reaches it once, through here.
    detached: process.platform !== 'win32',
  });
  stopWithNpm(server);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal));
  return server;
}

/**
 * When `npm start` itself is killed, nobody can stop this process any more, so it stops by itself. Between npm and this one
 * stands a shell, which lives on: seen from here only its parent changes.
 */
function stopWithNpm(server) {
  if (!process.env.npm_lifecycle_event) return;
  const ancestors = () => `${process.ppid} ${parentOf(process.ppid)}`;
  const before = ancestors();
  setInterval(() => ancestors() !== before && server.kill('SIGTERM'), 500).unref();
}

/** On Linux; elsewhere unknown. The name of the process, in brackets, may hold anything. */
function parentOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) \S+ (\d+) .*$/s, '$1');
  } catch {
    return null;
  }
}

/** Resolves to the exit code this process passes on. */
function whenEnded(server) {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('exit', (code, signal) => {
      if (signal)
        console.error(`The server was ended by ${signal}. What it had acknowledged is kept; start it again with npm start.`);
      resolve(signal ? 128 + constants.signals[signal] : code);
      // The pipe to the server is still open here; nothing else is left to wait for.
      server.stdin.destroy();
    });
  });
}

/** Says the address when the server answers there. */
async function announce(ended) {
  if (port === 0) return;
  let isOver = false;
  void ended.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    const answer = await fetch(`http://${urlHost(host)}:${port}/readyz`).catch(() => null);
    if (answer?.ok) {
      console.log(
        `\nGõ Cửa is open at http://${host === '127.0.0.1' ? 'localhost' : urlHost(host)}:${port}  (Ctrl-C stops it)\n`,
      );
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function urlHost(name) {
  if (name === '0.0.0.0' || name === '::') return 'localhost';
  return name.includes(':') ? `[${name}]` : name;
}

async function requireFreePort() {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Refusal(`PORT must be a whole number from 0 to 65535; it is "${process.env.PORT}".`);
  if (port === 0) return;
  const problem = await new Promise((resolve) => {
    const probe = createServer()
      .once('error', resolve)
      .listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (problem?.code === 'EADDRINUSE')
    throw new Refusal(
      `Port ${port} is used by another program (another Gõ Cửa?). Stop it, or choose: PORT=${port + 1} npm start`,
    );
  if (problem) throw new Refusal(`Port ${port} on ${host} cannot be used: ${problem.message}`);
}
