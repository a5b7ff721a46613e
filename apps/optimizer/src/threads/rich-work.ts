import { parentPort, workerData } from 'node:worker_threads';
import type { Progress, SolveOptions } from '../options.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { searchRich } from '../rich/solve-rich.ts';
import { type ClockKind, nowBy } from './clock-kind.ts';

export interface RichStart {
  readonly problem: Problem;
  readonly stop: Int32Array;
  readonly threads: number;
  readonly clock: ClockKind;
}
export interface RichOrder
  extends Pick<SolveOptions, 'seed' | 'seconds' | 'iterations' | 'initialPlan' | 'targetCost' | 'iterationsWithoutImprovement'> {
  readonly mayRelax: boolean;
}
export type RichAnswer =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | {
      readonly kind: 'done';
      readonly plan: Plan;
      readonly iterations: number;
      readonly firstPlanMs: number;
      readonly figures: Float64Array;
    };

/** One thread: searches as it is told, and says how it goes. */
const { problem, stop, threads, clock } = workerData as RichStart;
const now = nowBy(clock, threads);
const port = parentPort!;
const say = (answer: RichAnswer): void => port.postMessage(answer);

port.on('message', ({ mayRelax, ...order }: RichOrder) => {
  const onProgress = (progress: Progress): void => say({ kind: 'progress', progress });
  const options = { ...order, now, shouldStop: stop, onProgress, progressPlans: true };
  const { plan, iterations, firstPlanMs, figures } = searchRich(problem, options, undefined, mayRelax);
  say({ kind: 'done', plan, iterations, firstPlanMs, figures });
});
