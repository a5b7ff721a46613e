import { describe, expect, it } from 'vitest';
import { newBest } from '../../apps/optimizer/src/best.ts';
import { insertionsOf } from '../../apps/optimizer/src/best-insertions.ts';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { construct } from '../../apps/optimizer/src/construct.ts';
import { evaluate, evaluateRoute, type Problem, solve, type Visit } from '../../apps/optimizer/src/index.ts';
import { insertionCost, insertionFits } from '../../apps/optimizer/src/insertion.ts';
import { begin, newJournal, rollBack } from '../../apps/optimizer/src/journal.ts';
import { insert, insertPair } from '../../apps/optimizer/src/moves.ts';
import { openRoute } from '../../apps/optimizer/src/open-route.ts';
import { newPricing } from '../../apps/optimizer/src/price-route.ts';
import { newRandom } from '../../apps/optimizer/src/random.ts';
import { newOrders, recreate } from '../../apps/optimizer/src/recreate.ts';
import { newRemoved, ruin } from '../../apps/optimizer/src/ruin.ts';
import { energy } from '../../apps/optimizer/src/state.ts';
import { exchangeTails } from '../../apps/optimizer/src/tail-exchange.ts';
import { verifyState } from '../../apps/optimizer/src/verify-state.ts';
import { randomProblem } from './random-problem.ts';

/** A state to work on, or null where a random frozen head is impossible by itself. */
function started(seed: number, visits: number, shifts: number) {
  const random = randomProblem(seed, visits, shifts);
  const problem = seed % 2 === 0 ? withAlikeShifts(random) : random;
  const heads = problem.shifts.map((shift) => shift.frozenHead ?? []);
  if (evaluate(problem, { routes: heads, unassigned: [] }).violations.some((one) => one.code !== 'visitMissing')) return null;
  const c = compile(problem);
  const orders = newOrders(c);
  return { c, orders, st: construct(c, orders, () => true) };
}

/** Tails are exchanged between comparable shifts only. */
function withAlikeShifts(problem: Problem): Problem {
  const { maxTravelSec: _travel, maxMetres: _metres, maxVisits: _visits, frozenHead: _head, ...shift } = problem.shifts[0]!;
  const visits = problem.visits.map((visit): Visit => {
    const { pinnedShift: _pinned, allowedShifts: _allowed, forbiddenShifts: _forbidden, ...rest } = visit;
    return { ...rest, windows: rest.windows.slice(0, 1).map(() => ({ opensSec: 0, closesSec: 2000 })), skills: [] };
  });
  return { ...problem, visits, shifts: problem.shifts.map(() => shift) };
}

