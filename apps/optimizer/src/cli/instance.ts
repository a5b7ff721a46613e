import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';

/** A problem from a file, with the names its author used. */
export interface Instance {
  readonly problem: Problem;
  /** Ids of visits and shifts as in the file. */
  readonly visitIds: readonly number[];
  readonly shiftIds: readonly number[];
  /** [shift][break] */
  readonly breakIds: readonly (readonly number[])[];
  /** Added to all times on the way out. */
  readonly originSec: number;
  /** Costs are divided by this on the way out. */
  readonly costScale: number;
  /** Routes that came with the problem. */
  readonly givenPlan?: Plan;
}

/** Something is wrong with what the user gave; the message says what and where, one fault per line. */
export class InputError extends Error {
  constructor(messages: readonly string[]) {
    super(messages.join('\n'));
    this.name = 'InputError';
  }
}
