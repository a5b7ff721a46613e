import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const STARTER = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));
const WAIT_MS = 60_000;
let dataDir = '';
beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'gocua-start-'));
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe('npm start', () => {
  it('says the address when the server answers, and stops cleanly on SIGTERM', { timeout: 2 * WAIT_MS }, async () => {
    const started = await start();
    expect(started.output()).toContain(`Gõ Cửa is open at http://localhost:${started.port}`);
    expect((await fetch(`http://127.0.0.1:${started.port}/livez`)).ok).toBe(true);
    started.child.kill('SIGTERM');
    expect(await started.exitCode).toBe(0);
    expect(await canListen(started.port)).toBe(true);
  });

  it('ends with the server when that is killed, says so, and starts again on the same data', {
    timeout: 2 * WAIT_MS,
  }, async () => {
    const started = await start();
    process.kill(childOf(started.child), 'SIGKILL');
    expect(await started.exitCode).toBe(128 + 9);
    expect(started.output()).toContain('ended by SIGKILL');

    const again = await start();
    const server = childOf(again.child);
    again.child.kill('SIGKILL');
    await again.exitCode;
    // The server notices that nobody holds its standard input any more, and frees the port and the data.
    await expect.poll(() => isAlive(server), { timeout: 15_000 }).toBe(false);
    expect(await canListen(again.port)).toBe(true);
  });

  it('refuses a port that is taken, in a sentence', async () => {
    const holder = createServer().listen(0, '127.0.0.1');
    await once(holder, 'listening');
    const { port } = holder.address() as { port: number };
    const child = spawn(process.execPath, [STARTER], {
      env: { ...process.env, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [code] = await once(child, 'close');
    holder.close();
    expect([code, errors.trim()]).toEqual([
      1,
      `Port ${port} is used by another program (another Gõ Cửa?). Stop it, or choose: PORT=${port + 1} npm start`,
    ]);
  });
});

interface Started {
  child: ChildProcess;
  port: number;
  output(): string;
  exitCode: Promise<number | null>;
}

/** Starts on the shared data folder and waits for the address. */
async function start(): Promise<Started> {
  const port = await freePort();
  const child = spawn(process.execPath, [STARTER], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DEMO: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('is open at')) resolve();
      });
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  return { child, port, output: () => output, exitCode };
}

/** The process that the starter runs: the one whose parent it is. */
function childOf(starter: ChildProcess): number {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === starter.pid);
  if (children.length !== 1) throw new Error(`the starter has ${children.length} children`);
  return Number(children[0]);
}

function parentOf(pid: string): number | null {
  try {
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Where nobody collects orphans a dead one keeps its number: Linux calls it a zombie.
    return process.platform !== 'linux' || !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

async function canListen(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  const isFree = await Promise.race([once(probe, 'listening').then(() => true), once(probe, 'error').then(() => false)]);
  probe.close();
  return isFree;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