describe('moves', () => {
  it('keep every sum and time as a full recomputation gives it, after each ruin, whole new route, recreate, roll-back and tail exchange', () => {
    let exchanged = 0;
    let opened = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const start = started(seed, 3 + (seed % 38), 1 + (seed % 6));
      if (!start) continue;
      const { c, orders, st } = start;
      verifyState(st);
      const random = newRandom(seed);
      const journal = newJournal(st);
      const removed = newRemoved(c.visitCount);
      const best = newBest(st);
      const pricing = newPricing(c);
      for (let i = 0; i < 25; i++) {
        for (let t = 0; t < 20; t++) {
          if (!exchangeTails(st, random, 1000, best)) continue;
          exchanged++;
          verifyState(st);
        }
        begin(st, journal);
        const before = energy(st);
        const opens = i % 5 === 4;
        const sound = opens ? openRoute(st, journal, random, removed, pricing) : ruin(st, journal, random, removed);
        if (sound && opens) opened++;
        if (sound) verifyState(st);
        const accepted = sound && recreate(st, journal, random, removed, orders, i % 2 === 0 ? Infinity : before + 50);
        if (sound) verifyState(st);
        if (!accepted || i % 3 === 0) rollBack(st, journal);
        verifyState(st);
      }
    }
    expect(exchanged).toBeGreaterThan(50);
    expect(opened).toBeGreaterThan(50);
  });

  it('are each compared with the full recomputation by a search that is told to, and by no other', () => {
    let seen = 0;
    for (let seed = 1; seed <= 12; seed++) {
      const problem = randomProblem(seed, 12 + (seed % 10), 1 + (seed % 5));
      const heads = problem.shifts.map((shift) => shift.frozenHead ?? []);
      if (evaluate(problem, { routes: heads, unassigned: [] }).violations.some((one) => one.code !== 'visitMissing')) continue;
      const limits = { seed, iterations: 256 };
      const { plan } = solve(problem, { ...limits, verifies: true });
      expect(solve(problem, limits).plan).toEqual(plan);
      seen++;
    }
    expect(seen).toBeGreaterThan(6);
    // The comparison finds what is wrong: a cost that is off by one.
    const { st } = started(4, 20, 3)!;
    st.totals[0]! += 1;
    expect(() => verifyState(st)).toThrow('cost of routes');
  });

  it('price an insertion as the full recomputation does, and allow exactly what evaluate allows', () => {
    for (let seed = 1; seed <= 50; seed++) {
      const start = started(seed, 4 + (seed % 12), 1 + (seed % 4));
      if (!start) continue;
      const { c, st } = start;
      const random = newRandom(seed);
      const removed = newRemoved(c.visitCount);
      const journal = newJournal(st);
      begin(st, journal);
      if (!ruin(st, journal, random, removed)) continue;
      for (const v of [...st.absent.slice(0, st.counts[0])]) {
        for (let node = 0; node < c.nodeCount; node++) {
          const shift = st.routeOf[node]!;
          // Pairs are priced below.
          if (shift < 0 || st.routeOf[v]! >= 0 || c.mateOf[v]! >= 0) continue;
          const route = routeOf(st.next, c.visitCount, shift);
          const at = node >= c.visitCount ? 0 : route.indexOf(node) + 1;
          const others = c.problem.shifts.map((_, s) => (s === shift ? route.toSpliced(at, 0, v) : []));
          const judged = evaluate(c.problem, { routes: others, unassigned: [] }).violations.filter((one) => one.shift === shift);
          expect(insertionFits(st, node, v)).toBe(judged.length === 0);
          if (judged.length > 0) continue;
          const added = insertionCost(st, node, v);
          const before = st.totals[0]!;
          insert(st, node, v);
          expect(st.totals[0]! - before).toBe(added);
          verifyState(st);
        }
      }
    }
  });

  it('find for a pair exactly the places that evaluate allows, at the price of the full recomputation', () => {
    let found = 0;
    for (let seed = 1; seed <= 400; seed++) {
      const start = started(seed, 4 + (seed % 9), 1 + (seed % 3));
      if (!start?.c.hasPairs) continue;
      const { c, st } = start;
      const random = newRandom(seed);
      const journal = newJournal(st);
      begin(st, journal);
      if (!ruin(st, journal, random, newRemoved(c.visitCount))) continue;
      const plan = { routes: c.problem.shifts.map((_, s) => routeOf(st.next, c.visitCount, s)), unassigned: [] };
      for (const { pickupVisit, deliveryVisit } of c.problem.pairs!) {
        if (st.routeOf[pickupVisit] !== -1) continue;
        const places = insertionsOf(st, deliveryVisit);
        const told = places.map((one) => `${one.shift} ${one.position} ${one.deliveryPosition} ${one.addedCost}`);
        const tried = plan.routes.flatMap((route, shift) =>
          route.concat(-1).flatMap((_, at) =>
            route.concat(-1).flatMap((_, later) => {
              if (later < at) return [];
              const whole = route.toSpliced(later, 0, deliveryVisit).toSpliced(at, 0, pickupVisit);
              const { route: after, violations } = evaluateRoute(c.problem, shift, whole);
              const added = after.cost - evaluateRoute(c.problem, shift, route).route.cost;
              return violations.length === 0 ? [`${shift} ${at} ${later} ${added}`] : [];
            }),
          ),
        );
        expect(told.sort()).toEqual(tried.sort());
        found += places.length;
        const cheapest = places[0];
        if (!cheapest) continue;
        const nodeAt = (position: number) => [c.visitCount + cheapest.shift, ...plan.routes[cheapest.shift]!][position]!;
        const { position, deliveryPosition } = cheapest;
        insertPair(st, nodeAt(position), pickupVisit, position === deliveryPosition ? pickupVisit : nodeAt(deliveryPosition!));
        verifyState(st);
        break;
      }
    }
    expect(found).toBeGreaterThan(100);
  });
});

function routeOf(next: Int32Array, visitCount: number, shift: number): number[] {
  const route: number[] = [];
  for (let v = next[visitCount + shift]!; v < visitCount; v = next[v]!) route.push(v);
  return route;
}
