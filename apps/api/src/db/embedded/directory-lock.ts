import { createHash } from 'node:crypto';
import { existsSync, statSync, unlinkSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder is open in another process. The message is a sentence for the person who started this one. */
export class DirectoryInUseError extends Error {}

/** How long the process that holds the lock may take to say who it is. */
const WHO_TIMEOUT_MS = 500;

/**
 * Takes the right to open the database in a folder, until `release` or the end of this process. Two processes on one folder
 * would silently lose rows, and a lock file would outlive `kill -9`; so the lock is a name which the kernel frees: an abstract
 * socket on Linux, a named pipe on Windows, elsewhere a socket file that counts only while somebody answers on it.
 */
export async function lockDirectory(directory: string): Promise<{ release(): Promise<void> }> {
  const address = lockAddress(directory);
  for (let attempt = 1; ; attempt++) {
    const server = await tryListen(address);
    if (server) return { release: () => new Promise((resolve) => server.close(() => resolve())) };
    const holder = await askHolder(address);
    // A socket file that nobody answers on was left by a process that is gone.
    if (holder === 'nobody' && attempt === 1 && address.startsWith(tmpdir()) && existsSync(address)) {
      unlinkSync(address);
      continue;
    }
    const who = /^\d+$/.test(holder) ? `process ${holder}` : 'another process';
    throw new DirectoryInUseError(
      `The data folder ${directory} is in use by ${who}. Stop that one first, or choose another folder with DATA_DIR.`,
    );
  }
}

/** The same folder has the same name, whatever path leads to it. */
function lockAddress(directory: string): string {
  const { dev, ino } = statSync(directory, { bigint: true });
  const name = `gocua-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

function tryListen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(String(process.pid));
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => {
      server.unref();
      resolve(server);
    });
  });
}

/** The holder's process id as it tells it, or 'nobody' when the name leads nowhere. */
function askHolder(address: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(address);
    const timer = setTimeout(() => socket.destroy(), WHO_TIMEOUT_MS);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      answer += text;
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') answer = 'nobody';
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer);
    });
  });
}
