import { anneal } from '../anneal.ts';
import type { Best } from '../best.ts';
import type { Compiled } from '../compile.ts';
import type { RoutePool } from '../partition/route-pool.ts';
import type { RandomState } from '../random.ts';
import type { Orders } from '../recreate.ts';
import type { Done, Round } from './messages.ts';
import { loadPart } from './part.ts';

/** What one thread keeps from round to round. */
export interface Bench {
  readonly c: Compiled;
  readonly orders: Orders;
  readonly random: RandomState;
  /** Milliseconds, by the clock that limits rounds. */
  readonly now: () => number;
  /** Shared by the threads: 1 ends the round of each. */
  readonly stop: Int32Array;
  /** Where the routes go that it comes through, if anybody wants them. */
  readonly pool: RoutePool | null;
}

/**
 * Anneals one part for one round. `attend` is for the thread that the caller hears: it is shown the iterations and the best of this round, and says
 * whether the search is to end.
 */
export function workRound(
  { c, orders, random, now, stop, pool }: Bench,
  round: Round,
  attend: (iterations: number, best: Best) => boolean,
): Done {
  const st = loadPart(c, round.next, round.ownsShift, round.ownsVisit, round.openFee);
  const startedMs = now();
  const look = (iterations: number, best: Best): number => {
    const hasReached = best.figures[0] === 0 && best.figures[1]! <= round.targetCost;
    // At a target the others need not go on, unless the plan must not depend on who is faster.
    if (attend(iterations, best) || (hasReached && round.ms < Number.POSITIVE_INFINITY)) Atomics.store(stop, 0, 1);
    const part = Math.max((now() - startedMs) / round.ms, iterations / round.iterations);
    if (hasReached || part >= 1 || Atomics.load(stop, 0) !== 0) return Number.POSITIVE_INFINITY;
    return round.usedFrom + (round.usedTo - round.usedFrom) * part;
  };
  const { best, iterations } = anneal(st, orders, random, look, round, null, pool);
  return { kind: 'done', next: st.next, bestNext: best.next, iterations };
}
