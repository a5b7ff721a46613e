import type { Plan } from '../plan.ts';
import type { Shift } from '../problem.ts';
import type { Change, ChangeKind } from './change.ts';

/** What each change is held to cost, so that fixes can be put in order; to be edited by who must ask for them. */
export interface FixCosts {
  /** Nothing is decided anew; other visits move within their rules. */
  readonly rearrange: number;
  readonly perWindowMinute: number;
  readonly perOvertimeMinute: number;
  readonly perSkill: number;
  readonly perShift: number;
  readonly perPin: number;
  readonly perPromise: number;
}

export const FIX_COSTS: FixCosts = {
  rearrange: 0,
  perWindowMinute: 1,
  perOvertimeMinute: 2,
  perPin: 20,
  perPromise: 60,
  perSkill: 90,
  perShift: 240,
};

/** A way to serve a visit that is left out, proved by a plan. */
export interface Fix {
  readonly kind: ChangeKind | 'rearrange';
  /** `applyChange(problem, change)` is the problem of the plan; null for `rearrange`. */
  readonly change: Change | null;
  /** For windows and overtime: how much of it; a multiple of the granularity. */
  readonly amountSec: number | null;
  /** By `FixCosts`. */
  readonly price: number;
  /** Serves the visit and all that was served, and breaks no rule that the given plan keeps. */
  readonly plan: Plan;
  readonly shift: number;
  readonly startSec: number;
  /** What the plan costs more than the given one, as `Evaluation.cost`. */
  readonly addedCost: number;
  /** Other visits that were served by another shift or started another time, before. */
  readonly moved: readonly number[];
}

export interface FixOptions {
  /** Ends with what is found by then; 1 s unless said otherwise. */
  readonly seconds?: number;
  readonly now?: () => number;
  readonly seed?: number;
  /** Of the search for a plan that changes no rule; 4,000. */
  readonly iterations?: number;
  readonly costs?: Partial<FixCosts>;
  /** Windows and overtime grow by multiples of this; 300 s. */
  readonly granularitySec?: number;
  /** At most so much; 4 h and 2 h. */
  readonly mostWidenSec?: number;
  readonly mostOvertimeSec?: number;
  /** So many of each kind at most; 3. */
  readonly perKind?: number;
  /** Looks for these alone; all unless said otherwise. */
  readonly only?: readonly Fix['kind'][];
  /** Shifts that could be had besides; absent: a copy of any that there is. */
  readonly spareShifts?: readonly Shift[];
}
