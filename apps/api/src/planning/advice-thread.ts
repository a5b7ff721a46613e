import { parentPort, workerData } from 'node:worker_threads';
import { explainUnassigned, type Fix, findFixes, type Plan, type Problem, type UnassignedReason } from '@gocua/optimizer';

/** One visit that a plan leaves out: why, and what would serve it. */
export interface AdviceQuestion {
  readonly problem: Problem;
  readonly plan: Plan;
  readonly visit: number;
  readonly seconds: number;
  readonly only?: readonly Fix['kind'][];
}

export type AdviceAnswer = { readonly reason: UnassignedReason | null; readonly fixes: readonly Fix[] };

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');

const { problem, plan, visit, seconds, only } = workerData as AdviceQuestion;
const others = plan.unassigned.filter((v) => v !== visit);
const [reason = null] = explainUnassigned(problem, { ...plan, unassigned: [visit] });
const fixes = findFixes(problem, { ...plan, unassigned: [visit, ...others] }, visit, {
  seconds,
  perKind: 2,
  ...(only && { only }),
});
port.postMessage({ reason, fixes } satisfies AdviceAnswer);
port.close();
