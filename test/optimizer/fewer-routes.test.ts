import { expect, test } from 'vitest';
import { anneal, temperaturesFor } from '../../apps/optimizer/src/anneal.ts';
import { type Compiled, compile } from '../../apps/optimizer/src/compile.ts';
import { construct } from '../../apps/optimizer/src/construct.ts';
import type { Problem } from '../../apps/optimizer/src/index.ts';
import { loadPlan } from '../../apps/optimizer/src/load-plan.ts';
import { newRandom } from '../../apps/optimizer/src/random.ts';
import { newOrders } from '../../apps/optimizer/src/recreate.ts';
import { energy } from '../../apps/optimizer/src/state.ts';
import { openFeeAt, paysToCloseRoutes } from '../../apps/optimizer/src/threads/fewer-routes.ts';
import { individualOf } from '../../apps/optimizer/src/threads/figures.ts';
import { loadPart } from '../../apps/optimizer/src/threads/part.ts';
import { RegionRounds } from '../../apps/optimizer/src/threads/rounds.ts';
import { workRound } from '../../apps/optimizer/src/threads/work-round.ts';
import { verifyState } from '../../apps/optimizer/src/verify-state.ts';
import { dice, randomProblem } from './random-problem.ts';

/**
 * Clusters of nine loads of ten, all around the start of shifts that carry a hundred: each cluster fills a shift almost, eleven shifts would carry twelve of
 * them, but to spread one cluster over the others costs more than its shift.
 */
function clusters(count: number, awaySec: number, shiftCount: number): Problem {
  const roll = dice(7);
  const points = [{ x: 0, y: 0 }];
  for (let k = 0; k < count; k++) {
    const angle = (2 * Math.PI * k) / count;
    for (let i = 0; i < 9; i++) points.push({ x: awaySec * Math.cos(angle) + roll(30), y: awaySec * Math.sin(angle) + roll(30) });
  }
  const durationsSec = Int32Array.from(points.flatMap((a) => points.map((b) => Math.round(Math.hypot(a.x - b.x, a.y - b.y)))));
  const visit = { serviceSec: 10, setupSec: 0, tier: 0 as const, prize: 1, loads: [10], windows: [], skills: [] };
  const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
  const ends = { startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 100_000 };
  const shift = { ...ends, breaks: [], costs, speedFactor: 1, capacity: [100], skills: [], matrixIndex: 0 };
  return {
    placeCount: points.length,
    visits: points.slice(1).map((_, v) => ({ ...visit, placeIndex: v + 1 })),
    shifts: Array.from({ length: shiftCount }, () => shift),
    matrices: [{ durationsSec }],
  };
}

function firstOf(problem: Problem): { c: Compiled; next: Int32Array } {
  const c = compile(problem);
  return { c, next: construct(c, newOrders(c), () => true).next };
}

/** Each cluster by a shift of its own. */
function oneByOne(count: number): { c: Compiled; next: Int32Array } {
  const c = compile(clusters(count, 500, 20));
  const routes = c.problem.shifts.map((_, s) => Array.from({ length: s < count ? 9 : 0 }, (_, i) => 9 * s + i));
  return { c, next: loadPlan(c, { routes, unassigned: [] }).next };
}

function ones(length: number): Uint8Array {
  return new Uint8Array(length).fill(1);
}

function usedIn(c: Compiled, next: Int32Array): number {
  return c.problem.shifts.filter((_, s) => next[c.visitCount + s]! < c.visitCount).length;
}

test('routes are to become fewer where most driving leads out and home, unless visits are left out', () => {
  const paysFor = (problem: Problem): boolean => {
    const { c, next } = firstOf(problem);
    return paysToCloseRoutes(c, next);
  };
  expect(paysFor(clusters(12, 500, 20))).toBe(true);
  expect(paysFor(clusters(12, 10, 20))).toBe(false);
  expect(paysFor(clusters(12, 500, 10))).toBe(false);
});

