import { loadavg } from 'node:os';
import {
  type BalanceMeasure,
  buySlack,
  type Problem,
  type Relation,
  type Shift,
  simulate,
  solve,
  type Visit,
} from '../../apps/optimizer/src/index.ts';
import { nowBy } from '../../apps/optimizer/src/threads/clock-kind.ts';
import { townOf } from './optimizer/town.ts';

const VISITS = 300;
const SHIFTS = 60;
const DAY_SEC = 86_400;

/** Every second visit, every eighth with its neighbour: a feature is on for so much of the town. */
const each = (problem: Problem, make: (v: number, visit: Visit) => Partial<Visit>): Problem => ({
  ...problem,
  visits: problem.visits.map((visit, v) => ({ ...visit, ...make(v, visit) })),
});
const shift = (problem: Problem, make: (shift: Shift, s: number) => Partial<Shift>): Problem => ({
  ...problem,
  shifts: problem.shifts.map((one, s) => ({ ...one, ...make(one, s) })),
});
const bound = (problem: Problem, kind: (first: number, second: number) => Relation): Problem => ({
  ...problem,
  relations: Array.from({ length: VISITS / 8 }, (_, i) => kind(8 * i, 8 * i + 1)),
});

const withTeams = (problem: Problem): Problem =>
  shift(problem, ({ opensSec }, s) => ({
    teamIndex: s % 5,
    dayIndex: Math.floor(opensSec / DAY_SEC),
    isWeekend: Math.floor(opensSec / DAY_SEC) % 7 >= 5,
  }));
const balanced = (problem: Problem, measure: BalanceMeasure, perUnitAbove: number): Problem => ({
  ...withTeams(problem),
  balance: [{ measure, perUnitAbove }],
});

/** The town with one thing more; `nothing` only goes to the engine of rich problems. Each thing that issue and README name is here. */
const FEATURES: Record<string, (problem: Problem) => Problem> = {
  nothing: (problem) => ({ ...problem, promises: { perChange: 0 } }),
  release: (problem) => each(problem, (v) => (v % 2 === 0 ? { releaseSec: DAY_SEC } : {})),
  due: (problem) => each(problem, (v) => (v % 2 === 0 ? { due: { sec: (v % 14) * DAY_SEC, perLateSec: 0.01 } } : {})),
  worstLateness: (problem) => ({ ...FEATURES.due!(problem), perWorstLateSec: 0.1 }),
  preference: (problem) => each(problem, (v) => ({ preference: { shifts: [v % SHIFTS], otherwise: 300 } })),
  sites: (problem) => each(problem, (v) => ({ sites: [{ shift: v % SHIFTS, placeIndex: (v + 1) % VISITS }] })),
  promises: (problem) => told(problem, { perChange: 200 }),
  promiseBudget: (problem) => told(problem, { perChange: 0, most: 40 }),
  firmPromises: (problem) => told(problem, { perChange: 0, firmUntilSec: 4 * DAY_SEC }),
  overtime: (problem) => shift(problem, ({ closesSec }) => ({ overtime: { untilSec: closesSec + 3600, perSec: 2 } })),
  idle: (problem) => shift(problem, () => ({ perIdleSec: 0.2 })),
  territory: (problem) => shift(problem, (_, s) => ({ territory: { placeIndex: (7 * s) % VISITS, perSec: 0.2 } })),
  balanceOfWork: (problem) => balanced(problem, 'workSec', 0.1),
  balanceOfVisits: (problem) => balanced(problem, 'visits', 100),
  balanceOfShifts: (problem) => balanced(problem, 'shifts', 300),
  balanceOfWeekends: (problem) => balanced(problem, 'weekendShifts', 300),
  waiting: (problem) => ({
    ...each(problem, (v) => ({ waiting: { passedOver: v % 4, waitedSec: v * 3600 } })),
    fairness: { gainPerPass: 0.5, mostWaitSec: 14 * DAY_SEC, perSecBeyond: 0.01 },
  }),
  sameShift: (problem) => bound(problem, (first, second) => ({ kind: 'sameShift', first, second })),
  differentShift: (problem) => bound(problem, (first, second) => ({ kind: 'differentShift', first, second })),
  sameTeam: (problem) => bound(withTeams(problem), (first, second) => ({ kind: 'sameTeam', first, second })),
  sameDay: (problem) => bound(withTeams(problem), (first, second) => ({ kind: 'sameDay', first, second })),
  order: (problem) => bound(problem, (first, second) => ({ kind: 'order', first, second, leastGapSec: DAY_SEC })),
  together: (problem) =>
    bound(
      each(problem, (v, visit) => (v % 8 === 1 ? { windows: problem.visits[v - 1]!.windows, skills: [] } : visit)),
      (first, second) => ({ kind: 'order', first, second, leastGapSec: 0, mostGapSec: 0 }),
    ),
  within: (problem) =>
    bound(
      each(problem, (v, visit) => (v % 8 === 1 ? { windows: problem.visits[v - 1]!.windows, skills: [] } : visit)),
      (first, second) => ({ kind: 'order', first, second, leastGapSec: 600, mostGapSec: 5400 }),
    ),
  households: (problem) => ({
    ...FEATURES.nothing!(each(problem, (v, visit) => (v % 4 === 1 ? { placeIndex: problem.visits[v - 1]!.placeIndex } : visit))),
  }),
  slack: (problem) => {
    const { plan } = solve(problem, { seed: 1, iterations: 2_000, reasons: false });
    const likely = simulate(problem, plan, { service: 0.4, drive: 0.25, evening: 0.15 }, { samples: 500, seed: 1 });
    return buySlack(problem, likely, { target: 0.9, perLateSec: 1 });
  },
  bands: (problem) => {
    const [matrix] = problem.matrices;
    const rush = matrix!.durationsSec.map((sec) => Math.round(1.4 * sec));
    const startsSec: number[] = [0];
    const tableOf: number[] = [0];
    for (let day = 0; day < 14; day++) {
      startsSec.push(day * DAY_SEC + 17 * 3600, day * DAY_SEC + 19.5 * 3600);
      tableOf.push(1, 0);
    }
    const bands = {
      startsSec: Int32Array.from(startsSec),
      tableOf: Int32Array.from(tableOf),
      tables: [matrix!.durationsSec, rush],
    };
    return { ...problem, matrices: [{ ...matrix!, bands }] };
  },
};

