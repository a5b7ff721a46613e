import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import { explainUnassigned } from '../explain.ts';
import { GREEDY_SHARE } from '../first-plan.ts';
import type { SolveOptions, SolveResult } from '../options.ts';
import type { Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { newRandom, type RandomState } from '../random.ts';
import { budgetOf, newWatch, type Standing, type Watch } from '../watch.ts';
import { compileRich, type RichCompiled } from './compile-rich.ts';
import { isWorthRelaxing, relaxedPlan, relaxedShare } from './relaxed-plan.ts';
import { annealRich, figuresOf, isLess, type RichBest, type RichLook, restore } from './rich-anneal.ts';
import { constructRich, fillRich, loadRichPlan, readRichPlan } from './rich-construct.ts';
import { newRichState, type RichState } from './rich-state.ts';
import { verifyRichState } from './verify-rich-state.ts';

/** From this many times the mean cost of a drive in the first plan down to that; a given plan is improved, not reshuffled. */
const HOTTEST = 1;
const COLDEST = 0.03;
const WARM_START = 0.3;
/** The parts of the budget in which plans of their own are annealed, and from which part of the usual heat their best goes on. */
const TURNS_ALONE = [0.2, 0.2, 0.2];
const LAST_TURN_HEAT = 0.5;

/** `solve` for problems that use anything of model.ts; the problem is sound. */
export function solveRich(problem: Problem, options: SolveOptions): SolveResult {
  const { plan, figures: _figures, ...run } = searchRich(problem, options);
  return finishRich(problem, plan, run, options.reasons);
}

export interface RichSearch extends Pick<SolveResult, 'plan' | 'iterations' | 'elapsedMs' | 'firstPlanMs' | 'stoppedBy'> {
  /** As in `RichBest`. */
  readonly figures: Float64Array;
}

/**
 * The search without what is said about its plan. Who searches a problem again and again compiles it once; `mayRelax`: the classical engine has not
 * had its part yet.
 */
export function searchRich(problem: Problem, options: SolveOptions, compiled?: RichCompiled, mayRelax = true): RichSearch {
  const now = options.now ?? monotonicNow;
  const startedMs = now();
  const elapsedMs = () => now() - startedMs;
  const watch = newWatch(options, problem.visits.length, elapsedMs);
  const c = compiled ?? compileRich(problem);
  const random = newRandom(options.seed);
  const greedy = startRich(c, random, options.initialPlan);
  const firstPlanMs = elapsedMs();
  const look: RichLook = (iterations, best) => watch.look(iterations, standingOf(best.figures), () => planOf(c, best));
  const canServe = c.base.servable.some((can) => can === 1);
  const begun =
    mayRelax && canServe && isWorthRelaxing(problem, options.initialPlan !== undefined)
      ? beginRelaxed(c, random, greedy, watch.look, options)
      : null;
  const st = begun?.st ?? greedy;
  const isWarm = options.initialPlan !== undefined || begun !== null;
  const verify = options.verifies ? verifyRichState : null;
  const alone = isWarm || !affordsTurns(options, problem.visits.length) ? [] : TURNS_ALONE;
  const { best, iterations } = annealInTurns(
    st,
    random,
    canServe ? look : () => 1,
    alone,
    isWarm ? WARM_START : 1,
    begun,
    verify,
  );
  restore(st, best);
  fillRich(st, random, (unit) => c.usualStartSec[c.relations.units[unit]![0]!]!);
  const run = { iterations, elapsedMs: elapsedMs(), firstPlanMs, stoppedBy: watch.stoppedBy() };
  return { plan: readRichPlan(st), figures: figuresOf(st), ...run };
}

/** The classical engine's plan of the relaxed problem, loaded as far as it keeps the rules; null if the greedy plan is better. */
function beginRelaxed(
  c: RichCompiled,
  random: RandomState,
  greedy: RichState,
  look: Watch['look'],
  options: SolveOptions,
): Begun | null {
  const share = relaxedShare(c.problem);
  let used = 0;
  const part: Watch['look'] = (done, standing, plan) => {
    used = look(done, standing, plan);
    return used / share;
  };
  const { seconds, iterations: most } = budgetOf(options);
  const budget = { seconds: seconds * share, iterations: most * share };
  const makesMore = () => part(0, standingOf(figuresOf(greedy)), () => readRichPlan(greedy)) < GREEDY_SHARE;
  const { plan, iterations } = relaxedPlan(c.problem, random, part, budget, makesMore, options.initialPlan);
  const st = loadRichPlan(c, plan);
  fillRich(st, random, (unit) => c.usualStartSec[c.relations.units[unit]![0]!]!);
  return isLess(figuresOf(st), figuresOf(greedy)) ? { st, used, iterations } : null;
}

interface Begun {
  readonly st: RichState;
  readonly used: number;
  readonly iterations: number;
}

/** Enough for several annealings: each gets this many iterations for each visit, or about as many milliseconds for each three visits. */
const TURN_ITERATIONS_PER_VISIT = 40;
const TURN_SECONDS_PER_VISIT = 0.012;

function affordsTurns({ seconds, iterations }: SolveOptions, visitCount: number): boolean {
  if (iterations !== undefined && iterations * TURNS_ALONE[0]! < TURN_ITERATIONS_PER_VISIT * visitCount) return false;
  if (seconds !== undefined && seconds * TURNS_ALONE[0]! < TURN_SECONDS_PER_VISIT * visitCount) return false;
  return seconds !== undefined || iterations !== undefined;
}

/**
 * Anneals from plans of their own for these parts of the budget, then in the rest from the best of them, less hot. Visits bound to each other
 * make deep valleys: one annealing in two ends in the wrong one (HCSRP_100_1, 6 CPU s: 0.1 or 15 %).
 */
function annealInTurns(
  st: RichState,
  random: RandomState,
  look: RichLook,
  alone: readonly number[],
  warmth: number,
  begun: Pick<Begun, 'used' | 'iterations'> | null,
  verify: ((st: RichState) => void) | null,
): { best: RichBest; iterations: number } {
  let used = begun?.used ?? 0;
  let iterations = begun?.iterations ?? 0;
  let overall: RichBest | null = null;
  const { hottest, cooling } = richTemperatures(st, warmth);
  const turn = (from: RichState, untilUsed: number, heat: number): void => {
    const fromUsed = used;
    const part: RichLook = (done, best) => {
      used = look(iterations + done, overall && isLess(overall.figures, best.figures) ? overall : best);
      return used >= 1 ? 1 : (used - fromUsed) / (untilUsed - fromUsed);
    };
    const one = annealRich(from, random, part, hottest * heat, cooling / heat, verify);
    iterations += one.iterations;
    if (overall === null || isLess(one.best.figures, overall.figures)) overall = one.best;
  };
  alone.forEach((share, i) => {
    if (used < 1) turn(i === 0 ? st : firstPlan(st.c, random), used + share, 1);
  });
  if (overall === null) turn(st, 1, 1);
  else if (used < 1) {
    restore(st, overall);
    turn(st, 1, LAST_TURN_HEAT);
  }
  return { best: overall!, iterations };
}

/** A plan with its times, costs and reasons. */
export function finishRich(
  problem: Problem,
  plan: Plan,
  run: Pick<SolveResult, 'iterations' | 'elapsedMs' | 'firstPlanMs' | 'stoppedBy'>,
  reasons = true,
): SolveResult {
  return { plan, evaluation: evaluate(problem, plan), unassigned: reasons ? explainUnassigned(problem, plan) : [], ...run };
}

/** The plan to start from: the given one as far as it keeps the rules, or a greedy one. */
export function startRich(c: RichCompiled, random: RandomState, given?: Plan): RichState {
  if (!given) return firstPlan(c, random);
  const st = loadRichPlan(c, given);
  fillRich(st, random, (unit) => c.usualStartSec[c.relations.units[unit]![0]!]!);
  return st;
}

export function richTemperatures(st: RichState, warmth: number): { hottest: number; cooling: number } {
  return { hottest: HOTTEST * warmth * meanDrive(st), cooling: COLDEST / HOTTEST / warmth };
}

function standingOf(figures: Float64Array): Standing {
  return { broken: figures[0]!, missed: figures[1]!, cost: figures[2]!, absent: figures[3]! };
}

function planOf(c: RichCompiled, best: RichBest): Plan {
  const st = newRichState(c);
  restore(st, best);
  return readRichPlan(st);
}

function firstPlan(c: RichCompiled, random: RandomState): RichState {
  const first = (unit: number): number => c.relations.units[unit]![0]!;
  const keys = [(unit: number) => c.usualStartSec[first(unit)]!, (unit: number) => -c.farness[first(unit)]!];
  let best: RichState | null = null;
  for (const key of keys) {
    const st = constructRich(c, random, key);
    if (best === null || isLess(figuresOf(st), figuresOf(best))) best = st;
  }
  return best!;
}

/** Mean cost of a stop's drive in the plan; at least 1. */
function meanDrive(st: RichState): number {
  const { base } = st.c;
  const { cost, size, costBase } = base.travel;
  let sum = 0;
  let count = 0;
  for (let s = 0; s < base.shiftCount; s++) {
    let node = base.visitCount + s;
    if (st.next[node] === node) continue;
    do {
      const next = st.next[node]!;
      sum += Math.min(cost[costBase[s]! + base.leavesFrom[node]! * size + base.arrivesAt[next]!]!, 1 << 24);
      count++;
      node = next;
    } while (node < base.visitCount);
  }
  return Math.max(1, sum / Math.max(1, count));
}