test('the fee fades until half of the budget is used, and is never too much for its table', () => {
  expect(openFeeAt(0, 5)).toBeGreaterThan(openFeeAt(0.25, 5));
  expect(openFeeAt(0.25, 5)).toBeGreaterThan(0);
  expect(openFeeAt(0.5, 5)).toBe(0);
  expect(openFeeAt(1, 5)).toBe(0);
  expect(openFeeAt(0, Number.MAX_SAFE_INTEGER)).toBeLessThan(2 ** 30);
});

test('a round with a fee closes a route that is worth its cost, and the plan is judged without the fee', () => {
  const { c, next } = oneByOne(12);
  const everything = { ownsShift: ones(c.shiftCount), ownsVisit: ones(c.visitCount) };
  const limits = { usedFrom: 0, usedTo: 1, ms: 1, iterations: 20_000, targetCost: 0 };
  const endsIn = (openFee: number, seed: number) => {
    const bench = { c, orders: newOrders(c), random: newRandom(seed), now: () => 0, stop: new Int32Array(1), pool: null };
    const done = workRound(bench, { next, ...everything, hottest: 100, cooling: 0.06, openFee, ...limits }, () => false);
    return individualOf(c, done.bestNext);
  };
  for (const seed of [1, 2, 3]) {
    const [kept, closed] = [endsIn(0, seed), endsIn(10_000, seed)];
    expect([usedIn(c, kept.next), usedIn(c, closed.next)]).toEqual([12, 11]);
    expect(closed.missed).toBe(0);
    expect(closed.cost).toBeGreaterThan(kept.cost);
    expect(closed.cost).toBeLessThan(kept.cost + 10_000);
  }
});

test('regions scout in a first round; then they have the fee, if it pays, until all is full or half of the budget used', () => {
  const { c, next } = oneByOne(10);
  const ordersFrom = (scouts: boolean, of: { c: Compiled; next: Int32Array }, then: Int32Array) => {
    const rounds = new RegionRounds(of.c, newRandom(1), { hottest: 100, cooling: 0.06 }, of.next, scouts);
    return [0, 0.1, 0.2, 0.9].map((used) => {
      const order = rounds.next(used, 0, 1).orderOf(0);
      const now = used === 0 ? of.next : then;
      rounds.take([{ kind: 'done', next: now, bestNext: now, iterations: 1 }]);
      return [order.usedFrom, order.openFee];
    });
  };
  const full = c.problem.shifts.map((_, s) => Array.from({ length: s < 9 ? 10 : 0 }, (_, i) => 10 * s + i));
  expect(ordersFrom(true, { c, next }, next)).toEqual([
    [0, 0],
    [0.1, 8_000],
    [0.2, 6_000],
    [0.9, 0],
  ]);
  expect(ordersFrom(true, { c, next }, loadPlan(c, { routes: full, unassigned: [] }).next)[2]).toEqual([0.2, 0]);
  const leavesOneOut = full.map((route, s) => (s === 0 ? route.slice(1) : route));
  expect(ordersFrom(true, { c, next }, loadPlan(c, { routes: leavesOneOut, unassigned: [0] }).next)[2]).toEqual([0.2, 0]);
  expect(ordersFrom(false, { c, next }, next)[1]).toEqual([0.1, 0]);
  const near = firstOf(clusters(10, 10, 20));
  expect(ordersFrom(true, near, near.next)[1]).toEqual([0.1, 0]);
  const scout = new RegionRounds(c, newRandom(1), { hottest: 100, cooling: 0.06 }, next, true).next(0, 0, 1).orderOf(0);
  expect(scout.usedTo).toBe(1);
});

test('what the search keeps of a plan with a fee is what a recomputation finds', () => {
  let moved = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const { c, next } = firstOf(randomProblem(seed, 14, 5));
    const st = loadPart(c, next, ones(c.shiftCount), ones(c.visitCount), 777);
    const before = energy(st);
    const look = (iterations: number): number => iterations / 256;
    anneal(st, newOrders(c), newRandom(seed), look, temperaturesFor(st, 1), verifyState);
    if (energy(st) !== before) moved++;
  }
  expect(moved).toBeGreaterThan(15);
});
