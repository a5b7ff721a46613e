import type { Temperatures } from '../anneal.ts';
import type { Compiled } from '../compile.ts';
import type { Generations } from '../generations.ts';
import { type RoutePool, takeOver } from '../partition/route-pool.ts';
import { type Individual, isLess } from '../population.ts';
import { type RandomState, randomBelow } from '../random.ts';
import { areFull, openFeeAt, paysToCloseRoutes } from './fewer-routes.ts';
import { betterOf, individualOf } from './figures.ts';
import type { Done, Round } from './messages.ts';
import { dealOut, mergePart } from './part.ts';

/** What each thread anneals in one round, from which to which heat; limits are added by the caller. */
export type Order = Omit<Round, 'ms' | 'iterations' | 'targetCost'>;

/** A way for threads to work together, round by round. */
export interface Rounds {
  /** Could one thread begin by itself, before the others are there? */
  readonly canBeginAlone: boolean;
  /**
   * How much of the budget the next round may use, and the order of each thread, to be asked for one after the other, that of the asking thread, 0,
   * last: it may take a while. `used` is how much is gone, `least` what a round takes at least.
   */
  next(used: number, least: number, threads: number): { readonly orderOf: (thread: number) => Order; readonly share: number };
  /** Where routes are gathered, if they are. */
  readonly pool: RoutePool | null;
  take(done: readonly Done[]): void;
  readonly best: Individual;
}

/** So often, over the whole budget, the regions are drawn anew. */
const REGION_ROUNDS = 60;
/** With fewer used shifts for each thread a region is too small: the threads then take turns of the whole, the best goes on. */
const LEAST_SHIFTS_PER_PART = 4;

/** Every thread anneals the routes of one region; then the parts are put together and other regions drawn, at one temperature. */
export class RegionRounds implements Rounds {
  readonly canBeginAlone = true;
  readonly pool = null;
  best: Individual;
  private current: Int32Array;
  private parts: readonly Pick<Round, 'ownsShift' | 'ownsVisit'>[] = [];
  private readonly c: Compiled;
  private readonly random: RandomState;
  private readonly temperatures: Temperatures;
  private closes = false;
  private scouts: boolean;

  /** `scouts`: there is time for a first round that cools wholly, and shows whether it pays to close routes. */
  constructor(c: Compiled, random: RandomState, temperatures: Temperatures, start: Int32Array, scouts: boolean) {
    this.c = c;
    this.random = random;
    this.temperatures = temperatures;
    this.current = start;
    this.best = individualOf(c, start);
    this.scouts = scouts;
  }

  next(used: number, least: number, threads: number): { orderOf: (thread: number) => Order; share: number } {
    const share = Math.max(least, 1 / REGION_ROUNDS);
    this.parts = partsFor(this.c, this.current, threads, randomBelow(this.random, this.c.visitCount));
    const part = this.scouts ? { usedFrom: 0, usedTo: 1 } : { usedFrom: used, usedTo: Math.min(1, used + share) };
    this.closes &&= !areFull(this.c, this.current);
    const openFee = this.closes ? openFeeAt(used, this.temperatures.hottest) : 0;
    const heat = { ...this.temperatures, ...part, openFee };
    return { orderOf: (thread) => ({ ...heat, ...this.parts[thread]!, next: this.current }), share };
  }

  take(done: readonly Done[]): void {
    const whole = this.parts[0]!.ownsShift.every((owns) => owns === 1);
    const together = (plans: Int32Array[]): Individual =>
      whole ? betterOf(this.c, plans) : individualOf(this.c, this.merge(plans));
    const now = together(done.map((one) => one.next));
    const seen = together(done.map((one) => one.bestNext));
    this.current = now.next;
    for (const one of [now, seen]) if (isLess(one, this.best)) this.best = one;
    if (this.scouts) this.closes = paysToCloseRoutes(this.c, this.best.next);
    this.scouts = false;
  }

  private merge(plans: readonly Int32Array[]): Int32Array {
    const merged = Int32Array.from(this.current);
    plans.forEach((next, t) => {
      mergePart(this.c, merged, next, this.parts[t]!.ownsShift);
    });
    return merged;
  }
}

/** More than this one round never takes. */
const MOST_OF_BUDGET = 0.8;

/** Every thread anneals one plan of the next generation. */
export class GenerationRounds implements Rounds {
  readonly canBeginAlone = false;
  private readonly start: Individual;
  private readonly c: Compiled;
  private readonly generations: Generations;

  constructor(c: Compiled, generations: Generations, start: Int32Array) {
    this.c = c;
    this.generations = generations;
    this.start = individualOf(c, start);
  }

  get best(): Individual {
    return this.generations.population[0] ?? this.start;
  }

  get pool(): RoutePool | null {
    return this.generations.pool;
  }

  next(_used: number, least: number, threads: number): { orderOf: (thread: number) => Order; share: number } {
    const orderOf = (thread: number): Order => {
      const { start, temperatures } = this.generations.next(thread === 0);
      return { ...everything(this.c), ...temperatures, next: start.next, usedFrom: 0, usedTo: 1, openFee: 0 };
    };
    const share = Math.min(MOST_OF_BUDGET, this.generations.share * threads);
    return { orderOf, share: Math.max(least, share) };
  }

  take(done: readonly Done[]): void {
    for (const one of done) {
      this.generations.admit(individualOf(this.c, one.bestNext));
      if (one.routes && this.pool) takeOver(this.pool, one.routes);
    }
  }
}

function everything(c: Compiled): Pick<Round, 'ownsShift' | 'ownsVisit'> {
  return { ownsShift: new Uint8Array(c.shiftCount).fill(1), ownsVisit: new Uint8Array(c.visitCount).fill(1) };
}

function partsFor(c: Compiled, next: Int32Array, threads: number, pivot: number): Pick<Round, 'ownsShift' | 'ownsVisit'>[] {
  let used = 0;
  for (let s = 0; s < c.shiftCount; s++) if (next[c.visitCount + s]! < c.visitCount) used++;
  if (used < LEAST_SHIFTS_PER_PART * threads) return Array.from({ length: threads }, () => everything(c));
  const { partOfShift, partOfVisit } = dealOut(c, next, threads, pivot);
  return Array.from({ length: threads }, (_, t) => ({
    ownsShift: Uint8Array.from(partOfShift, (part) => (part === t ? 1 : 0)),
    ownsVisit: Uint8Array.from(partOfVisit, (part) => (part === t ? 1 : 0)),
  }));
}
