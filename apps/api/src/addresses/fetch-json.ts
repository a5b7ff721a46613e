import { GeocoderError, type GeocoderPatience } from './geocoder.ts';

const MOST_BYTES = 2 * 1024 * 1024;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * One JSON answer of an outside engine: with a time limit for the whole of it, and again after a pause when the engine did not answer or
 * had a fault of its own (5xx). "Too many requests" is not asked again. Throws GeocoderError, whose words never hold the address asked.
 */
export async function fetchJson(
  url: URL,
  headers: Readonly<Record<string, string>>,
  patience: GeocoderPatience,
): Promise<unknown> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await fetchOnce(url, headers, patience.timeoutMs);
    } catch (error) {
      const known = asGeocoderError(error, patience.timeoutMs);
      const isPassing = known.reason === 'timeout' || known.reason === 'unreachable';
      if (!isPassing || attempt >= patience.retries) throw known;
      await pause(patience.retryAfterMs * 2 ** attempt);
    }
  }
}

async function fetchOnce(url: URL, headers: Readonly<Record<string, string>>, timeoutMs: number): Promise<unknown> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
  if (response.status === 429) throw new GeocoderError('busy', 'The search engine asks for fewer requests (429).');
  if (response.status >= 500) throw new GeocoderError('unreachable', `The search engine has a fault (${response.status}).`);
  if (!response.ok) throw new GeocoderError('refused', `The search engine refused the request (${response.status}).`);
  const text = await readText(response);
  try {
    return JSON.parse(text);
  } catch {
    throw new GeocoderError('malformed', 'The search engine did not answer JSON.');
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new GeocoderError('malformed', `The search engine answered more than ${MOST_BYTES} bytes.`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function asGeocoderError(error: unknown, timeoutMs: number): GeocoderError {
  if (error instanceof GeocoderError) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return new GeocoderError('timeout', `The search engine did not answer within ${timeoutMs} ms.`);
  return new GeocoderError('unreachable', 'The search engine could not be reached.');
}
