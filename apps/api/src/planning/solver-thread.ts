import { parentPort } from 'node:worker_threads';
import type { Plan, Problem, Progress, SolveResult } from '@gocua/optimizer';
import { searchInPhases } from './search-in-phases.ts';

/** What the server sends to the thread: one problem in its life. */
export interface SolveRequest {
  readonly problem: Problem;
  /** To begin with. */
  readonly initialPlan: Plan | undefined;
  readonly seed: number;
  readonly seconds: number;
  /** One Int32; 1 = end soon with the best plan. */
  readonly stop: SharedArrayBuffer;
}

export type SolveMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'solved'; readonly result: SolveResult }
  | { readonly kind: 'failed'; readonly message: string };

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

port.once('message', ({ problem, initialPlan, seed, seconds, stop }: SolveRequest) => {
  const say = (message: SolveMessage): void => port.postMessage(message);
  try {
    const result = searchInPhases(problem, {
      seed,
      seconds,
      ...(initialPlan ? { initialPlan } : {}),
      shouldStop: new Int32Array(stop),
      onProgress: (progress) => say({ kind: 'progress', progress }),
      progressPlans: true,
    });
    say({ kind: 'solved', result });
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  port.close();
});
