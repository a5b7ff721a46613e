import { parentPort, workerData } from 'node:worker_threads';
import {
  type Evaluation,
  evaluate,
  type Plan,
  type Problem,
  type RepairAlternative,
  type RepairEvent,
  repair,
} from '@gocua/optimizer';

/** A plan that is being carried out, and what happened to it. */
export interface RepairQuestion {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly event: RepairEvent;
  readonly seconds: number;
}

export interface RepairAnswer {
  /** The plan as it would have gone. */
  readonly before: Evaluation;
  readonly alternatives: readonly RepairAlternative[];
}

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

const { problem, plan, event, seconds } = workerData as RepairQuestion;
const { alternatives } = repair(problem, plan, event, { seconds, seed: 1, mendsAll: true });
port.postMessage({ before: evaluate(problem, plan), alternatives } satisfies RepairAnswer);
port.close();
