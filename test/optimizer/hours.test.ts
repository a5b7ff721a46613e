import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { plainTable } from '../../apps/optimizer/src/compile-travel.ts';
import { construct } from '../../apps/optimizer/src/construct.ts';
import { latestDepartureBy, newHours, secAt } from '../../apps/optimizer/src/hours.ts';
import { type Problem, type Shift, type SolveResult, solve, type TravelBands } from '../../apps/optimizer/src/index.ts';
import { insertionInTime } from '../../apps/optimizer/src/insertion.ts';
import { insert } from '../../apps/optimizer/src/moves.ts';
import { newRandom, randomBelow } from '../../apps/optimizer/src/random.ts';
import { newOrders } from '../../apps/optimizer/src/recreate.ts';
import { estimateCosts } from '../../apps/optimizer/src/rich/estimate-costs.ts';
import { searchClassical } from '../../apps/optimizer/src/search-classical.ts';
import { newState, type State } from '../../apps/optimizer/src/state.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { bandedSec } from '../../apps/optimizer/src/travel-time.ts';
import { verifyState } from '../../apps/optimizer/src/verify-state.ts';
import { randomProblem as randomClassical } from './random-problem.ts';

const NO_COSTS = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };

/** Hours that change now and then, each with another table of drives. */
function randomBands(draw: (below: number) => number, places: number): TravelBands {
  const flat = Array.from({ length: places * places }, (_, i) => (i % (places + 1) === 0 ? 0 : 200 + draw(900)));
  const tables = [1, 1.3, 2.2].map((pace) => Int32Array.from(flat, (sec) => Math.round(sec * pace)));
  const startsSec = Int32Array.from([0, 1500 + draw(1500), 5000 + draw(2000), 9000 + draw(1000)]);
  return { startsSec, tableOf: Int32Array.from(startsSec, () => draw(3)), tables };
}

function randomProblem(seed: number, visitCount: number, shiftCount: number): Problem {
  const random = newRandom(seed);
  const draw = (below: number): number => randomBelow(random, below);
  const placeCount = 1 + visitCount;
  const bands = randomBands(draw, placeCount);
  const windows = (): { opensSec: number; closesSec: number }[] => {
    const opensSec = draw(9000);
    return draw(2) === 0 ? [] : [{ opensSec, closesSec: opensSec + 1200 + draw(3000) }];
  };
  const shifts = Array.from({ length: shiftCount }, (_, s): Shift => {
    const opensSec = draw(3000);
    const breakAt = opensSec + 2000 + draw(2000);
    return {
      startPlaceIndex: 0,
      endPlaceIndex: 0,
      opensSec,
      closesSec: opensSec + 7000 + draw(4000),
      skills: [],
      capacity: [],
      breaks: s % 2 === 0 ? [] : [{ windows: [{ opensSec: breakAt, closesSec: breakAt + 1800 }], durationSec: 900 }],
      costs: NO_COSTS,
      speedFactor: s % 3 === 2 ? 0.9 : 1,
      matrixIndex: 0,
    };
  });
  const visits = Array.from({ length: visitCount }, (_, v) => {
    const sec = { serviceSec: 300 + draw(600), setupSec: draw(2) * 120 };
    return { placeIndex: 1 + v, ...sec, windows: windows(), skills: [], tier: 0, prize: 1, loads: [] };
  });
  const problem = { placeCount, visits, shifts, matrices: [{ durationsSec: bands.tables[0]!, bands }] };
  return { ...problem, ...estimateCosts(problem) };
}

