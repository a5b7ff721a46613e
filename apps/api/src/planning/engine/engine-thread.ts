import { parentPort, workerData } from 'node:worker_threads';
import {
  type Evaluation,
  evaluate,
  explainUnassigned,
  type Fix,
  type FrontierPoint,
  findFixes,
  frontier,
  type Plan,
  type Problem,
  type RepairAlternative,
  type RepairEvent,
  repair,
  type UnassignedReason,
} from '@gocua/optimizer';

interface Asked<Kind> {
  readonly kind: Kind;
  readonly problem: Problem;
  readonly plan: Plan;
  readonly seconds: number;
}

/** Questions about a plan that take the engine seconds; a whole plan is asked of `Solver`. */
export type EngineQuestion =
  /** One visit that the plan leaves out: why, and what would serve it. */
  | (Asked<'advise'> & { readonly visit: number; readonly only?: readonly Fix['kind'][] })
  /** A plan that is being carried out, and what happened to it. */
  | (Asked<'repair'> & { readonly event: RepairEvent })
  /** What changing 0 … `most` promises of the plan buys. */
  | (Asked<'frontier'> & { readonly most: number });

export interface EngineAnswers {
  readonly advise: { readonly reason: UnassignedReason | null; readonly fixes: readonly Fix[] };
  /** `before`: the plan as it would have gone. */
  readonly repair: { readonly before: Evaluation; readonly alternatives: readonly RepairAlternative[] };
  readonly frontier: readonly FrontierPoint[];
}

const SEED = 1;

function answer(question: EngineQuestion): EngineAnswers[EngineQuestion['kind']] {
  const { problem, plan, seconds } = question;
  switch (question.kind) {
    case 'advise': {
      const { visit, only } = question;
      const [reason = null] = explainUnassigned(problem, { ...plan, unassigned: [visit] });
      return { reason, fixes: findFixes(problem, plan, visit, { seconds, perKind: 2, ...(only && { only }) }) };
    }
    case 'repair': {
      const { alternatives } = repair(problem, plan, question.event, { seconds, seed: SEED, mendsAll: true });
      return { before: evaluate(problem, plan), alternatives };
    }
    case 'frontier':
      return frontier(problem, { initialPlan: plan, most: question.most, seconds, seed: SEED });
  }
}

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread.');
port.postMessage(answer(workerData as EngineQuestion));
port.close();
