import { type RandomState, randomUnit } from '../random.ts';
import type { Freed } from './rich-recreate.ts';
import { recreateRich } from './rich-recreate.ts';
import { offerAndSort, ruinRich } from './rich-ruin.ts';
import {
  ABSENT_COUNT,
  excessChanges,
  FIRM_MISSED,
  MISS_PRIZE,
  MISS_RANK,
  type RichState,
  ROUTE_COST,
  richEnergy,
  sharedCost,
} from './rich-state.ts';

/** A state as it was: its integers and its totals. */
export interface Saved {
  readonly ints: Int32Array;
  readonly totals: Float64Array;
}

/** The best plan so far, by hard budget, then tiers, then cost. */
export interface RichBest extends Saved {
  /** Firm promises missed and changes beyond the budget, missed tiers, cost, how many are absent. */
  readonly figures: Float64Array;
}

export function save(st: RichState, into: Saved): void {
  into.ints.set(st.ints);
  into.totals.set(st.totals);
}

export function restore(st: RichState, from: Saved): void {
  st.ints.set(from.ints);
  st.totals.set(from.totals);
  // An attempt that was broken off leaves marks behind.
  st.isDirty.fill(0);
  st.isTouched.fill(0);
  st.work[0] = st.c.base.visitCount;
  st.work[1] = 0;
}

export function newSaved(st: RichState): Saved {
  return { ints: Int32Array.from(st.ints), totals: Float64Array.from(st.totals) };
}

export function newRichBest(st: RichState): RichBest {
  return { ...newSaved(st), figures: figuresOf(st) };
}

export function figuresOf(st: RichState): Float64Array {
  const cost = st.totals[ROUTE_COST]! + st.totals[MISS_PRIZE]! + sharedCost(st);
  return Float64Array.of(excessChanges(st) + st.totals[FIRM_MISSED]!, st.totals[MISS_RANK]!, cost, st.counts[ABSENT_COUNT]!);
}

export function isLess(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < 3; i++) if (a[i] !== b[i]) return a[i]! < b[i]!;
  return false;
}

export function newFreed(st: RichState): Freed {
  const count = st.c.relations.units.length;
  return { list: new Int32Array(count), count: new Int32Array(1), freedIn: new Int32Array(count), key: new Float64Array(count) };
}

/** How far the budget is used, 0 … 1. Called every 64 attempts. */
export type RichLook = (iterations: number, best: RichBest) => number;

const ITERATIONS_PER_LOOK = 64;

/**
 * Simulated annealing over ruin and recreate from `hottest` down to `hottest × cooling`; `st` ends as the best. `verify` sees the plan after
 * each attempt, kept or taken back.
 */
export function annealRich(
  st: RichState,
  random: RandomState,
  look: RichLook,
  hottest: number,
  cooling: number,
  verify: ((st: RichState) => void) | null = null,
): { best: RichBest; iterations: number } {
  const best = newRichBest(st);
  const saved = newSaved(st);
  const freed = newFreed(st);
  st.scratch.ruinedIn.fill(0);
  let energy = richEnergy(st);
  let iterations = 0;
  let used = look(0, best);
  while (used < 1) {
    const temperature = hottest * cooling ** used;
    for (let i = 0; i < ITERATIONS_PER_LOOK; i++) {
      const turn = iterations + i + 1;
      const limit = energy - temperature * Math.log(randomUnit(random) + 1e-12);
      if (ruinRich(st, random, freed, turn)) {
        offerAndSort(st, random, freed, turn);
        if (recreateRich(st, random, freed, limit)) {
          const now = richEnergy(st);
          if (now < limit) {
            energy = now;
            save(st, saved);
            if (isLess(figuresOf(st), best.figures)) {
              save(st, best);
              best.figures.set(figuresOf(st));
            }
            if (verify) verify(st);
            continue;
          }
        }
      }
      restore(st, saved);
      if (verify) verify(st);
    }
    iterations += ITERATIONS_PER_LOOK;
    used = look(iterations, best);
  }
  restore(st, best);
  return { best, iterations };
}
