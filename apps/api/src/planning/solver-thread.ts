import { parentPort } from 'node:worker_threads';
import type { Plan, Problem, Progress, SolveResult } from '@gocua/optimizer';
import type { SearchScripts } from '@gocua/optimizer/start-thread';
import { solveInThreads } from '@gocua/optimizer/threads';
import { likelyOnTime } from './likely-on-time.ts';

/** What the server sends to the thread: one problem in its life. */
export interface SolveRequest {
  readonly problem: Problem;
  /** To begin with. */
  readonly initialPlan: Plan | undefined;
  readonly seed: number;
  readonly seconds: number;
  /** How many threads search, this one among them or waiting for them, and what the others run. */
  readonly threads: number;
  readonly scripts?: SearchScripts;
  /** Second 0 of the problem: people are told times on the clock. */
  readonly originMs: number;
  /** One Int32; 1 = end soon with the best plan. */
  readonly stop: SharedArrayBuffer;
}

/** With how likely each visit is on time, in per cent by visit index. */
export type SolvedInThread = SolveResult & { readonly onTime: ReadonlyMap<number, number> };

export type SolveMessage =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'solved'; readonly result: SolvedInThread }
  | { readonly kind: 'failed'; readonly message: string };

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

port.once('message', async ({ problem, initialPlan, originMs, stop, threads, ...limits }: SolveRequest) => {
  const say = (message: SolveMessage): void => port.postMessage(message);
  try {
    const result = await solveInThreads(problem, threads, {
      ...limits,
      ...(initialPlan ? { initialPlan } : {}),
      shouldStop: new Int32Array(stop),
      onProgress: (progress) => say({ kind: 'progress', progress }),
      progressPlans: true,
    });
    say({ kind: 'solved', result: { ...result, onTime: likelyOnTime(problem, result.plan, originMs) } });
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  port.close();
});
