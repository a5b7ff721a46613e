import { monotonicNow } from '../clock.ts';
import { evaluate } from '../evaluate.ts';
import type { Evaluation, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { type Asked, type Candidate, overtimesOf, pinsOf, promisesOf, shiftsOf, skillsOf, wideningsOf } from './candidates.ts';
import { applyChange, type ChangeKind } from './change.ts';
import { FIX_COSTS, type Fix, type FixOptions } from './fix.ts';
import { soundAfter, withRoutes } from './judge.ts';
import { placesOf } from './places.ts';
import { rearrange } from './rearrange.ts';
import { unitOf } from './unit.ts';

const DEFAULT_SECONDS = 1;
/** Where nothing is proved in its time the search goes on for so many times as long: a busy machine is no reason to say that there is no way. */
const PATIENCE = 3;
const MOST_ITERATIONS = 4_000;
const CANDIDATES: readonly (readonly [ChangeKind, (asked: Asked) => Candidate[]])[] = [
  ['widenWindow', wideningsOf],
  ['allowOvertime', overtimesOf],
  ['addSkills', skillsOf],
  ['releasePin', pinsOf],
  ['addShift', shiftsOf],
  ['movePromise', promisesOf],
];

/**
 * The smallest changes that would serve a visit which the plan leaves out, each proved by a plan that serves it and all that was
 * served before and breaks no rule that was kept; the cheapest first, by the caller's costs. Amounts are the least multiples of the
 * granularity with which it fits into a route as it is. Anytime: ends with what is proved by then (and with the first that is). Empty for a visit that is served.
 */
export function findFixes(problem: Problem, plan: Plan, visit: number, options: FixOptions = {}): Fix[] {
  const now = options.now ?? monotonicNow;
  const startedMs = now();
  const limitMs = 1000 * (options.seconds ?? DEFAULT_SECONDS);
  const fixes: Fix[] = [];
  const leftMs = (): number => startedMs + (fixes.length > 0 ? 1 : PATIENCE) * limitMs - now();
  const isOver = (): boolean => leftMs() <= 0;
  if (!problem.visits[visit] || plan.routes.some((route) => route.includes(visit))) return [];
  const costs = { ...FIX_COSTS, ...options.costs };
  const asked: Asked = {
    problem,
    plan,
    unit: unitOf(problem, visit),
    costs,
    granularitySec: options.granularitySec ?? 300,
    mostWidenSec: options.mostWidenSec ?? 4 * 3600,
    mostOvertimeSec: options.mostOvertimeSec ?? 2 * 3600,
    spareShifts: options.spareShifts,
    isOver,
  };
  const before = { plan, ...evaluate(problem, plan) };
  const { perKind = 3, seed = 1, iterations = MOST_ITERATIONS } = options;
  const asItIs = placesOf(problem, plan, asked.unit, { isOver }).map((place): Candidate => {
    return { change: null, amountSec: null, price: costs.rearrange, place, key: 'rearrange' };
  });
  // It fits, but is worth less than it costs, or nobody has searched since.
  const fitting = proved(asked, before, asItIs, 1);
  if (fitting.length > 0) return fitting;
  for (const [kind, candidatesOf] of CANDIDATES) {
    if (isOver()) break;
    if (options.only && !options.only.includes(kind)) continue;
    fixes.push(...proved(asked, before, candidatesOf(asked), perKind));
  }
  const searched =
    options.only && !options.only.includes('rearrange')
      ? null
      : rearrange(problem, before, asked.unit, { seed, iterations, leftMs: leftMs(), now });
  if (searched) fixes.push(fixOf(before, visit, 'rearrange', null, null, costs.rearrange, searched.plan, searched.evaluation));
  return fixes.sort((a, b) => a.price - b.price || a.addedCost - b.addedCost);
}

/** The cheapest candidates that the whole plan allows; of alike changes only the smallest. */
function proved(asked: Asked, before: Evaluation & { plan: Plan }, candidates: Candidate[], most: number): Fix[] {
  candidates.sort((a, b) => a.price - b.price || a.place.addedCost - b.place.addedCost);
  const fixes: Fix[] = [];
  const known = new Set<string>();
  for (const { change, amountSec, price, place, key } of candidates) {
    if (fixes.length >= most || asked.isOver()) break;
    if (known.has(key)) continue;
    const changed = change ? applyChange(asked.problem, change) : asked.problem;
    const plan = withRoutes(changed, asked.plan, place.routes);
    const evaluation = soundAfter(changed, plan, before);
    if (!evaluation) continue;
    known.add(key);
    fixes.push(fixOf(before, asked.unit[0]!, change?.kind ?? 'rearrange', change, amountSec, price, plan, evaluation));
  }
  return fixes;
}

function fixOf(
  before: Evaluation & { plan: Plan },
  visit: number,
  kind: Fix['kind'],
  change: Fix['change'],
  amountSec: number | null,
  price: number,
  plan: Plan,
  evaluation: Evaluation,
): Fix {
  const shift = plan.routes.findIndex((route) => route.includes(visit));
  const startSec = startsOf(evaluation).get(visit)![1];
  const addedCost = evaluation.cost - before.cost;
  return { kind, change, amountSec, price, plan, shift, startSec, addedCost, moved: movedBetween(before, evaluation) };
}

/** Visits of the first plan that the second serves in another shift, at another time, or not at all. */
export function movedBetween(before: Evaluation, after: Evaluation, toleranceSec = 0): number[] {
  const now = startsOf(after);
  return [...startsOf(before)]
    .filter(([v, [shift, startSec]]) => now.get(v)?.[0] !== shift || Math.abs(now.get(v)![1] - startSec) > toleranceSec)
    .map(([v]) => v);
}

function startsOf(evaluation: Evaluation): Map<number, readonly [number, number]> {
  return new Map(
    evaluation.routes.flatMap(({ stops, shift }) =>
      stops.flatMap((stop) => (stop.kind === 'visit' ? [[stop.visit, [shift, stop.startSec] as const] as const] : [])),
    ),
  );
}
