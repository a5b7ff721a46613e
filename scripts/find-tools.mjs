// Finds what tests need and npm does not bring: a browser and PostgreSQL's programs. A setting comes first; then the usual
// places of Linux and macOS. Finds only; installing is the business of install-tools.mjs.
import { execFileSync } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const BROWSER_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const BROWSER_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
const POSTGRESQL_PLACES = ['/opt/homebrew/opt', '/usr/local/opt', '/usr/pgsql'];

/** Path of a Chromium or Chrome, or null. A set CHROMIUM_PATH that cannot be run is an error, not a reason to look further. */
export function findBrowser(env) {
  if (env.CHROMIUM_PATH) {
    if (isExecutable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, but there is no program there.`);
  }
  return onPath(env, BROWSER_NAMES) ?? BROWSER_PLACES.find(isExecutable) ?? null;
}

/** Folder with PostgreSQL's initdb and postgres, the newest one found; or null. */
export function findPostgresql(env) {
  if (env.PG_BIN) {
    if (isPostgresqlFolder(env.PG_BIN)) return env.PG_BIN;
    throw new Error(`PG_BIN is ${env.PG_BIN}, but initdb and postgres are not there.`);
  }
  const candidates = [
    ...versionFolders('/usr/lib/postgresql').map((folder) => join(folder, 'bin')),
    askPgConfig(env),
    ...POSTGRESQL_PLACES.flatMap((place) => versionFolders(place, 'postgresql')).map((folder) => join(folder, 'bin')),
  ];
  return candidates.find((folder) => folder !== null && isPostgresqlFolder(folder)) ?? null;
}

function onPath(env, names) {
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable) ?? null;
}

function askPgConfig(env) {
  const program = onPath(env, ['pg_config']);
  if (!program) return null;
  try {
    return execFileSync(program, ['--bindir'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}

/** Subfolders that begin with a word, newest version first. */
function versionFolders(folder, word = '') {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith(word))
      .sort((a, b) => Number.parseFloat(b.replace(/\D*/, '')) - Number.parseFloat(a.replace(/\D*/, '')))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const isPostgresqlFolder = (folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'postgres'));

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
