import type { Worker } from 'node:worker_threads';
import type { Done, Round, Start } from './messages.ts';
import { runScript } from './start-thread.ts';

/** A worker thread as promises. */
export class Teammate {
  private readonly worker: Worker;
  private settle: { resolve: (done: Done) => void; reject: (error: unknown) => void } | null = null;
  private failure: unknown = null;

  /** `script`: see `classicalScript`. */
  constructor(script: string) {
    this.worker = runScript(script);
    this.worker.on('message', (done: Done) => this.settle?.resolve(done));
    this.worker.on('error', (error) => {
      this.failure = error;
      this.settle?.reject(error);
    });
  }

  /** The thread counts up `start.ready` when it is ready; rounds sent before wait for it. */
  begin(start: Start): void {
    this.worker.postMessage(start);
  }

  work(round: Round): Promise<Done> {
    return new Promise((resolve, reject) => {
      if (this.failure) reject(this.failure);
      this.settle = { resolve, reject };
      this.worker.postMessage(round);
    });
  }

  async dismiss(): Promise<void> {
    await this.worker.terminate();
  }
}
