import { Worker } from 'node:worker_threads';
import type { LonLat } from './lon-lat.ts';
import { TravelError } from './travel.ts';
import type { StreetMatrix } from './travel-matrix.ts';
import type { MatrixRequest, MatrixResponse, TravelWorkerData } from './travel-worker.ts';

interface Waiting {
  readonly resolve: (matrix: StreetMatrix | null) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread that computes matrices, so the event loop stays free. It starts with the first matrix, answers one after another,
 * does not keep the process alive, and is started afresh after a crash.
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

  async solve(profileId: string, places: readonly LonLat[], signal?: AbortSignal): Promise<StreetMatrix> {
    signal?.throwIfAborted();
    if (this.#closed) throw new TravelError('unavailable', 'Travel times were closed with the server.');
    const id = ++this.#lastId;
    const cancelled = new SharedArrayBuffer(4);
    const lonLats = new Float64Array(places.length * 2);
    places.forEach(([lon, lat], i) => {
      lonLats[2 * i] = lon;
      lonLats[2 * i + 1] = lat;
    });
    const request: MatrixRequest = { id, profileId, lonLats, cancelled };
    const worker = this.#start();
    const cancel = (): void => {
      Atomics.store(new Int32Array(cancelled), 0, 1);
    };
    signal?.addEventListener('abort', cancel);
    try {
      const matrix = await new Promise<StreetMatrix | null>((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage(request);
      });
      signal?.throwIfAborted();
      if (matrix === null) throw new TravelError('unavailable', 'The travel matrix was cancelled.');
      return matrix;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const data: TravelWorkerData = { buffer: this.#buffer };
    const worker = new Worker(new URL('./travel-worker.js', import.meta.url), { workerData: data });
    worker.on('message', (response: MatrixResponse) => {
      const waiting = this.#waiting.get(response.id);
      this.#waiting.delete(response.id);
      if (this.#waiting.size === 0) worker.unref();
      if (response.error !== null) waiting?.reject(new TravelError('unavailable', response.error));
      else waiting?.resolve(response.matrix);
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
