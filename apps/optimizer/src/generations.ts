import { type Temperatures, temperaturesFor } from './anneal.ts';
import { readPlan } from './best.ts';
import type { Compiled } from './compile.ts';
import { fill } from './construct.ts';
import { loadPlan } from './load-plan.ts';
import { recombine } from './partition/choose-routes.ts';
import { newRoutePool, type RoutePool } from './partition/route-pool.ts';
import { admit, cross, drawParents, type Individual, individualIn } from './population.ts';
import type { RandomState } from './random.ts';
import type { Orders } from './recreate.ts';
import { ABSENT, type State } from './state.ts';

/** How a budget is divided among annealings: so many plans to begin with, their part of it together, and the part of each child. */
export interface Division {
  readonly founders: number;
  readonly foundersShare: number;
  readonly childShare: number;
  /** How warm a founder begins, as a part of full heat … */
  readonly founderWarmth: number;
  /** … how warm each annealing ends, as a multiple of the usual … */
  readonly endWarmth: number;
  /** … and how warm a child begins, as a part of the heat of founders. */
  readonly childWarmth: number;
  /** Are routes of all annealings put together anew? */
  readonly recombines: boolean;
}

/**
 * Annealing alone ends in one of several valleys; plans from several, crossed and annealed again from a lower heat, find
 * better ones. Measured on hard Solomon instances at the same CPU time (20 s): mean gap 0.35 % → 0.15 %.
 */
const SMALL: Division = {
  founders: 4,
  foundersShare: 0.4,
  childShare: 0.02,
  founderWarmth: 1,
  endWarmth: 1,
  childWarmth: 0.4,
  recombines: true,
};
/**
 * Where less time is, fewer of both; small problems alone, as larger ones anneal by regions. 27 runs of 19 Solomon instances with 1.2–8 CPU s:
 * mean gap 0.15 % → 0.07 %, better in 13, worse in three.
 */
const SHORT: Division = { ...SMALL, founders: 2, foundersShare: 0.7, childShare: 0.075 };
/**
 * The children of more visits have fewer iterations for each and must stay cooler, or they never come back to what their parents were (R1_2_4, 30
 * children: at 0.4 none became the best plan, at 0.15 five did). Of 200 and 400 visits the pool of routes never held anything better than
 * the best plan (60 attempts of 0.1–0.4 s).
 */
const MIDDLE: Division = { ...SMALL, childWarmth: 0.1, recombines: false };
/** Three Gehring & Homberger instances of 400 visits, 60 s: mean gap 0.99 % divided as small ones are, 0.83 as middle ones, 0.69 so. */
const LARGE: Division = { ...MIDDLE, founders: 2, foundersShare: 0.6 };
const SMALL_MOST_VISITS = 150;
/**
 * The valley of a small plan with short routes is decided in the middle of the heat: there time is spent, rather than above or below.
 * 17 Solomon instances of R1 and RC1 at VROOM's own time: mean gap 0.27 % (153 runs) → 0.19 % (119 runs, standard errors 0.035). Long routes need
 * the full heat, which decides how many there are (R207: 2.6 % without it); where visits are left out nothing was gained (parts of hv-300).
 */
const MIDDLE_HEAT = { founderWarmth: 0.4, endWarmth: 2, childWarmth: 0.8 };
const SHORT_ROUTE_VISITS = 14;
const MIDDLE_MOST_VISITS = 300;
const SHORT_LEAST_ITERATIONS = 30_000;
const SHORT_LEAST_ITERATIONS_PER_VISIT = 400;
const MOST = 8;
/** Routes are put together anew when there are so many times as many as the last time. */
const GROWN = 1.1;
/** With less work than this per visit a single long annealing is better; the pace is a cautious guess, to stay deterministic. */
const LEAST_ITERATIONS_PER_VISIT = 5_000;
const ITERATIONS_PER_SECOND = 40_000;
/** With less than this much heat would be time lost. */
const COOL_ITERATIONS_PER_VISIT = 2_000;

/** How several generations divide the budget (of all threads together); `null` where it is not enough for them. */
export function divisionFor(visitCount: number, seconds: number, iterations: number, threads: number): Division | null {
  if (visitCount < 2) return null;
  const expected = Math.min(iterations, seconds * threads * ITERATIONS_PER_SECOND);
  const isSmall = visitCount <= SMALL_MOST_VISITS;
  if (expected >= LEAST_ITERATIONS_PER_VISIT * visitCount)
    return isSmall ? SMALL : visitCount <= MIDDLE_MOST_VISITS ? MIDDLE : LARGE;
  const isEnough = expected >= Math.max(SHORT_LEAST_ITERATIONS, SHORT_LEAST_ITERATIONS_PER_VISIT * visitCount);
  return isSmall && isEnough ? SHORT : null;
}

