import type { Worker } from 'node:worker_threads';
import type { Plan, Problem, Progress } from '@gocua/optimizer';
import { searchScripts, startThread } from '@gocua/optimizer/start-thread';
import type { SolvedInThread, SolveMessage, SolveRequest } from './solver-thread.ts';

/** The engine should have ended by now, and has not. */
export class SolverOverdueError extends Error {}

/**
 * So long after its time, or after it was asked to stop, the engine is given up; longer where it has to say for many visits why
 * each of many shifts does not take them.
 */
const PATIENCE_MS = 20_000;
const PATIENCE_PER_PAIR_MS = 0.3;

/**
 * One call of the optimizer in a thread of its own, which may start more. The thread starts at once, so that it is ready when demand and roads are
 * known; a fresh one for each run, because the engine is fastest the first time in an isolate.
 */
export class Solver {
  readonly #worker: Promise<Worker>;
  readonly #stop = new SharedArrayBuffer(4);
  #failed: Error | null = null;
  #reject: (error: Error) => void = () => {};
  #watch: NodeJS.Timeout | null = null;
  #patienceMs = PATIENCE_MS;

  constructor() {
    this.#worker = startThread(new URL('./solver-thread.ts', import.meta.url));
    const fail = (error: Error): void => {
      this.#failed ??= error;
      this.#reject(this.#failed);
    };
    this.#worker.then((worker) => {
      worker.on('error', fail);
      worker.on('exit', () => fail(new Error('The solver thread ended.')));
    }, fail);
  }

  /** Once in its life. Rejects when the thread fails or is terminated; with SolverOverdueError when it does not end. */
  async solve(
    problem: Problem,
    options: {
      initialPlan: Plan | undefined;
      seed: number;
      seconds: number;
      threads: number;
      originMs: number;
      onProgress: (progress: Progress) => void;
    },
  ): Promise<SolvedInThread> {
    const worker = await this.#worker;
    const scripts = options.threads > 1 ? await searchScripts() : undefined;
    return new Promise<SolvedInThread>((resolve, reject) => {
      this.#reject = reject;
      if (this.#failed) return reject(this.#failed);
      worker.on('message', (message: SolveMessage) => {
        if (message.kind === 'progress') options.onProgress(message.progress);
        else if (message.kind === 'solved') resolve(message.result);
        else reject(new Error(message.message));
      });
      const { onProgress: _listener, ...asked } = options;
      const request: SolveRequest = { ...asked, problem, ...(scripts && { scripts }), stop: this.#stop };
      worker.postMessage(request);
      this.#patienceMs = PATIENCE_MS + problem.visits.length * problem.shifts.length * PATIENCE_PER_PAIR_MS;
      this.#giveUpAfter(options.seconds * 1000 + this.#patienceMs);
    }).finally(() => this.#watch && clearTimeout(this.#watch));
  }

  /** The search ends soon with its best plan. */
  stop(): void {
    Atomics.store(new Int32Array(this.#stop), 0, 1);
    if (this.#watch) this.#giveUpAfter(this.#patienceMs);
  }

  #giveUpAfter(waitMs: number): void {
    if (this.#watch) clearTimeout(this.#watch);
    this.#watch = setTimeout(() => {
      this.#reject(new SolverOverdueError('The solver did not end in time.'));
      void this.terminate();
    }, waitMs);
  }

  /** Ends the thread, whatever it does. */
  async terminate(): Promise<void> {
    await (await this.#worker).terminate();
  }
}
