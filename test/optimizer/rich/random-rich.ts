import {
  type BalanceMeasure,
  buySlack,
  evaluate,
  type Problem,
  type Relation,
  type Shift,
  simulate,
  solve,
  UNREACHABLE,
  type Visit,
} from '../../../apps/optimizer/src/index.ts';
import { dice, randomProblem } from '../random-problem.ts';

/** What a random rich problem may have; each alone, or several. */
export const FEATURES = [
  'release',
  'due',
  'worstLateness',
  'preference',
  'sites',
  'promises',
  'budget',
  'firm',
  'overtime',
  'idle',
  'territory',
  'balanceOfWork',
  'balanceOfVisits',
  'balanceOfShifts',
  'balanceOfWeekends',
  'sameShift',
  'differentShift',
  'sameTeam',
  'sameDay',
  'order',
  'together',
  'within',
  'bands',
  'waiting',
  'households',
  'slack',
] as const;
export type Feature = (typeof FEATURES)[number];

const BALANCED = {
  balanceOfWork: 'workSec',
  balanceOfVisits: 'visits',
  balanceOfShifts: 'shifts',
  balanceOfWeekends: 'weekendShifts',
} as const satisfies Partial<Record<Feature, BalanceMeasure>>;

/** A random whole problem with these features on top of the classical rules. */
export function richProblem(seed: number, visitCount: number, shiftCount: number, features: readonly Feature[]): Problem {
  const base = withWays(plainer(randomProblem(seed, visitCount, shiftCount)));
  const roll = dice(seed + 4242);
  const has = (feature: Feature): boolean => features.includes(feature);
  const chance = (percent: number): boolean => roll(100) < percent;
  const shiftList = (): number[] => base.shifts.map((_, s) => s).filter(() => chance(50));
  const frozen = new Set(base.shifts.flatMap((shift) => shift.frozenHead ?? []));
  const balance = Object.entries(BALANCED).flatMap(([feature, measure]) =>
    has(feature as Feature) ? [{ measure, perUnitAbove: 1 + roll(20) }] : [],
  );
  const visits = base.visits.map((visit, v): Visit => {
    if (frozen.has(v)) return visit;
    const opensSec = roll(1200);
    return {
      ...visit,
      ...(has('release') && chance(40) && { releaseSec: roll(900) }),
      // People of one household: one address, one setup for those served one after the other.
      ...(has('households') && chance(60) && { placeIndex: base.visits[0]!.placeIndex, setupSec: 20 }),
      ...((has('due') || has('worstLateness')) &&
        chance(60) && { due: { sec: roll(900), perLateSec: has('due') ? 1 + roll(3) : 0 } }),
      ...(has('preference') && chance(50) && { preference: { shifts: shiftList(), otherwise: roll(200) } }),
      ...(has('sites') && chance(40) && { sites: [{ shift: roll(shiftCount), placeIndex: roll(base.placeCount) }] }),
      ...(has('waiting') && chance(60) && { waiting: { passedOver: roll(4), waitedSec: roll(600) } }),
      ...((has('promises') || has('budget') || has('firm')) &&
        chance(60) && {
          promise: { opensSec, closesSec: opensSec + 50 + roll(400), ...(chance(40) && { shifts: [roll(shiftCount)] }) },
        }),
    };
  });
  const shifts = base.shifts.map(
    (shift, s): Shift => ({
      ...shift,
      ...(chance(80) && { teamIndex: s % 2, dayIndex: s >> 1 }),
      ...(has('balanceOfWeekends') && s % 3 === 0 && { isWeekend: true }),
      ...(has('overtime') && chance(70) && { overtime: { untilSec: shift.closesSec + roll(400), perSec: 1 + roll(4) / 2 } }),
      ...(has('idle') && chance(70) && { perIdleSec: 0.5 + roll(3) }),
      ...(has('territory') && chance(70) && { territory: { placeIndex: roll(base.placeCount), perSec: roll(4) / 2 } }),
    }),
  );
  const first = 100 + roll(400);
  const startsSec = Int32Array.of(0, first, first + 50 + roll(500));
  const matrices = has('bands')
    ? base.matrices.map((matrix) => ({ ...matrix, bands: bandsOf(matrix.durationsSec, startsSec, roll) }))
    : base.matrices;
  const promises =
    has('promises') || has('budget') || has('firm')
      ? { perChange: roll(150), ...(has('budget') && { most: roll(3) }), ...(has('firm') && { firmUntilSec: roll(500) }) }
      : undefined;
  const problem: Problem = {
    ...base,
    visits,
    shifts,
    matrices,
    relations: relationsOf(
      features,
      visitCount,
      roll,
      new Set([...frozen, ...(base.pairs ?? []).flatMap((pair) => [pair.pickupVisit, pair.deliveryVisit])]),
    ),
    ...(promises && { promises }),
    ...(has('waiting') && {
      fairness: { gainPerPass: roll(3) / 2, mostWaitSec: 300 + roll(700), perSecBeyond: roll(5) / 2 },
    }),
    ...(has('worstLateness') && { perWorstLateSec: 1 + roll(3) }),
    ...(balance.length > 0 && { balance }),
  };
  return has('slack') ? withSlack(problem, seed) : problem;
}

