import { Worker } from 'node:worker_threads';
import type { Done, Ready, Round, Start } from './messages.ts';

/** A worker thread as promises. */
export class Teammate {
  readonly ready: Promise<void>;
  private readonly worker: Worker;
  private settle: { resolve: (done: Done) => void; reject: (error: unknown) => void } | null = null;

  constructor() {
    this.worker = new Worker(new URL('./worker.js', import.meta.url));
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (message: Ready | Done) => {
        if (message.kind === 'ready') resolve();
        else this.settle?.resolve(message);
      });
      this.worker.on('error', (error) => {
        reject(error);
        this.settle?.reject(error);
      });
    });
  }

  /** `ready` follows; the thread loads its code meanwhile. */
  begin(start: Start): void {
    this.worker.postMessage(start);
  }

  work(round: Round): Promise<Done> {
    return new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
      this.worker.postMessage(round);
    });
  }

  async dismiss(): Promise<void> {
    await this.worker.terminate();
  }
}
