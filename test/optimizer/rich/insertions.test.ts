import { describe, expect, it } from 'vitest';
import { bestInsertions, evaluate, type Insertion, type Plan, type Problem, solve } from '../../../apps/optimizer/src/index.ts';
import { dice } from '../random-problem.ts';
import { FEATURES, richProblem } from './random-rich.ts';

/** What brute force finds: every place, judged by `evaluate`. */
function allPlaces(problem: Problem, plan: Plan, v: number): Insertion[] {
  const before = evaluate(problem, plan);
  const known = new Map(before.violations.map(({ code, visit, excess }) => [`${code} ${visit}`, excess]));
  const { tier, prize } = problem.visits[v]!;
  const found = plan.routes.flatMap((route, shift) =>
    Array.from({ length: route.length + 1 }, (_, position): Insertion | null => {
      const routes = plan.routes.with(shift, route.toSpliced(position, 0, v));
      const after = evaluate(problem, { routes, unassigned: plan.unassigned.filter((one) => one !== v) });
      if (after.violations.some(({ code, visit, excess }) => !(known.get(`${code} ${visit}`)! >= excess))) return null;
      const stop = after.routes[shift]!.stops.find((one) => one.kind === 'visit' && one.visit === v);
      const worth = tier === null ? Math.round(prize * gain(problem, v)) : 0;
      return { shift, position, addedCost: after.cost - before.cost + worth, startSec: stop!.startSec };
    }),
  );
  const order = (a: Insertion, b: Insertion): number => a.addedCost - b.addedCost || a.shift - b.shift || a.position - b.position;
  return found.filter((one) => one !== null).sort(order);
}

function gain({ fairness, visits }: Problem, v: number): number {
  const { waiting } = visits[v]!;
  return fairness && waiting ? 1 + fairness.gainPerPass * Math.max(0, waiting.passedOver - 1) : 1;
}

describe('places for one more visit where rich rules hold', () => {
  it('are all there are, with what each adds to the cost of the whole plan', () => {
    let [count, bound] = [0, 0];
    for (let seed = 1; seed <= 120; seed++) {
      const roll = dice(seed * 7 + 3);
      const features = FEATURES.filter(() => roll(100) < 25);
      const problem = richProblem(seed, 6 + roll(8), 2 + roll(2), features);
      if (features.length === 0) continue;
      const { plan, evaluation } = solve(problem, { seed, iterations: 64 });
      if (evaluation.violations.length > 0) continue;
      // One served visit taken out, or one that was left out.
      const v = roll(problem.visits.length);
      const frozen = problem.shifts.some((shift) => shift.frozenHead?.includes(v));
      const isBound =
        problem.relations!.some((one) => one.kind === 'order' && (one.first === v || one.second === v)) ||
        (problem.pairs ?? []).some((pair) => pair.pickupVisit === v || pair.deliveryVisit === v);
      if (frozen) continue;
      const mates = new Set<number>([v]);
      for (const one of problem.relations!)
        if (one.kind === 'order' && isBound && (one.first === v || one.second === v)) mates.add(one.first).add(one.second);
      for (const { pickupVisit, deliveryVisit } of problem.pairs ?? [])
        if (pickupVisit === v || deliveryVisit === v) mates.add(pickupVisit).add(deliveryVisit);
      const routes = plan.routes.map((route) => route.filter((one) => !mates.has(one)));
      const left = { routes, unassigned: problem.visits.map((_, one) => one).filter((one) => !routes.flat().includes(one)) };
      // Without them a break may come too late, or a budget of promises be passed: no plan to add to.
      if (evaluate(problem, left).violations.length > 0) continue;
      const places = bestInsertions(problem, left, v);
      if (isBound) {
        for (const { shift, position, others, addedCost } of places) {
          bound++;
          const put = [{ visit: v, shift, position }, ...others!].sort((a, b) => a.position - b.position);
          const whole = left.routes.map((route, s) =>
            put.filter((one) => one.shift === s).reduce((all, one) => all.toSpliced(one.position, 0, one.visit), route),
          );
          const after = evaluate(problem, {
            routes: whole,
            unassigned: left.unassigned.filter((one) => !whole.flat().includes(one)),
          });
          expect(after.violations, `seed ${seed}`).toEqual([]);
          const worth = put.reduce(
            (sum, one) =>
              sum +
              (problem.visits[one.visit]!.tier === null
                ? Math.round(problem.visits[one.visit]!.prize * gain(problem, one.visit))
                : 0),
            0,
          );
          expect(addedCost).toBeCloseTo(after.cost - evaluate(problem, left).cost + worth, 6);
        }
        continue;
      }
      count += places.length;
      expect(places, `seed ${seed}: ${features.join()}`).toEqual(allPlaces(problem, left, v));
    }
    expect(count).toBeGreaterThan(60);
    expect(bound).toBeGreaterThan(10);
  });
});
