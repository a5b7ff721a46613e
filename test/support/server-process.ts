import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** A fresh data folder is migrated and filled with the demo at the first start; on a machine that has much else to do that takes minutes. */
const START_MS = 240_000;

/** The real server as a process of its own, on a data folder of its own: it can be killed at any moment and started again. */
export class ServerProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  #output = '';

  private constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { ...env, PORT: String(port), LOG_LEVEL: 'info' };
  }

  /** Starts it and waits until it is ready. Whoever starts it removes it. */
  static async launch(env: Record<string, string> = {}): Promise<ServerProcess> {
    const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'go-cua-')));
    const server = new ServerProcess(await freePort(), { DRAIN_MS: '300', DEMO_EVENING: '0', ...env, DATA_DIR: dataDir });
    try {
      await server.startAgain();
    } catch (error) {
      await server.remove();
      throw error;
    }
    return server;
  }

  /** Ends it and deletes its data. */
  async remove(): Promise<void> {
    await this.kill();
    await rm(this.#env.DATA_DIR!, { recursive: true, force: true });
  }

  /** Everything the server wrote so far. */
  get output(): string {
    return this.#output;
  }

  async startAgain(): Promise<void> {
    const child = spawn(process.execPath, ['--import', 'tsx', 'apps/api/src/main.ts'], {
      cwd: ROOT,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TZ: process.env.TZ, ...this.#env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.#output += text));
    const deadline = performance.now() + START_MS;
    while (!(await this.#isReady())) {
      if (child.exitCode !== null || performance.now() > deadline)
        throw new Error(`The server did not start:\n${this.#output.slice(-3000)}`);
      await sleep(50);
    }
  }

  /** As a service manager stops it: asked, not forced. Answers with its exit code once it is gone. */
  async terminate(): Promise<number | null> {
    const child = this.#child;
    this.#child = undefined;
    if (!child) return null;
    const gone = once(child, 'exit') as Promise<[number | null]>;
    child.kill('SIGTERM');
    return (await gone)[0];
  }

  /** As a power cut does: no chance to finish anything. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async #isReady(): Promise<boolean> {
    try {
      return (await fetch(`${this.url}/readyz`)).ok;
    } catch {
      return false;
    }
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