/** With a price on what a first plan is likely to be late for; unchanged where there is no first plan. */
function withSlack(problem: Problem, seed: number): Problem {
  const { plan } = solve(problem, { seed, iterations: 8, reasons: false });
  if (evaluate(problem, plan).violations.length > 0) return problem;
  const likely = simulate(problem, plan, { service: 0.5, drive: 0.3, evening: 0.2 }, { samples: 200, seed });
  return buySlack(problem, likely, { target: 0.95, perLateSec: 2 });
}

/** Without what rich problems refuse: fixed positions, breaks that ask what is on board. */
function plainer(problem: Problem): Problem {
  const visits = problem.visits.map(({ pinnedPosition: _position, ...visit }) => visit);
  const shifts = problem.shifts.map((shift) => ({
    ...shift,
    breaks: shift.breaks.map(({ maxLoads: _most, ...pause }) => pause),
  }));
  return { ...problem, visits, shifts };
}

/** A way between any two places: streets are one net. (Where there is none, a visit may fit only together with another.) */
function withWays(problem: Problem): Problem {
  for (const { durationsSec } of problem.matrices)
    durationsSec.forEach((sec, cell) => {
      if (sec === UNREACHABLE) durationsSec[cell] = 90;
    });
  return problem;
}

/** Two tables, three bands; slower by up to a half. */
function bandsOf(durationsSec: Int32Array, startsSec: Int32Array, roll: (bound: number) => number) {
  const slower = durationsSec.map((sec) => (sec === 0 ? sec : sec + roll(1 + (sec >> 1))));
  return {
    startsSec,
    tableOf: Int32Array.of(0, 1, 0),
    tables: [durationsSec, slower],
  };
}

function relationsOf(
  features: readonly Feature[],
  visitCount: number,
  roll: (bound: number) => number,
  taken: Set<number>,
): Relation[] {
  const relations: Relation[] = [];
  const free = Array.from({ length: visitCount }, (_, v) => v).filter((v) => !taken.has(v));
  for (const kind of ['sameShift', 'differentShift', 'sameTeam', 'sameDay', 'order', 'together', 'within'] as const) {
    if (!features.includes(kind) || free.length < 2) continue;
    const [first, second] = [0, 1].map(() => free.splice(roll(free.length), 1)[0]!) as [number, number];
    if (kind === 'order') relations.push({ kind, first, second, leastGapSec: roll(400) });
    else if (kind === 'together') relations.push({ kind: 'order', first, second, leastGapSec: 0, mostGapSec: 0 });
    else if (kind === 'within') {
      const leastGapSec = roll(200);
      relations.push({ kind: 'order', first, second, leastGapSec, mostGapSec: leastGapSec + roll(200) });
    } else relations.push({ kind, first, second });
  }
  return relations;
}
