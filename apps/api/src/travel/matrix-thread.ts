import { Worker } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import type { TracedLeg } from './route-geometry.ts';
import { TravelError } from './travel.ts';
import type { StreetTable } from './travel-matrix.ts';
import type { Pace, TableQuestion, TableRequest, TraceRequest, TravelResponse, TravelWorkerData } from './travel-messages.ts';

interface Waiting {
  readonly resolve: (answer: TravelResponse['answer']) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread that computes matrices, and ways at the speeds of an hour, so the event loop stays free. It starts with the first question,
 * answers one after another, does not keep the process alive, and is started afresh after a crash.
 */
export class MatrixThread {
  readonly #buffer: SharedArrayBuffer;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;
  #closed = false;

  constructor(buffer: SharedArrayBuffer) {
    this.#buffer = buffer;
  }

  async solve(question: TableQuestion, signal?: AbortSignal): Promise<StreetTable> {
    signal?.throwIfAborted();
    const cancelled = new SharedArrayBuffer(4);
    const { origins, destinations, ...rest } = question;
    const cancel = (): void => {
      Atomics.store(new Int32Array(cancelled), 0, 1);
    };
    signal?.addEventListener('abort', cancel);
    try {
      const table = await this.#ask(
        (id): TableRequest => ({
          ...rest,
          kind: 'table',
          id,
          origins: flat(origins),
          destinations: destinations === origins ? null : flat(destinations),
          cancelled,
        }),
      );
      signal?.throwIfAborted();
      if (table === null) throw new TravelError('unavailable', 'The travel matrix was cancelled.');
      return table as StreetTable;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** The legs between the places in order, at a pace of the streets that may be made for it. */
  async trace(profileId: string, places: readonly LonLat[], pace: Pace): Promise<(TracedLeg | null)[]> {
    const legs = await this.#ask((id): TraceRequest => ({ kind: 'trace', id, profileId, pace, places: flat(places) }));
    return legs as (TracedLeg | null)[];
  }

  async #ask(request: (id: number) => TableRequest | TraceRequest): Promise<TravelResponse['answer']> {
    if (this.#closed) throw new TravelError('unavailable', 'Travel times were closed with the server.');
    const id = ++this.#lastId;
    const worker = this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage(request(id));
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const data: TravelWorkerData = { buffer: this.#buffer };
    const worker = new Worker(new URL('./travel-worker.js', import.meta.url), { workerData: data });
    worker.on('message', (response: TravelResponse) => {
      const waiting = this.#waiting.get(response.id);
      this.#waiting.delete(response.id);
      if (this.#waiting.size === 0) worker.unref();
      if (response.error !== null) waiting?.reject(new TravelError('unavailable', response.error));
      else waiting?.resolve(response.answer);
    });
    const fail = (error: Error): void => {
      if (this.#worker === worker) this.#worker = null;
      for (const waiting of this.#waiting.values()) waiting.reject(error);
      this.#waiting.clear();
    };
    worker.on('error', (error) => fail(new TravelError('unavailable', `The travel thread failed: ${error.message}`)));
    worker.on('exit', () => fail(new TravelError('unavailable', 'The travel thread ended.')));
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}

/** lon, lat, lon, lat, … */
function flat(places: readonly LonLat[]): Float64Array {
  const lonLats = new Float64Array(places.length * 2);
  places.forEach(([lon, lat], i) => {
    lonLats[2 * i] = lon;
    lonLats[2 * i + 1] = lat;
  });
  return lonLats;
}
