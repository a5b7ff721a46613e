import { resolve } from 'node:path';

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
  logLevel: string;
  /** Stop when standard input ends: the starter script is gone. */
  stopWithStdin: boolean;
  /** The public address is https: cookies are marked secure. */
  secureCookies: boolean;
  /** Requests a minute from one address, and sign-in attempts a minute. */
  requestsPerMinute: number;
  signInsPerMinute: number;
}

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
    logLevel: env.LOG_LEVEL ?? 'info',
    stopWithStdin: env.STOP_WITH_STDIN === '1',
    secureCookies: env.SECURE_COOKIES === '1',
    requestsPerMinute: integer(env, 'REQUESTS_PER_MINUTE', 1200, 1, 1_000_000),
    signInsPerMinute: integer(env, 'SIGN_INS_PER_MINUTE', 20, 1, 1_000_000),
  };
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