/**
 * How warm the first annealing begins: a given plan is improved, not reshuffled; where there is little time for each visit, much heat
 * would only be time lost (four Solomon instances, 1,200 iterations a visit: mean gap 0.80 % at full heat, 0.56 % at half); and where
 * visits are optional, it would shake off whole routes that never open again (RC2_10_1: 1.9 % with 13 routes after 30 CPU s at full
 * heat, 1.1 % with 15 routes after 15 CPU s at half).
 */
export function warmthFor(c: Compiled, isGiven: boolean, seconds: number, iterations: number): number {
  if (isGiven) return 0.3;
  const expected = Math.min(iterations, seconds * ITERATIONS_PER_SECOND);
  return c.hasOptional || expected < COOL_ITERATIONS_PER_VISIT * c.visitCount ? 0.5 : 1;
}

function isDecidedInMiddle({ c, counts, visitsIn }: State): boolean {
  const used = visitsIn.reduce((sum, visits) => sum + (visits > 0 ? 1 : 0), 0);
  return c.visitCount <= SMALL_MOST_VISITS && counts[ABSENT] === 0 && c.visitCount < SHORT_ROUTE_VISITS * used;
}

/** One annealing: from which plan, how warm, and which part of the whole budget (as time of all threads) it may use. */
export interface Breeding {
  readonly start: State;
  readonly temperatures: Temperatures;
  readonly share: number;
}

/** Who lives, and who is to be annealed next. */
export class Generations {
  readonly population: Individual[] = [];
  private founded = 0;
  private recombinedFrom = 0;
  private readonly c: Compiled;
  private readonly orders: Orders;
  private readonly random: RandomState;
  private readonly temperatures: Temperatures;
  private readonly founder: () => State;
  private readonly division: Division;
  /** The routes that annealings have come through, if they are put together anew. */
  readonly pool: RoutePool | null;

  /** `first` is the first plan, `warmth` how warm annealings from it begin (`warmthFor`); each founder starts from what `founder` makes. */
  constructor(first: State, warmth: number, orders: Orders, random: RandomState, founder: () => State, division: Division) {
    const { c } = first;
    this.c = c;
    this.orders = orders;
    this.random = random;
    this.founder = founder;
    this.division = isDecidedInMiddle(first) ? { ...division, ...MIDDLE_HEAT } : division;
    this.temperatures = temperaturesFor(first, warmth * this.division.founderWarmth, this.division.endWarmth);
    this.pool = division.recombines ? newRoutePool(c) : null;
  }

  /** Which part of the budget the next annealing may use. */
  get share(): number {
    const { founders, foundersShare, childShare } = this.division;
    return this.founds ? foundersShare / founders : childShare;
  }

  private get founds(): boolean {
    return this.founded < this.division.founders || this.population.length === 0;
  }

  /** `recombines` may take tens of milliseconds: the caller says whether nobody waits for it. */
  next(recombines: boolean): Breeding {
    const { share } = this;
    if (this.founds) {
      this.founded++;
      return { start: this.founder(), temperatures: this.temperatures, share };
    }
    const { hottest, cooling } = this.temperatures;
    const { childWarmth } = this.division;
    const temperatures = { hottest: hottest * childWarmth, cooling: Math.min(1, cooling / childWarmth) };
    const start = (recombines && this.pool ? this.recombined(this.pool) : null) ?? this.crossed();
    return { start, temperatures, share };
  }

  /** A better plan than the best, made of routes of any number of annealings; `null` if there is none, or little new to make it of. */
  private recombined(pool: RoutePool): State | null {
    const count = pool.count[0]!;
    if (count < GROWN * this.recombinedFrom) return null;
    const { c } = this;
    const best = loadPlan(c, readPlan(this.best.next, c.visitCount, c.shiftCount));
    const st = recombine(pool, this.orders, best);
    this.recombinedFrom = pool.count[0]!;
    if (st) this.admit(individualIn(st));
    return st;
  }

  private crossed(): State {
    const [mother, father] = drawParents(this.population, this.random);
    const start = loadPlan(this.c, { routes: cross(this.c, this.random, mother.next, father.next), unassigned: [] });
    fill(start, this.orders, this.orders.keys[0]!, false);
    return start;
  }

  admit(one: Individual): void {
    admit(this.population, one, MOST);
  }

  get best(): Individual {
    return this.population[0]!;
  }
}
