import { type Best, isBetter, keep, markDirty, newBest } from './best.ts';
import type { Compiled } from './compile.ts';
import { begin, type Journal, newJournal, rollBack } from './journal.ts';
import { openRoute } from './open-route.ts';
import { gather, type RoutePool } from './partition/route-pool.ts';
import { newPricing, type Pricing } from './price-route.ts';
import { type RandomState, randomUnit } from './random.ts';
import { type Orders, recreate } from './recreate.ts';
import { newRemoved, type Removed, ruin } from './ruin.ts';
import { energy, newState, type State } from './state.ts';
import { exchangeTails } from './tail-exchange.ts';
import { NEVER_SEC } from './window.ts';

/** From this many times the mean cost of a drive in the first plan … */
const HOTTEST = 1.0;
/** … down to this. */
const COLDEST = 0.06;
/** Tail exchanges tried before each ruin; they are what long routes need and ruins lack. */
const TAIL_EXCHANGES = 4;
/** A route is built as a whole, where visits are optional, as seldom as this for each visit: it takes time as their number. */
const OPENING_COSTS = 1;
/** The budget is asked only so often. */
const ITERATIONS_PER_LOOK = 128;
/** And routes are gathered only so often. */
const ITERATIONS_PER_GATHERING = 16;

export interface Temperatures {
  readonly hottest: number;
  /** The last temperature as a part of the first. */
  readonly cooling: number;
}

/** For a plan to start from; `warmth` below 1 for one that is good already, `endWarmth` above 1 to end warmer than usual. */
export function temperaturesFor(st: State, warmth: number, endWarmth = 1): Temperatures {
  return { hottest: HOTTEST * warmth * meanDrive(st), cooling: (COLDEST * endWarmth) / warmth / HOTTEST };
}

/** How far the budget is used, 0 … 1; 1 or more ends the search. Called every 128 iterations. */
export type Look = (iterations: number, best: Best) => number;

/**
 * Simulated annealing over ruin and recreate; `st` ends wherever it happens to be, the best is what counts. The temperature
 * falls as the budget is used. `verify` sees the plan after each move, done or taken back; `pool` gets routes it comes through.
 */
export function anneal(
  st: State,
  orders: Orders,
  random: RandomState,
  look: Look,
  temperatures: Temperatures,
  verify: ((st: State) => void) | null = null,
  pool: RoutePool | null = null,
): { best: Best; iterations: number } {
  const search = newSearch(st, orders, random, verify);
  const { best } = search;
  const { hottest, cooling } = temperatures;
  let iterations = 0;
  let used = look(0, best);
  while (used < 1) {
    const temperature = hottest * cooling ** used;
    for (let i = 0; i < ITERATIONS_PER_LOOK; i++) {
      attempt(st, search, temperature);
      if (pool && i % ITERATIONS_PER_GATHERING === 0) gather(pool, st);
    }
    iterations += ITERATIONS_PER_LOOK;
    used = look(iterations, best);
  }
  return { best, iterations };
}

/** What an annealing keeps beside its state. */
interface Search {
  readonly best: Best;
  readonly orders: Orders;
  readonly random: RandomState;
  readonly journal: Journal;
  readonly removed: Removed;
  readonly pricing: Pricing | null;
  readonly openRate: number;
  readonly verify: ((st: State) => void) | null;
}

function newSearch(st: State, orders: Orders, random: RandomState, verify: ((st: State) => void) | null): Search {
  const { c } = st;
  return {
    best: newBest(st),
    orders,
    random,
    journal: newJournal(st),
    removed: newRemoved(c.visitCount),
    pricing: c.hasOptional ? newPricing(c) : null,
    // Below 1 also for a single visit: ruin alone takes a visit out again.
    openRate: 1 / (1 + c.visitCount * OPENING_COSTS),
    verify,
  };
}

/**
 * To be called once before a thread anneals. V8 lays an object literal out for good only when it is made for the second time, and throws away
 * what it had compiled for the first: the second annealing of a thread began with nothing compiled, in the middle of a short search.
 */
export function settleLayouts(c: Compiled, orders: Orders, random: RandomState): void {
  for (let i = 0; i < 2; i++) newSearch(newState(c), orders, random, null);
}

/**
 * Some tail exchanges, then one ruin and recreate. A function of its own, so that it is compiled as one: as the body of the endless loop it was
 * compiled anew several times, for the loop as it stood, which took a tenth of a search of a second.
 */
function attempt(st: State, search: Search, temperature: number): void {
  const { best, orders, random, journal, removed, pricing, openRate, verify } = search;
  for (let t = 0; t < TAIL_EXCHANGES; t++) {
    if (!exchangeTails(st, random, temperature, best)) continue;
    if (verify) verify(st);
    if (isBetter(st, best)) keep(st, best);
  }
  begin(st, journal);
  const limit = energy(st) - temperature * Math.log(randomUnit(random) + 1e-12);
  const opens = pricing !== null && randomUnit(random) < openRate;
  const sound = opens ? openRoute(st, journal, random, removed, pricing) : ruin(st, journal, random, removed);
  if (!sound || !recreate(st, journal, random, removed, orders, limit)) {
    rollBack(st, journal);
    if (verify) verify(st);
    return;
  }
  if (verify) verify(st);
  markDirty(best, journal);
  if (isBetter(st, best)) keep(st, best);
}

/** Mean cost of the drives of the plan, and of an empty one of all drives there could be; at least 1. */
function meanDrive(st: State): number {
  let sum = 0;
  let drives = 0;
  for (let node = 0; node < st.c.nodeCount; node++) {
    if (st.next[node] === node || st.routeOf[node]! < 0) continue;
    sum += st.driveCost[node]!;
    drives++;
  }
  if (drives > 0) return Math.max(1, sum / drives);
  for (const cost of st.c.travel.cost) {
    if (cost >= NEVER_SEC) continue;
    sum += cost;
    drives++;
  }
  return Math.max(1, sum / Math.max(1, drives));
}
