import { describe, expect, it } from 'vitest';
import {
  buySlack,
  evaluate,
  type Plan,
  type Problem,
  type Shift,
  simulate,
  solve,
  type Visit,
} from '../../../apps/optimizer/src/index.ts';
import { factorTable, normalQuantile } from '../../../apps/optimizer/src/uncertainty/skewed.ts';
import { dice } from '../random-problem.ts';

/** A street of homes, 300 s apart, half of them bound to a second team; evenings of three hours. */
function street(visitCount: number, relations: Problem['relations'] = []): Problem {
  const placeCount = visitCount + 1;
  const durationsSec = Int32Array.from(
    { length: placeCount ** 2 },
    (_, cell) => 300 * Math.abs(Math.floor(cell / placeCount) - (cell % placeCount)),
  );
  const visit = (v: number): Visit => ({
    placeIndex: v + 1,
    serviceSec: 1200,
    setupSec: 0,
    windows: [{ opensSec: 0, closesSec: 1500 * (v + 1) }],
    skills: [],
    tier: 0,
    prize: 1,
    loads: [],
  });
  const shift: Shift = {
    startPlaceIndex: 0,
    endPlaceIndex: 0,
    opensSec: 0,
    closesSec: 40_000,
    skills: [],
    capacity: [],
    breaks: [],
    costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
    speedFactor: 1,
    matrixIndex: 0,
  };
  return {
    placeCount,
    visits: Array.from({ length: visitCount }, (_, v) => visit(v)),
    shifts: [shift, shift],
    matrices: [{ durationsSec }],
    relations,
  };
}

/** A naive simulation that shares nothing with the engine: Box–Muller, one sample after the other. */
function naive(
  problem: Problem,
  plan: Plan,
  spread: { service: number; drive: number; evening: number },
  samples: number,
  seed: number,
): number[] {
  const roll = dice(seed);
  const unit = (): number => (roll(1 << 30) + 0.5) / (1 << 30);
  const factor = (deviation: number): number => {
    const variance = Math.log(1 + deviation * deviation);
    const normal = Math.sqrt(-2 * Math.log(unit())) * Math.cos(2 * Math.PI * unit());
    return Math.exp(Math.sqrt(variance) * normal - variance / 2);
  };
  const onTime = problem.visits.map(() => 0);
  const planned = evaluate(problem, plan).routes.map(({ stops }) => stops.filter((stop) => stop.kind === 'visit'));
  for (let n = 0; n < samples; n++) {
    const start = new Map<number, number>();
    const factors = planned.map((stops) => ({
      pace: factor(spread.evening),
      each: stops.map(() => [factor(spread.drive), factor(spread.service)] as const),
    }));
    // Again and again until nobody waits for anybody: enough for a few bound pairs.
    for (let round = 0; round < 30; round++) {
      planned.forEach((stops, s) => {
        let clock = 0;
        stops.forEach((stop, i) => {
          const left = i === 0 ? stop.arrivalSec - stop.travelSec : clock;
          let at = left + stop.travelSec * factors[s]!.pace * factors[s]!.each[i]![0];
          for (const relation of problem.relations ?? []) {
            if (relation.kind !== 'order') continue;
            if (relation.second === stop.visit) at = Math.max(at, (start.get(relation.first) ?? 0) + relation.leastGapSec);
            if (relation.first === stop.visit && relation.mostGapSec !== undefined)
              at = Math.max(at, (start.get(relation.second) ?? 0) - relation.mostGapSec);
          }
          start.set(stop.visit, at);
          clock = at + (stop.endSec - stop.startSec) * factors[s]!.each[i]![1];
        });
      });
    }
    for (const [v, at] of start) if (at <= problem.visits[v]!.windows[0]!.closesSec) onTime[v]!++;
  }
  return onTime.map((count) => count / samples);
}

describe('how likely a plan is on time', () => {
  it('draws factors whose mean is 1 and whose deviation is the one asked for', () => {
    for (const deviation of [0.1, 0.3, 0.6]) {
      const table = factorTable(deviation);
      const mean = table.reduce((sum, value) => sum + value, 0) / table.length;
      const variance = table.reduce((sum, value) => sum + (value - 1) ** 2, 0) / table.length;
      expect(mean).toBeCloseTo(1, 9);
      expect(Math.abs(Math.sqrt(variance) / deviation - 1)).toBeLessThan(0.02);
    }
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 5);
  });

  it('is certain where nothing scatters', () => {
    const problem = street(6);
    const plan = { routes: [[0, 1, 2, 3, 4, 5], []], unassigned: [] };
    const planned = evaluate(problem, plan).routes[0]!.stops.flatMap((stop) => (stop.kind === 'visit' ? [stop.startSec] : []));
    const simulated = simulate(problem, plan, { service: 0, drive: 0, evening: 0 }, { samples: 10, seed: 1 });
    expect(simulated.map(({ meanStartSec }) => meanStartSec)).toEqual(planned);
    expect(simulated.every(({ probability }) => probability === 1)).toBe(true);
  });

  it('agrees with an independent long simulation, also where teams wait for each other', () => {
    const relations: Problem['relations'] = [
      { kind: 'order', first: 2, second: 7, leastGapSec: 0, mostGapSec: 0 },
      { kind: 'order', first: 4, second: 8, leastGapSec: 600, mostGapSec: 1800 },
    ];
    for (const bound of [[], relations]) {
      const problem = street(10, bound);
      const plan = {
        routes: [
          [0, 1, 2, 3, 4],
          [5, 6, 7, 8, 9],
        ],
        unassigned: [],
      };
      const spread = { service: 0.4, drive: 0.3, evening: 0.2 };
      const simulated = simulate(problem, plan, spread, { samples: 20_000, seed: 3 });
      const other = naive(problem, plan, spread, 20_000, 11);
      for (const { visit, probability } of simulated) {
        // Two samples of 20,000: each share scatters by at most 0.0035, their difference by 0.005; four of those.
        expect(Math.abs(probability - other[visit]!), `visit ${visit}`).toBeLessThan(0.02);
      }
      expect(simulated.some(({ probability }) => probability > 0.05 && probability < 0.95)).toBe(true);
    }
  });

  it('buys slack where a start is likely to be late', () => {
    const problem = street(8);
    const first = solve(problem, { seed: 1, iterations: 300 });
    const spread = { service: 0.5, drive: 0.3, evening: 0.2 };
    const before = simulate(problem, first.plan, spread, { samples: 4000, seed: 5 });
    const priced = buySlack(problem, before, { target: 0.95, perLateSec: 5 });
    const second = solve(priced, { seed: 1, iterations: 300, initialPlan: first.plan });
    const after = simulate(problem, second.plan, spread, { samples: 4000, seed: 5 });
    const worst = (list: typeof before): number => Math.min(...list.map(({ probability }) => probability));
    expect(worst(before)).toBeLessThan(0.95);
    expect(worst(after)).toBeGreaterThan(worst(before));
  });
});
