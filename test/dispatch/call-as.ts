import { randomUUID } from 'node:crypto';
import type { Database } from '../../apps/api/src/db/open-database.ts';
import { signIn } from './world.ts';

export interface Answer<Body> {
  status: number;
  body: Body;
  headers: Headers;
}

/** Calls a running server as one of the accounts of world.ts, each signed in once; as nobody with null. */
export function callerOf(db: Database, url: string) {
  const cookies = new Map<string, string>();
  return async <Body = { code: string }>(
    who: string | null,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => {
    if (who !== null && !cookies.has(who)) cookies.set(who, await signIn(db, who));
    const isBytes = body instanceof Uint8Array;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(who === null ? {} : { cookie: cookies.get(who)! }),
        'idempotency-key': randomUUID(),
        ...(body === undefined || isBytes ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isBytes ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    const read = isJson ? await response.json() : new Uint8Array(await response.arrayBuffer());
    return { status: response.status, body: read as Body, headers: response.headers };
  };
}
