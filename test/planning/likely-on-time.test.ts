import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import { likelyOnTime } from '../../apps/api/src/planning/likely-on-time.ts';
import { promiseFor } from '../../apps/api/src/planning/plan-changes.ts';
import { newRandom, randomUnit } from '../../apps/optimizer/src/random.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, planHere } from './small-input.ts';

const visits = [1, 2, 3, 4].map((place) => makeVisit(`case-${place}`, place, { mobility: 'wheelchair' }));
const input = makeInput(visits, [makeShift('one', { opensAt: at('17:00'), closesAt: at('22:00') })]);
const travel = makeTravel(input, () => 1500);
const { plan, compiled } = planHere(input, travel);

describe('how likely a visit is on time', () => {
  it('falls along the evening, and agrees with evenings played here with dice of their own', () => {
    const { problem, originMs } = compileProblem(input, travel);
    const order = plan.routes[0]!.stops.flatMap(({ caseId }) =>
      caseId ? [compiled.visits.findIndex((v) => v.caseId === caseId)] : [],
    );
    expect(order).toHaveLength(4);
    const likely = likelyOnTime(problem, { routes: [order], unassigned: [] }, originMs);
    const percents = order.map((v) => likely.get(v)!);
    expect(percents).toEqual([...percents].sort((a, b) => b - a));
    expect(percents[0]).toBeGreaterThan(90);
    expect(percents[3]).toBeLessThan(percents[0]!);

    // The last visit, by hand: log-normal with the mean of 1 and the spreads of the file; drives share a bad evening.
    const random = newRandom(99);
    const normal = (): number =>
      Math.sqrt(-2 * Math.log(randomUnit(random) + 1e-12)) * Math.cos(2 * Math.PI * randomUnit(random));
    const factor = (spread: number): number => {
      const sigma = Math.sqrt(Math.log(1 + spread ** 2));
      return Math.exp(sigma * normal() - sigma ** 2 / 2);
    };
    const stops = plan.routes[0]!.stops.filter(({ kind }) => kind === 'visit');
    const told = promiseFor({ caseId: '', plannedStartAt: stops[3]!.startAt, shiftOpensAt: at('17:00') }).closesAt.getTime();
    let onTime = 0;
    const rounds = 20_000;
    for (let round = 0; round < rounds; round++) {
      const evening = factor(0.15);
      let nowMs = plan.routes[0]!.stops[0]!.startAt.getTime();
      for (const [i, stop] of stops.entries()) {
        nowMs += stop.travelSec * 1000 * factor(0.3) * evening;
        if (i < 3) nowMs += (stop.endAt.getTime() - stop.startAt.getTime()) * factor(0.25);
      }
      if (nowMs <= told) onTime++;
    }
    expect(Math.abs(percents[3]! - (100 * onTime) / rounds)).toBeLessThan(4);
  });

  it('is certain where a family may be visited all evening and was told so', () => {
    const { problem, originMs } = compiled;
    const told = problem.visits.map((visit) => ({ ...visit, promise: { opensSec: 0, closesSec: 90_000 } }));
    const likely = likelyOnTime({ ...problem, visits: told }, { routes: [[0, 1]], unassigned: [2, 3] }, originMs);
    expect([...likely]).toEqual([
      [0, 100],
      [1, 100],
    ]);
  });
});