/** Every second visit was told the first window it has. */
function told(problem: Problem, promises: NonNullable<Problem['promises']>): Problem {
  const visits = problem.visits.map((visit, v) => (v % 2 === 0 ? { ...visit, promise: visit.windows[0]! } : visit));
  return { ...problem, visits, promises };
}

/**
 * `npm run bench -- features [seconds = 2]`: what each feature costs in speed, by the processor's clock, and what it does to a search of that time. The
 * plain problem is searched again beside each, because the machine is never the same for long.
 */
export function bench(args: readonly string[]): void {
  const seconds = Number(args[0] ?? 2);
  const town = townOf(VISITS, SHIFTS, 7);
  const now = nowBy('processor', 1);
  const run = (problem: Problem) => solve(problem, { seed: 1, seconds, now, reasons: false });
  const speed = ({ iterations, elapsedMs, firstPlanMs }: ReturnType<typeof run>): number =>
    (1000 * iterations) / (elapsedMs - firstPlanMs);
  process.stdout.write(`${VISITS} visits × ${SHIFTS} shifts, ${seconds} CPU s each, load ${loadavg()[0]!.toFixed(1)}\n`);
  run(town);
  for (const [name, add] of Object.entries(FEATURES)) {
    const [plain, found] = [run(town), run(add(town))];
    const part = ((100 * speed(found)) / speed(plain)).toFixed(0);
    const { servedCount, travelSec } = found.evaluation;
    const rate = Math.round(speed(found)).toString().padStart(7);
    process.stdout.write(
      `${name.padEnd(18)} ${rate} iterations/s  ${part.padStart(4)} % of plain  served ${servedCount} travel ${travelSec}\n`,
    );
  }
  process.stdout.write(`load ${loadavg()[0]!.toFixed(1)}\n`);
}
