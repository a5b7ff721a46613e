import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { type Problem, solve } from '../../apps/optimizer/src/index.ts';
import { newPricing, priceRoute } from '../../apps/optimizer/src/price-route.ts';
import { newState } from '../../apps/optimizer/src/state.ts';

/**
 * On a line: a far street of homes, one every 10 s from 5,000 s on, each worth 700 and open for one minute only, in the order of the street.
 * A route is worth its way (2 × 5,000 s and more) by fifteen of them together; there is none that is worth less.
 */
function farStreet(homes: number, shiftCount: number): Problem {
  const at = [0, ...Array.from({ length: homes }, (_, i) => 5_000 + 10 * i)];
  const placeCount = at.length;
  const durationsSec = Int32Array.from({ length: placeCount * placeCount }, (_, i) =>
    Math.abs(at[Math.floor(i / placeCount)]! - at[i % placeCount]!),
  );
  const visits = Array.from({ length: homes }, (_, i) => {
    const opensSec = 10_000 + 120 * i;
    const window = { opensSec, closesSec: opensSec + 60 };
    return { placeIndex: i + 1, serviceSec: 60, setupSec: 0, windows: [window], skills: [], tier: null, prize: 700, loads: [1] };
  });
  const shift = {
    ...{ startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 40_000, skills: [], capacity: [homes], breaks: [] },
    costs: { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 },
    ...{ speedFactor: 1, matrixIndex: 0 },
  };
  return { placeCount, visits, shifts: Array.from({ length: shiftCount }, () => shift), matrices: [{ durationsSec }] };
}

describe('optional visits', () => {
  it('that only together are worth a route get one, from a plan that serves none', () => {
    const problem = farStreet(30, 2);
    const nothing = { routes: [[], []], unassigned: problem.visits.map((_, v) => v) };
    const { plan, evaluation } = solve(problem, { seed: 1, iterations: 2_000, initialPlan: nothing });
    expect(checkPlan(problem, plan, evaluation)).toEqual([]);
    expect(evaluation.servedCount).toBe(30);
    // There and back: 2 × (5,000 + 29 × 10).
    expect(evaluation.travelSec).toBe(10_580);
    // Of too few together none is served.
    const few = farStreet(12, 2);
    expect(solve(few, { seed: 1, iterations: 2_000 }).evaluation.servedCount).toBe(0);
  });

  it('are priced as a route: the one that is worth most, by hand', () => {
    const problem = farStreet(30, 1);
    const c = compile(problem);
    const pricing = newPricing(c);
    pricing.value.fill(700);
    expect(priceRoute(newState(c), pricing, 0)).toBe(30);
    expect([...pricing.path.subarray(0, 30)]).toEqual(problem.visits.map((_, v) => v));
    // Without the last fifteen, 15 × 700 is above the way of 2 × 5,140; without the last sixteen, 14 × 700 is below 2 × 5,130.
    pricing.value.fill(0, 15);
    expect(priceRoute(newState(c), pricing, 0)).toBe(15);
    pricing.value.fill(0, 14);
    expect(priceRoute(newState(c), pricing, 0)).toBe(0);
  });
});
