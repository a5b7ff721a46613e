import { expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import {
  bestInsertions,
  evaluate,
  type Pair,
  type Plan,
  type Problem,
  solve,
  type Visit,
} from '../../apps/optimizer/src/index.ts';
import { dice } from './random-problem.ts';

/**
 * Pickups and deliveries as Li & Lim (2001) made them of Solomon's instances: a hidden tour visits everything, pairs are cut from it,
 * and windows lie around its times, so that a plan for all of them exists.
 */
function liAndLim(seed: number, pairCount: number, shiftCount: number): Problem {
  const roll = dice(seed);
  const points = Array.from({ length: 2 * pairCount + 1 }, (_, i) => (i === 0 ? [50, 50] : [roll(100), roll(100)]));
  const placeCount = points.length;
  const durationsSec = new Int32Array(placeCount * placeCount);
  points.forEach((a, i) => {
    points.forEach((b, j) => {
      durationsSec[i * placeCount + j] = Math.floor(10 * Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!));
    });
  });
  const visits: Visit[] = [];
  const pairs: Pair[] = [];
  const between = (a: number, b: number): number => durationsSec[a * placeCount + b]!;
  for (let s = 0; s < shiftCount; s++) {
    // Each hidden tour takes two of its pairs on board, then delivers them.
    let [place, clock] = [0, 0];
    const mine = Array.from({ length: pairCount }, (_, p) => p).filter((p) => p % shiftCount === s);
    for (let i = 0; i < mine.length; i += 2) {
      const two = mine.slice(i, i + 2);
      for (const side of [0, 1]) {
        for (const p of two) {
          const at = 1 + 2 * p + side;
          clock += between(place, at);
          const slack = 200 + roll(600);
          const window = { opensSec: Math.max(0, clock - slack), closesSec: clock + slack };
          visits[2 * p + side] = {
            placeIndex: at,
            serviceSec: 100,
            setupSec: 0,
            windows: [window],
            skills: [],
            tier: 0,
            prize: 1,
            loads: [0],
          };
          clock += 100;
          place = at;
        }
      }
    }
  }
  for (let p = 0; p < pairCount; p++) pairs.push({ pickupVisit: 2 * p, deliveryVisit: 2 * p + 1, loads: [10 + roll(20)] });
  const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
  const shift = {
    startPlaceIndex: 0,
    endPlaceIndex: 0,
    opensSec: 0,
    closesSec: 60_000,
    skills: [],
    capacity: [60],
    breaks: [],
    costs,
  };
  const shifts = Array.from({ length: shiftCount }, () => ({ ...shift, speedFactor: 1, matrixIndex: 0 }));
  return { placeCount, visits, pairs, shifts, matrices: [{ durationsSec }] };
}

/** One pair after the other, each at its cheapest places: what a simple program does. */
function greedy(problem: Problem): Plan {
  const routes: number[][] = problem.shifts.map(() => []);
  const planOf = (): Plan => {
    const served = new Set(routes.flat());
    return { routes, unassigned: problem.visits.map((_, v) => v).filter((v) => !served.has(v)) };
  };
  for (const { pickupVisit, deliveryVisit } of problem.pairs!) {
    const [cheapest] = bestInsertions(problem, planOf(), pickupVisit);
    if (!cheapest) continue;
    const route = routes[cheapest.shift]!;
    route.splice(cheapest.deliveryPosition!, 0, deliveryVisit);
    route.splice(cheapest.position, 0, pickupVisit);
  }
  return planOf();
}

it('serves everything that a hidden tour serves, where a greedy plan leaves some out or drives much more, judged by the checker alone', () => {
  for (const seed of [1, 2]) {
    const problem = liAndLim(seed, 40, 8);
    const simple = greedy(problem);
    const { plan, evaluation } = solve(problem, { seed, iterations: 6_000 });
    expect(checkPlan(problem, plan, evaluation)).toEqual([]);
    expect(checkPlan(problem, simple, evaluate(problem, simple))).toEqual([]);
    expect(plan.unassigned).toEqual([]);
    const simpleTravelSec = evaluate(problem, simple).travelSec;
    expect(simple.unassigned.length > 0 || evaluation.travelSec < 0.9 * simpleTravelSec).toBe(true);
  }
}, 120_000);
