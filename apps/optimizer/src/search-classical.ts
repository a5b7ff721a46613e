import { anneal, type Look, settleLayouts, temperaturesFor } from './anneal.ts';
import type { Best } from './best.ts';
import { construct } from './construct.ts';
import { divisionFor, Generations, warmthFor } from './generations.ts';
import { isLess } from './population.ts';
import type { RandomState } from './random.ts';
import type { Orders } from './recreate.ts';
import type { State } from './state.ts';
import type { Budget, Standing } from './watch.ts';

export interface SearchManner {
  /** What there is for the whole of it; `look` says when it ends. */
  readonly budget: Budget;
  /** Is the first plan one that was given: to be improved, not reshuffled? */
  readonly isGiven: boolean;
  readonly verify: ((st: State) => void) | null;
}

/** The search of the classical engine on one thread, from a first plan: generations of plans where the budget affords them, or one annealing. */
export function searchClassical(
  st: State,
  orders: Orders,
  random: RandomState,
  look: Look,
  { budget: { seconds, iterations: mostIterations }, isGiven, verify }: SearchManner,
): { best: Best; iterations: number } {
  const { c } = st;
  settleLayouts(c, orders, random);
  const servable = c.servable.some((can) => can === 1);
  const division = servable && !isGiven ? divisionFor(c.visitCount, seconds, mostIterations, 1) : null;
  const warmth = warmthFor(c, isGiven, seconds, mostIterations);
  if (!division) return anneal(st, orders, random, servable ? look : () => 1, temperaturesFor(st, warmth), verify);
  const founder = () => construct(c, orders, () => true);
  return breed(new Generations(st, warmth, orders, random, founder, division), orders, random, look, verify);
}

/** Several generations of plans, one annealing after the other. */
function breed(
  generations: Generations,
  orders: Orders,
  random: RandomState,
  look: Look,
  verify: ((st: State) => void) | null,
): { best: Best; iterations: number } {
  let iterations = 0;
  let used = 0;
  let overall: Best | null = null;
  while (used < 1) {
    const { start, temperatures: heat, share } = generations.next(true);
    const from = used;
    const part: Look = (done, best) => {
      used = look(iterations + done, overall && !isBetterBest(best, overall) ? overall : best);
      return used >= 1 ? 1 : (used - from) / share;
    };
    const one = anneal(start, orders, random, part, heat, verify, generations.pool);
    iterations += one.iterations;
    if (!overall || isBetterBest(one.best, overall)) overall = one.best;
    generations.admit({ next: Int32Array.from(one.best.next), missed: one.best.figures[0]!, cost: one.best.figures[1]! });
  }
  return { best: overall!, iterations };
}

export function standingOf({ figures }: Best): Standing {
  return { broken: 0, missed: figures[0]!, cost: figures[1]!, absent: figures[2]! };
}

function isBetterBest(one: Best, other: Best): boolean {
  return isLess(standingOf(one), standingOf(other));
}
