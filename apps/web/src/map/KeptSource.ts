import type { RangeResponse, Source } from 'pmtiles';

/** Where a phone keeps the pieces of the base map it was told to keep. */
const CACHE = 'map-area';
/** The file's header and first directory: asked for anew whenever there is a network, so that a newer map is noticed. */
const HEAD_OFFSET = 0;

/**
 * The base map's file, read in pieces: a piece that is kept on the device comes from there, the rest from the server. Keeps a piece
 * only when told to (`isKeeping`), so that looking around does not fill a phone. A file that changed throws away what was kept of it.
 */
export class KeptSource implements Source {
  readonly #url: string;
  readonly #isKeeping: boolean;
  /** Names and sizes of all pieces asked for while keeping. */
  readonly kept = new Map<string, number>();

  constructor(url: string, isKeeping = false) {
    this.#url = url;
    this.#isKeeping = isKeeping;
  }

  getKey = (): string => this.#url;

  getBytes = async (offset: number, length: number, signal?: AbortSignal): Promise<RangeResponse> => {
    const name = `${this.#url}?bytes=${offset}-${offset + length - 1}`;
    const cache = await globalThis.caches?.open(CACHE).catch(() => undefined);
    const known = await cache?.match(name);
    if (known && offset !== HEAD_OFFSET) return this.#found(name, known);
    let answer: Response;
    try {
      const headers = { range: `bytes=${offset}-${offset + length - 1}` };
      answer = await fetch(this.#url, { headers, ...(signal ? { signal } : {}) });
      if (answer.status !== 206 && answer.status !== 200) throw new Error(`the base map answered ${answer.status}`);
    } catch (failure) {
      if (known) return this.#found(name, known);
      throw failure;
    }
    const whole = await answer.arrayBuffer();
    const data = answer.status === 200 ? whole.slice(offset, offset + length) : whole;
    const etag = answer.headers.get('etag') ?? '';
    if (cache && offset === HEAD_OFFSET && known && known.headers.get('etag') !== etag) await forgetArea();
    if (cache && this.#isKeeping) {
      const again = await caches.open(CACHE);
      await again.put(name, new Response(data, { headers: { etag } }));
      this.kept.set(name, data.byteLength);
    }
    return { data };
  };

  async #found(name: string, known: Response): Promise<RangeResponse> {
    const data = await known.arrayBuffer();
    if (this.#isKeeping) this.kept.set(name, data.byteLength);
    return { data };
  }
}

/** Takes away the pieces that are not named; all of them when none is. */
export async function forgetArea(except: ReadonlySet<string> = new Set()): Promise<void> {
  if (except.size === 0) {
    await caches.delete(CACHE);
    return;
  }
  const cache = await caches.open(CACHE);
  for (const { url } of await cache.keys()) {
    const { pathname, search } = new URL(url);
    if (!except.has(`${pathname}${search}`)) await cache.delete(url);
  }
}
