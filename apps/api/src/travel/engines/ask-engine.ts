import { setTimeout as wait } from 'node:timers/promises';
import { TravelError } from '../travel.ts';

export interface EngineAddress {
  /** "http://127.0.0.1:5000", with or without a path. */
  readonly url: string;
  /** One question is given up after this long, and asked again this often. */
  readonly timeoutMs: number;
  readonly tries: number;
}

/** An answer of an engine: its JSON, whatever the status, as far as it is below 500. */
export interface EngineAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A larger answer is not read to its end. */
const MOST_BYTES = 64 * 1024 * 1024;
const FIRST_WAIT_MS = 100;

/**
 * Asks an engine over HTTP and takes JSON from it. Silence, a broken connection, 429 and 5xx are tried again after a growing wait;
 * then, or when the answer is no JSON, this rejects with TravelError `unavailable`, whose message names the engine and not the
 * question (questions hold coordinates). With the signal's reason when that was aborted.
 */
export async function askEngine(
  engine: EngineAddress,
  path: string,
  options: { readonly body?: unknown; readonly signal?: AbortSignal | undefined } = {},
): Promise<EngineAnswer> {
  const { body, signal } = options;
  let reason = '';
  for (let attempt = 0; attempt < engine.tries; attempt++) {
    signal?.throwIfAborted();
    if (attempt > 0) await wait(FIRST_WAIT_MS * 2 ** (attempt - 1), undefined, { ref: false });
    const timeout = AbortSignal.timeout(engine.timeoutMs);
    try {
      const response = await fetch(`${engine.url.replace(/\/$/, '')}${path}`, {
        ...(body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      if (response.status === 429 || response.status >= 500) {
        reason = `it answered ${response.status}`;
        await response.body?.cancel();
        continue;
      }
      const text = await readLimited(response);
      if (text === null) throw new TravelError('unavailable', `${nameOf(engine)} sent more than ${MOST_BYTES} bytes.`);
      return { status: response.status, body: parse(text, engine) };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof TravelError) throw error;
      reason = timeout.aborted ? `no answer within ${engine.timeoutMs} ms` : 'the connection failed';
    }
  }
  throw new TravelError('unavailable', `${nameOf(engine)} was asked ${engine.tries} times: ${reason}.`);
}

/** Host and port; a path may hold a key. */
export const nameOf = (engine: EngineAddress): string => new URL(engine.url).host;

/** For an answer that is JSON but not what the engine documents. */
export const wrongAnswer = (engine: EngineAddress, what: string): TravelError =>
  new TravelError('unavailable', `${nameOf(engine)} answered wrongly: ${what}.`);

async function readLimited(response: Response): Promise<string | null> {
  if (!response.body) return '';
  const parts: Uint8Array[] = [];
  let byteCount = 0;
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    byteCount += part.length;
    if (byteCount > MOST_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string, engine: EngineAddress): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw wrongAnswer(engine, 'not JSON');
  }
}
