import type { Evaluation, Plan, UnassignedReason } from './plan.ts';

export interface Progress {
  readonly iterations: number;
  readonly elapsedMs: number;
  /** Of the best plan so far, as `Evaluation.cost`. */
  readonly bestCost: number;
  readonly servedCount: number;
  readonly unassignedCount: number;
  /** Only with `progressPlans`, and only if it is better than the one reported before. */
  readonly plan?: Plan;
}

export interface SolveOptions {
  /** Any integer. The same problem, seed and iteration limit give the same plan. */
  readonly seed: number;
  /** Stop after this time (wall clock of `now`). Without seconds and iterations: 10 s. */
  readonly seconds?: number;
  readonly iterations?: number;
  /**
   * Stop after so many iterations (of all threads together) that found nothing better; a hot annealing improves late.
   * Several threads look at it after each of their rounds.
   */
  readonly iterationsWithoutImprovement?: number;
  /** Stop at a plan that leaves out nothing but optional visits and costs no more than this (as `Evaluation.cost`). */
  readonly targetCost?: number;
  /** Warm start; the answer is never worse. Visits it places against the rules are taken out first. */
  readonly initialPlan?: Plan;
  /** Called about every 100 ms from inside `solve`; the first time with the first full plan. */
  readonly onProgress?: (progress: Progress) => void;
  readonly progressPlans?: boolean;
  /** On a SharedArrayBuffer: another thread writes 1 at index 0, the search ends soon with its best plan. */
  readonly shouldStop?: Int32Array;
  /** Off: `unassigned` stays empty, for a caller who asks the plan alone; reasons of many visits take longer than a short search. */
  readonly reasons?: boolean;
  /**
   * For finding faults of the search, a hundred times slower: after each move everything kept is compared with a full recomputation;
   * throws at the first difference. On one thread only.
   */
  readonly verifies?: boolean;
  /** Milliseconds, rising. The only clock there is. */
  readonly now?: () => number;
}

export interface SolveResult {
  readonly plan: Plan;
  readonly evaluation: Evaluation;
  /** One for each unassigned visit. */
  readonly unassigned: readonly UnassignedReason[];
  readonly iterations: number;
  readonly elapsedMs: number;
  /** Until the first full plan. */
  readonly firstPlanMs: number;
  /** `proven`: the problem was small enough to try every plan; the search did not even begin. */
  readonly stoppedBy: 'proven' | 'seconds' | 'iterations' | 'noImprovement' | 'target' | 'caller' | 'nothingToDo';
}

export const FAULT_CODES = [
  'notAnInteger',
  'negative',
  'tooLarge',
  'windowReversed',
  'windowOutOfRange',
  'unknownPlace',
  'unknownShift',
  'unknownMatrix',
  'unknownVisit',
  'unknownSkill',
  'wrongSize',
  'shiftReversed',
  'tooManyBreaks',
  'breakDoesNotFit',
  'pinConflict',
  'pairConflict',
  'visitRepeated',
  'notPositive',
  'tiersTooWide',
  'relationConflict',
  'bandsUneven',
  'notWithRichRules',
  'tooManyFaults',
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

/** What is wrong with a problem, and where: a path such as `visits[3].windows[0].closesSec`. */
export interface Fault {
  readonly code: FaultCode;
  readonly path: string;
  readonly message: string;
}

/** Thrown by `solve` and `bestInsertions` when `validateProblem` finds faults; carries all of them. */
export class ProblemFaultsError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`the problem has ${faults.length} fault(s); first: ${faults[0]?.path}: ${faults[0]?.message}`);
    this.name = 'ProblemFaultsError';
    this.faults = faults;
  }
}
