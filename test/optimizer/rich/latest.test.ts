import { expect, it } from 'vitest';
import { bestInsertions, evaluate, solve } from '../../../apps/optimizer/src/index.ts';
import { compileRich } from '../../../apps/optimizer/src/rich/compile-rich.ts';
import { mayHaveTime } from '../../../apps/optimizer/src/rich/latest.ts';
import { priceAfter } from '../../../apps/optimizer/src/rich/price.ts';
import { loadRichPlan } from '../../../apps/optimizer/src/rich/rich-construct.ts';
import { earliestByOrders } from '../../../apps/optimizer/src/rich/settle.ts';
import { dice } from '../random-problem.ts';
import { FEATURES, richProblem } from './random-rich.ts';

it('a place that is passed over, or given no price, is none of those that trying out finds', () => {
  let possible = 0;
  let passedOver = 0;
  for (let seed = 1; seed <= 120; seed++) {
    const roll = dice(seed * 13 + 5);
    const features = FEATURES.filter(() => roll(100) < 25);
    const problem = richProblem(seed, 14 + roll(8), 1 + roll(3), features);
    if (features.length === 0) continue;
    const { plan, evaluation } = solve(problem, { seed, iterations: 64 });
    if (evaluation.violations.length > 0) continue;
    const c = compileRich(problem);
    for (let v = 0; v < problem.visits.length; v++) {
      if (c.relations.units[c.relations.unitOf[v]!]!.length > 1) continue;
      if (problem.shifts.some((shift) => shift.frozenHead?.includes(v))) continue;
      const routes = plan.routes.map((route) => route.filter((one) => one !== v));
      const left = { routes, unassigned: problem.visits.map((_, one) => one).filter((one) => !routes.flat().includes(one)) };
      if (evaluate(problem, left).violations.length > 0) continue;
      const st = loadRichPlan(c, left);
      for (const { shift, position } of bestInsertions(problem, left, v)) {
        possible++;
        const before = position === 0 ? c.base.visitCount + shift : routes[shift]![position - 1]!;
        expect(mayHaveTime(st, v, before, shift), `seed ${seed}, visit ${v} behind ${before}`).toBe(true);
        expect(priceAfter(st, v, before, earliestByOrders(st, v), Infinity), `seed ${seed}`).toBeLessThan(Infinity);
      }
      for (let node = 0; node < c.base.nodeCount; node++) {
        if (st.routeOf[node]! >= 0 && !mayHaveTime(st, v, node, st.routeOf[node]!)) passedOver++;
      }
    }
  }
  expect(possible).toBeGreaterThan(1_000);
  expect(passedOver).toBeGreaterThan(1_000);
});
