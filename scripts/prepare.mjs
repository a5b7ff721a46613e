// Makes a fresh clone ready to run: packages, database client, web app. What is ready already is left alone.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runQuietly } from './run-quietly.mjs';
import { Refusal, step } from './say.mjs';
import { hashPaths, isFresh, writeStamp } from './stamp.mjs';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const MODES = {
  start: { install: 'installing packages (the first time takes about a minute)' },
  test: { install: 'installing packages' },
};

export async function prepare(mode) {
  requireNode();
  await installPackages(MODES[mode].install);
  await generateClient();
  await buildWeb();
}

/** The web's build tool and Node's own interfaces used here exist from these versions on. */
function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isSupported = major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  if (!isSupported) {
    throw new Refusal(
      `This is Node ${process.versions.node}. Gõ Cửa needs Node 20.19 or newer (or 22.12 or newer): https://nodejs.org/en/download`,
    );
  }
}

async function installPackages(words) {
  if (isInstalled()) return;
  step(words);
  // Under `npm start` the same npm is used again; without it the one on the path.
  const npm = process.env.npm_execpath;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, output } = npm
    ? await runQuietly(process.execPath, [npm, ...args], { cwd: ROOT })
    : await runQuietly('npm', args, { cwd: ROOT, shell: process.platform === 'win32' });
  if (!ok) throw new Refusal(`The packages could not be installed (npm ci):\n\n${output}`);
}

/** Whether what npm says it installed is what package-lock.json wants. Packages of other platforms are never installed. */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const present = readPackages('node_modules/.package-lock.json');
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    if (link) return existsSync(join(ROOT, path));
    return present[path]?.version === version || (optional && !present[path]);
  });
}

function readPackages(path) {
  if (!existsSync(join(ROOT, path))) return null;
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages;
}

async function generateClient() {
  const hash = hashPaths(ROOT, ['prisma/schema.prisma', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  if (isFresh(ROOT, 'client', hash, 'apps/api/src/db/generated/client.ts')) return;
  step('preparing the database client');
  await runTool('prisma', ROOT, ['generate'], ROOT);
  writeStamp(ROOT, 'client', hash);
}

async function buildWeb() {
  const web = join(ROOT, 'apps/web');
  const ownFiles = ['src', 'public', 'index.html', 'vite.config.ts', 'package.json'].map((name) => `apps/web/${name}`);
  const hash = hashPaths(ROOT, [...ownFiles, 'apps/api/src/contract', 'apps/optimizer/src', 'package-lock.json']);
  if (isFresh(ROOT, 'web', hash, 'apps/web/dist/index.html')) return;
  step('building the web app');
  await runTool('vite', web, ['build', '--logLevel', 'warn'], web);
  writeStamp(ROOT, 'web', hash);
}

/** Runs the command line of a package, as seen from a folder, with this Node: no npx, nothing is downloaded. */
async function runTool(name, from, args, cwd) {
  const description = createRequire(join(from, 'package.json')).resolve(`${name}/package.json`);
  const { bin } = JSON.parse(readFileSync(description, 'utf8'));
  const program = join(dirname(description), typeof bin === 'string' ? bin : bin[name]);
  const { ok, output } = await runQuietly(process.execPath, [program, ...args], { cwd });
  if (!ok) throw new Refusal(`${name} ${args[0]} failed:\n\n${output}`);
}