/** Can the shift make this route? Tries every place of every break, and knows nothing of the engine but how long a drive takes. */
function isFeasible(problem: Problem, s: number, route: readonly number[]): boolean {
  const shift = problem.shifts[s]!;
  const { bands } = problem.matrices[shift.matrixIndex]!;
  const stops = [...route, -1];
  const rest = (sec: number, taken: number): number | null => {
    const next = shift.breaks[taken];
    if (!next) return null;
    const window = next.windows.find(({ closesSec }) => sec <= closesSec);
    return window ? Math.max(sec, window.opensSec) + next.durationSec : null;
  };
  const goOn = (i: number, from: number, leftSec: number, taken: number, hasDriven: boolean): boolean => {
    const rested = rest(leftSec, taken);
    if (rested !== null && goOn(i, from, rested, taken + 1, hasDriven)) return true;
    const v = stops[i]!;
    const place = v < 0 ? shift.endPlaceIndex! : problem.visits[v]!.placeIndex;
    if (!hasDriven) {
      const sec = bandedSec(bands!, from * problem.placeCount + place, shift.speedFactor, leftSec);
      return goOn(i, from, leftSec + sec, taken, true);
    }
    if (v < 0) return taken === shift.breaks.length && leftSec <= shift.closesSec;
    const { windows, serviceSec, setupSec } = problem.visits[v]!;
    const window = windows.find(({ closesSec }) => leftSec <= closesSec);
    if (windows.length > 0 && !window) return false;
    const startSec = Math.max(leftSec, window?.opensSec ?? 0);
    return goOn(i + 1, place, startSec + (place === from ? 0 : setupSec) + serviceSec, taken, false);
  };
  return route.length === 0 || goOn(0, shift.startPlaceIndex!, shift.opensSec, 0, false);
}

function routeOf(st: State, shift: number): number[] {
  const route: number[] = [];
  for (let v = st.next[st.c.visitCount + shift]!; v < st.c.visitCount; v = st.next[v]!) route.push(v);
  return route;
}

describe('the classical engine where drives take other times at other hours', () => {
  it('knows a drive to the second in both directions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        const random = newRandom(seed);
        const draw = (below: number): number => randomBelow(random, below);
        const bands = randomBands(draw, 3);
        const opensSec = draw(6000);
        const hours = newHours(bands, { shifts: [{ opensSec }] as unknown as Shift[] }, 9, plainTable);
        for (const [t, table] of hours.tables.entries()) table.set(bands.tables[t]!);
        const cell = 1 + draw(2);
        const sec = opensSec + draw(9000);
        expect(secAt(hours, 0, cell, sec)).toBe(bandedSec(bands, cell, 1, sec));
        const by = draw(14_000);
        const latest = latestDepartureBy(hours, 0, cell, by);
        const arrives = (departSec: number): number => departSec + bandedSec(bands, cell, 1, departSec);
        if (latest >= 0) expect(arrives(latest)).toBeLessThanOrEqual(by);
        expect(arrives(latest + 1)).toBeGreaterThan(by);
      }),
      { numRuns: 3000, seed: 1 },
    );
  });

  it('allows a visit at a place exactly where the longer route is possible, with breaks and without', () => {
    let asked = 0;
    let allowed = 0;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (seed) => {
        const problem = randomProblem(seed, 9, 4);
        const c = compile(problem);
        const st = newState(c);
        const random = newRandom(seed);
        for (let turn = 0; turn < 40; turn++) {
          const v = randomBelow(random, c.visitCount);
          const shift = randomBelow(random, c.shiftCount);
          if (st.routeOf[v]! >= 0) continue;
          const route = routeOf(st, shift);
          const at = randomBelow(random, route.length + 1);
          const before = at === 0 ? c.visitCount + shift : route[at - 1]!;
          const fits = insertionInTime(st, before, v, shift);
          expect(fits).toBe(isFeasible(problem, shift, route.toSpliced(at, 0, v)));
          asked++;
          if (!fits) continue;
          allowed++;
          insert(st, before, v);
        }
      }),
      { numRuns: 300, seed: 2 },
    );
    expect(allowed).toBeGreaterThan(asked / 10);
    expect(allowed).toBeLessThan((8 * asked) / 10);
  });

  it('keeps only routes that are possible, move by move, with everything as if recomputed', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(seed, 24, 5);
      const c = compile(problem);
      const orders = newOrders(c);
      const verify = (st: State): void => {
        verifyState(st);
        for (let s = 0; s < c.shiftCount; s++) {
          const route = routeOf(st, s);
          if (!isFeasible(problem, s, route)) throw new Error(`seed ${seed}: shift ${s} cannot make ${route}`);
        }
      };
      const look = (iterations: number): number => iterations / 640;
      const budget = { seconds: Number.POSITIVE_INFINITY, iterations: 640 };
      const st = construct(c, orders, () => true);
      const { best } = searchClassical(st, orders, newRandom(seed), look, { budget, isGiven: false, verify });
      expect(best.figures[2]).toBeLessThan(24);
    }
  });
});

