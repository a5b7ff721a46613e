// Starts a PostgreSQL server for one run of the tests and takes it away again when standard input ends: then the tests are
// over, or their process was killed. Arguments: folder of PostgreSQL's programs. Writes {"port":…} to standard output.
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [, , programs] = process.argv;
const folder = mkdtempSync(join(tmpdir(), 'gocua-test-postgresql-'));
const data = join(folder, 'data');

// PostgreSQL refuses to run as root; Debian has the user postgres, every Unix has nobody.
const account = process.getuid?.() === 0 ? (userIds('postgres') ?? userIds('nobody')) : {};
if (account === null) throw new Error('Running as root, and there is neither a user postgres nor nobody to run PostgreSQL as.');
if (account.uid !== undefined) chownSync(folder, account.uid, account.gid);
const options = { ...account, cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LC_ALL: 'C.UTF-8' } };

let server;
let isStopping = false;
function stop() {
  if (isStopping) return;
  isStopping = true;
  const finish = () => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  if (!server || server.exitCode !== null) return finish();
  server.once('exit', finish);
  server.kill('SIGQUIT');
  setTimeout(() => server.kill('SIGKILL'), 3000).unref();
}
process.stdin.on('end', stop).on('close', stop).resume();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

const made = spawnSync(
  join(programs, 'initdb'),
  ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
  { ...options, encoding: 'utf8' },
);
if (made.status !== 0) fail(`initdb: ${made.stderr || made.error?.message}`);

const port = await freePort();
const settings = {
  listen_addresses: '127.0.0.1',
  port,
  unix_socket_directories: '',
  max_connections: 100,
  // Thrown away afterwards, so nothing needs to survive a power cut.
  fsync: 'off',
  full_page_writes: 'off',
  // Not UTC: the application has to see to that itself.
  timezone: 'Asia/Ho_Chi_Minh',
};
const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
server = spawn(join(programs, 'postgres'), ['-D', data, ...parameters], { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
let log = '';
server.stderr.setEncoding('utf8').on('data', (text) => {
  if (isReady) return;
  log += text;
  if (/ready to accept connections/.test(log)) {
    isReady = true;
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  }
});
let isReady = false;
server.on('exit', (code) => {
  if (!isStopping) fail(`PostgreSQL ended with ${code}: ${log}`);
});

function fail(message) {
  console.error(message);
  rmSync(folder, { recursive: true, force: true });
  process.exit(1);
}

function userIds(name) {
  const [uid, gid] = ['-u', '-g'].map((flag) => Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout, 10));
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
