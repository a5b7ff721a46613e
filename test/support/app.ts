import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { buildApp } from '../../apps/api/src/app.ts';
import { systemIds } from '../../apps/api/src/clock.ts';
import { readConfig } from '../../apps/api/src/config.ts';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import type { App, Deps } from '../../apps/api/src/deps.ts';
import { DEMO_PASSWORD } from '../../apps/api/src/seed/demo-accounts.ts';
import { seedDemo } from '../../apps/api/src/seed/seed-demo.ts';
import { type OpenMap, openMap } from '../../apps/api/src/travel/open-map.ts';
import { ManualClock } from './clock.ts';
import { closeAfterwards } from './close-afterwards.ts';
import { sameIds } from './same-ids.ts';
import { seedOnce } from './seed-once.ts';

/** The demo's map, opened once in a worker: it never changes. */
let map: Promise<OpenMap> | undefined;
export function openTestMap(): Promise<OpenMap> {
  map ??= openMap(readConfig({}).mapDir);
  return map;
}

export interface TestAnswer<Body> {
  status: number;
  body: Body;
  headers: Record<string, unknown>;
}

export type Caller = <Body = never>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<TestAnswer<Body>>;

export interface TestApp {
  app: App;
  deps: Deps;
  clock: ManualClock;
  /** What the server logged, line by line. */
  log: string[];
  /** Signs a demo account in; without a login an unknown person. Commands get an id of their own unless a header gives one. */
  as(login?: string): Promise<Caller>;
}

/**
 * The whole server on a test's database with the demo in it, its clock standing at a Monday morning in Hanoi. It looks at the
 * evenings by itself only if `env` says how often: a test that takes longer must not see more.
 */
export async function openTestApp(
  db: Database,
  start = '2026-11-23T09:00+07:00',
  env: Record<string, string> = {},
): Promise<TestApp> {
  const clock = new ManualClock(start);
  const log: string[] = [];
  const { travel, streets, places, units } = await openTestMap();
  const deps: Deps = {
    config: readConfig({ DATA_DIR: join(tmpdir(), 'go-cua-unused'), DRAIN_MS: '0', WATCH_EVERY_SEC: '86400', ...env }),
    clock,
    ids: systemIds,
    db,
    travel,
    streets,
    places,
    log: pino({ level: 'debug' }, { write: (line: string) => void log.push(line) }),
  };
  // The ids decide the order in which a search meets the cases: with the same ones in every run it is the same problem.
  await seedOnce(db, start, () => seedDemo({ ...deps, ids: sameIds(start) }, units));
  const app = closeAfterwards(await buildApp(deps));

  async function as(login?: string): Promise<Caller> {
    const cookies: Record<string, string> = {};
    const call: Caller = async (method, path, body, headers = {}) => {
      const isBytes = body instanceof Uint8Array;
      const response = await app.inject({
        method: method as 'GET',
        url: path,
        cookies,
        headers: {
          ...(body === undefined ? {} : { 'content-type': isBytes ? 'text/csv' : 'application/json' }),
          ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
      });
      for (const cookie of response.cookies) cookies[cookie.name] = cookie.value;
      const isJson = String(response.headers['content-type'] ?? '').includes('json');
      return {
        status: response.statusCode,
        headers: response.headers,
        body: isJson ? response.json() : (response.body as never),
      };
    };
    if (login !== undefined) {
      const { status } = await call('POST', '/api/session', { login, password: DEMO_PASSWORD });
      if (status !== 204) throw new Error(`sign-in of ${login} answered ${status}`);
    }
    return call;
  }
  return { app, deps, clock, log, as };
}
