import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { FieldSettings } from './contract/field.ts';

/** The settings of a server, read once from the environment. Nothing else reads the environment. */
export interface Config {
  port: number;
  host: string;
  /** Folder of the embedded database and the secrets of this installation. */
  dataDir: string;
  /** PostgreSQL; without it the embedded database in dataDir is used. */
  databaseUrl: string | undefined;
  /** Folder with the built roads, units and base map. */
  mapDir: string;
  /** Folder of the built web app. */
  webDir: string;
  /** Fill an empty database with the demo (once). */
  demo: boolean;
  /** Zone and country of a new installation's units: wall times and holidays are theirs. */
  zone: string;
  country: string;
  /** With the demo: teams under way as soon as it opens, and going on. */
  demoEvening: boolean;
  /** How many of the demo's cases are put into an empty database. */
  demoCases: number;
  logLevel: string;
  /** Stop when standard input ends: the starter script is gone. */
  stopWithStdin: boolean;
  /** The public address is https: cookies are marked secure. */
  secureCookies: boolean;
  /** Requests a minute from one address, and sign-in attempts a minute. */
  requestsPerMinute: number;
  signInsPerMinute: number;
  /** What is asked of phones, and how long positions and photos are kept. */
  field: FieldSettings;
  /** After a reminder by push a team gets this long before it is on the call list. */
  callAfterSec: number;
  /** How often is looked for what changes because nothing happens. */
  watchEverySec: number;
  /** How long a stopping server lets its live clients move to another one. */
  drainMs: number;
  /** Hosts of push services that may be called, besides those of the browsers' makers. */
  pushHosts: readonly string[];
  /** Who may ask /osrm: signed-in people, also programs on this machine (not through a proxy), or whoever reaches the port. */
  osrmAccess: OsrmAccess;
  /** Threads that search when a plan is made. */
  planningThreads: number;
  /** Where travel times come from: the embedded streets, an engine in this network, or tables from a file. */
  travel: { kind: 'embedded' } | { kind: 'osrm' | 'valhalla'; url: string } | { kind: 'matrices'; path: string };
  /** Raster tiles of the operator's choice; null: the base map that is inside. There is no default server. */
  tiles: { url: string; attribution: string; maxZoom: number } | null;
  /** An outside engine for addresses; null, the default: addresses of sick people do not leave the building. */
  geocoder: { kind: 'nominatim' | 'photon'; url: string; contact: string } | null;
}

const OSRM_ACCESS = ['signed-in', 'loopback', 'open'] as const;
type OsrmAccess = (typeof OSRM_ACCESS)[number];

/** As many as the demo's list has, and more. */
const MOST_DEMO_CASES = 1000;

/** One core is left to those who wait for an answer meanwhile; what more than four threads bring was never measured. */
const planningThreads = (): number => Math.min(4, Math.max(1, availableParallelism() - 1));
const MOST_THREADS = 64;

const REPOSITORY = resolve(import.meta.dirname, '../../..');

/** Throws a sentence that names the setting when one cannot be used. */
export function readConfig(env: Record<string, string | undefined>): Config {
  return {
    port: integer(env, 'PORT', 3000, 0, 65535),
    host: env.HOST ?? '127.0.0.1',
    dataDir: resolve(REPOSITORY, env.DATA_DIR ?? '.data'),
    databaseUrl: env.DATABASE_URL || undefined,
    mapDir: resolve(REPOSITORY, env.MAP_DIR ?? 'data/hanoi'),
    webDir: resolve(REPOSITORY, 'apps/web/dist'),
    demo: env.DEMO !== '0',
    zone: zone(env, 'ZONE', 'Asia/Ho_Chi_Minh'),
    country: env.COUNTRY || 'VN',
    demoEvening: env.DEMO !== '0' && env.DEMO_EVENING !== '0',
    demoCases: integer(env, 'DEMO_CASES', MOST_DEMO_CASES, 1, MOST_DEMO_CASES),
    logLevel: env.LOG_LEVEL ?? 'info',
    stopWithStdin: env.STOP_WITH_STDIN === '1',
    secureCookies: env.SECURE_COOKIES === '1',
    requestsPerMinute: integer(env, 'REQUESTS_PER_MINUTE', 1200, 1, 1_000_000),
    signInsPerMinute: integer(env, 'SIGN_INS_PER_MINUTE', 20, 1, 1_000_000),
    field: {
      acknowledgeWithinSec: integer(env, 'ACKNOWLEDGE_WITHIN_SEC', 600, 30, 86_400),
      geofenceMetres: integer(env, 'GEOFENCE_METRES', 60, 10, 1000),
      positionEverySec: integer(env, 'POSITION_EVERY_SEC', 30, 5, 600),
      positionKeptHours: integer(env, 'POSITION_KEPT_HOURS', 24, 1, 24 * 31),
      photoKeptDays: integer(env, 'PHOTO_KEPT_DAYS', 30, 1, 366),
      homeWithinSec: integer(env, 'HOME_WITHIN_SEC', 3600, 300, 86_400),
    },
    callAfterSec: integer(env, 'CALL_AFTER_SEC', 300, 10, 86_400),
    watchEverySec: integer(env, 'WATCH_EVERY_SEC', 20, 1, 86_400),
    drainMs: integer(env, 'DRAIN_MS', 3000, 0, 60_000),
    pushHosts: (env.PUSH_HOSTS ?? '').split(',').filter((host) => host !== ''),
    osrmAccess: oneOf(env, 'OSRM_ACCESS', OSRM_ACCESS),
    planningThreads: integer(env, 'PLANNING_THREADS', planningThreads(), 1, MOST_THREADS),
    travel: readTravel(env),
    tiles: readTiles(env),
    geocoder: readGeocoder(env),
  };
}

