import type { Tables } from '../compile.ts';
import type { Problem } from '../problem.ts';
import type { ClockKind } from './clock-kind.ts';

/** To a thread, first of all. */
export interface Start {
  /** Without its matrices: what is known of travel is in the tables. */
  readonly problem: Problem;
  readonly tables: Tables;
  readonly seed: number;
  /** Becomes 1 when the search must end. */
  readonly stop: Int32Array;
  /** Is counted up by each thread that is ready for rounds: seen even by one that does not listen. */
  readonly ready: Int32Array;
  readonly threads: number;
  readonly clock: ClockKind;
  /** Are the routes wanted that it comes through? */
  readonly gathers: boolean;
}

/** To a thread: anneal this part for a while. */
export interface Round {
  readonly next: Int32Array;
  readonly ownsShift: Uint8Array;
  readonly ownsVisit: Uint8Array;
  readonly hottest: number;
  readonly cooling: number;
  /** What each used shift costs more in this round than it does: see `openFeeAt`. */
  readonly openFee: number;
  /** The round cools as if the budget were used from … to … in it: as it is, but for one that scouts. */
  readonly usedFrom: number;
  readonly usedTo: number;
  /** Ends after this time, or these iterations. */
  readonly ms: number;
  readonly iterations: number;
  /** Or at a whole plan that costs no more than this. */
  readonly targetCost: number;
}

/** From a thread: where its part is now, and the best it has seen of it. */
export interface Done {
  readonly kind: 'done';
  readonly next: Int32Array;
  readonly bestNext: Int32Array;
  /** Routes it has come through, as a pool hands them over. */
  readonly routes?: Float64Array;
  readonly iterations: number;
}