it('a place is passed over at a glance only where a visit has no time, also where drives cost other than their seconds', () => {
  let passedOver = 0;
  for (let seed = 1; seed <= 150; seed++) {
    const problem = seed % 3 === 0 ? randomProblem(seed, 20, 6) : randomClassical(seed, 20, 6);
    const c = compile(problem);
    const st = construct(c, newOrders(c), () => false);
    const { cost, costTransposed, size, costBase, leastSecPerCost } = c.travel;
    for (let v = 0; v < c.visitCount; v++) {
      if (st.routeOf[v]! >= 0) continue;
      for (let node = 0; node < c.nodeCount; node++) {
        const shift = st.routeOf[node]!;
        const successor = st.next[node]!;
        // A visit at the successor's place spares it its setup: the search does not look at it in this way.
        if (shift < 0 || c.arrivesAt[successor] === c.arrivesAt[v]) continue;
        const row = costBase[shift]! + c.arrivesAt[v]! * size;
        const detour = costTransposed[row + c.leavesFrom[node]!]! + cost[row + c.arrivesAt[successor]!]!;
        const neededSec = detour * leastSecPerCost[shift]! + c.leastServiceSec[v]!;
        if (st.roomSec[node]! >= neededSec) continue;
        passedOver++;
        expect(insertionInTime(st, node, v, shift)).toBe(false);
      }
    }
  }
  expect(passedOver).toBeGreaterThan(2000);
});

describe('what the classical engine takes drives to cost', () => {
  const flat = (sec: number): Int32Array => Int32Array.from({ length: 9 }, (_, i) => (i % 4 === 0 ? 0 : sec));
  const bands = { startsSec: Int32Array.of(0, 3000), tableOf: Int32Array.of(1, 0), tables: [flat(400), flat(800)] };
  const visit = { serviceSec: 600, setupSec: 0, windows: [], skills: [], tier: 0, prize: 1, loads: [] };
  const shift: Omit<Shift, 'opensSec'> = {
    ...{ startPlaceIndex: 0, endPlaceIndex: 0, closesSec: 8000, skills: [], capacity: [], breaks: [] },
    ...{ costs: NO_COSTS, speedFactor: 1, matrixIndex: 0 },
  };
  const problem: Problem = {
    placeCount: 3,
    visits: [
      { ...visit, placeIndex: 1 },
      { ...visit, placeIndex: 2 },
    ],
    shifts: [
      { ...shift, opensSec: 0 },
      { ...shift, opensSec: 4000 },
    ],
    matrices: [{ durationsSec: flat(400), bands }],
  };

  it('is the mean of the hours of the shift; what they take is the truth', () => {
    const { matrices, shifts } = estimateCosts(problem);
    // Three of eight thousand seconds at 800, the rest at 400: 3/8 · 800 + 5/8 · 400 = 550
    expect(shifts.map(({ matrixIndex }) => matrices[matrixIndex]!.costs![1])).toEqual([550, 400]);
    for (const matrix of matrices) expect(matrix.bands).toBe(bands);
  });

  it('leads to plans of large problems that keep every rule to the second', () => {
    const large = randomProblem(5, 130, 40);
    const { evaluation, plan } = solve(large, { seed: 1, iterations: 4000 });
    expect(evaluation.violations).toEqual([]);
    expect(evaluation.servedCount).toBeGreaterThan(60);
    plan.routes.forEach((route, s) => void expect(isFeasible(large, s, route)).toBe(true));
  });

  it('also on several threads, with the places renumbered, the same each time, and never worse than the plan it is given', async () => {
    const large = randomProblem(6, 320, 60);
    const limits = { seed: 1, iterations: 3000, reasons: false };
    const one = await solveInThreads(large, 2, limits);
    expect(one.evaluation.violations).toEqual([]);
    one.plan.routes.forEach((route, s) => void expect(isFeasible(large, s, route)).toBe(true));
    expect((await solveInThreads(large, 2, limits)).plan).toEqual(one.plan);
    const next = await solveInThreads(large, 2, { ...limits, seed: 2, initialPlan: one.plan });
    expect(next.evaluation.violations).toEqual([]);
    const missed = ({ evaluation }: SolveResult): number => evaluation.missedPrizeByTier[0]!;
    expect(missed(next)).toBeLessThanOrEqual(missed(one));
    if (missed(next) === missed(one)) expect(next.evaluation.cost).toBeLessThanOrEqual(one.evaluation.cost);
  });
});