function readTiles(env: Record<string, string | undefined>): Config['tiles'] {
  const url = env.TILES_URL;
  if (!url) return null;
  for (const part of ['{z}', '{x}', '{y}']) {
    if (!url.includes(part))
      throw new Error(`TILES_URL must hold {z}, {x} and {y}, as in https://tiles.example.vn/{z}/{x}/{y}.png; it is "${url}".`);
  }
  webAddress('TILES_URL', url);
  if (!env.TILES_ATTRIBUTION) throw new Error('TILES_ATTRIBUTION is missing: with TILES_URL it says whose map is shown.');
  return { url, attribution: env.TILES_ATTRIBUTION, maxZoom: integer(env, 'TILES_MAX_ZOOM', 19, 1, 22) };
}

function readGeocoder(env: Record<string, string | undefined>): Config['geocoder'] {
  const kind = env.GEOCODER;
  if (!kind || kind === 'off') return null;
  if (kind !== 'nominatim' && kind !== 'photon') throw new Error(`GEOCODER must be off, nominatim or photon; it is "${kind}".`);
  if (!env.GEOCODER_URL)
    throw new Error('GEOCODER_URL is missing: there is no default engine, because addresses would leave the building.');
  if (!env.GEOCODER_CONTACT) throw new Error('GEOCODER_CONTACT is missing: engines want an e-mail address of who asks.');
  return { kind, url: webAddress('GEOCODER_URL', env.GEOCODER_URL), contact: env.GEOCODER_CONTACT };
}

function webAddress(name: string, text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Error(`${name} must be an http(s) address; it is "${text}".`);
  return text;
}

function integer(env: Record<string, string | undefined>, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new Error(`${name} must be a whole number from ${least} to ${most}; it is "${text}".`);
  }
  return value;
}

function zone(env: Record<string, string | undefined>, name: string, fallback: string): string {
  const text = env[name] || fallback;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone && text;
  } catch {
    throw new Error(`${name} must be a time zone such as Asia/Ho_Chi_Minh; it is "${text}".`);
  }
}

/** One of a few words; the first unless it is set. */
function oneOf<Word extends string>(env: Record<string, string | undefined>, name: string, words: readonly Word[]): Word {
  const text = env[name] || words[0]!;
  const found = words.find((word) => word === text);
  if (found === undefined) throw new Error(`${name} must be one of ${words.join(', ')}; it is "${text}".`);
  return found;
}

/** TRAVEL_ENGINE, and the address or file that it needs. */
function readTravel(env: Record<string, string | undefined>): Config['travel'] {
  const kind = oneOf(env, 'TRAVEL_ENGINE', ['embedded', 'osrm', 'valhalla', 'matrices']);
  if (kind === 'embedded') return { kind };
  if (kind === 'matrices') {
    if (!env.TRAVEL_FILE) throw new Error('TRAVEL_ENGINE=matrices needs TRAVEL_FILE, a JSON file of matrices.');
    return { kind, path: resolve(REPOSITORY, env.TRAVEL_FILE) };
  }
  const url = env.TRAVEL_URL ?? '';
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new Error(`TRAVEL_ENGINE=${kind} needs TRAVEL_URL, an http address.`);
  return { kind, url };
}
