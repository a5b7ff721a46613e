import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPlan } from '../../apps/api/src/planning/check-plan.ts';
import { compileProblem } from '../../apps/api/src/planning/compile-problem.ts';
import type { DraftPlan } from '../../apps/api/src/planning/draft-plan.ts';
import { measureTravel, type PlanTravel } from '../../apps/api/src/planning/measure-travel.ts';
import type { PlanningInput } from '../../apps/api/src/planning/planning-input.ts';
import { DEFAULT_BANDS } from '../../apps/api/src/travel/speeds/default-bands.ts';
import { StraightLineProvider } from '../../apps/api/src/travel/straight-line-provider.ts';
import { at, makeInput, makeShift, makeTravel, makeVisit, NO_WAY, planHere } from './small-input.ts';

/** Twice as long until 19:30 as after it. */
function withRush(input: PlanningInput, secondsOf: (from: number, to: number) => number): PlanTravel {
  const calm = makeTravel(input, secondsOf);
  const rush = calm.durationsSec.map((sec) => (sec === NO_WAY ? sec : 2 * sec));
  const bands = [
    { fromMs: Number.NEGATIVE_INFINITY, tableIndex: 1 },
    { fromMs: at('19:30').getTime(), tableIndex: 0 },
  ];
  return { ...calm, byHours: { bands, tables: [calm.durationsSec, rush] } };
}

describe('the hours of travel', () => {
  const speeds = {
    table: { unitId: null, version: 0, bands: [...DEFAULT_BANDS], useLearned: false },
    learned: { driveCount: 0, overallFactor: 1, cells: [] },
  };
  it('are measured where teams are under way, the most usual first', async () => {
    const evening = makeShift('evening');
    const saturday = makeShift('saturday', {
      date: '2026-11-28',
      opensAt: at('08:00', '2026-11-28'),
      closesAt: at('11:00', '2026-11-28'),
    });
    const input = makeInput([makeVisit('a', 1)], [evening, saturday], { toDate: '2026-11-29' });
    const travel = await measureTravel(new StraightLineProvider(), input, speeds);
    const { bands, tables } = travel.byHours!;
    // Monday's rush until 19:30; everything else at the assumed speeds, although Saturday evening and the nights have hours of their own.
    expect(tables).toHaveLength(2);
    expect(
      bands.map(({ fromMs, tableIndex }) => [fromMs === -Infinity ? null : new Date(fromMs), tableIndex]).slice(0, 2),
    ).toEqual([
      [null, 1],
      [at('19:30'), 0],
    ]);
    expect(travel.durationsSec).toBe(tables[0]);
    expect(tables[1]![1]!).toBeGreaterThan(tables[0]![1]!);

    // Where all hours are alike there is nothing to tell apart: the classical engine does it.
    const calm = await measureTravel(new StraightLineProvider(), { ...input, shifts: [saturday] }, speeds);
    expect(calm.byHours).toBeUndefined();
    const { matrices } = compileProblem({ ...input, shifts: [saturday] }, calm).problem;
    expect(matrices.map(({ bands }) => bands)).toEqual([undefined]);
  });

  it('are followed by plans to the second, and the second opinion walks them by itself', () => {
    const drives = fc.array(fc.integer({ min: 30, max: 3000 }), { minLength: 49, maxLength: 49 });
    fc.assert(
      fc.property(drives, fc.integer({ min: 1, max: 99 }), (seconds, seed) => {
        const visits = Array.from({ length: 6 }, (_, i) => makeVisit(`case-${i}`, i + 1, { needs: ['population_check'] }));
        const input = makeInput(visits, [makeShift('one'), makeShift('two', { opensAt: at('19:00') })]);
        const travel = withRush(input, (from, to) => seconds[from * 7 + to]!);
        const { plan } = planHere(input, travel, seed);
        expect(checkPlan(input, travel, plan)).toEqual([]);
        // The flat table alone does not explain these times.
        const { byHours: _, ...flat } = travel;
        const drivesEarly = plan.routes.some(({ stops }) =>
          stops.some(({ travelSec, arriveAt }) => travelSec > 0 && arriveAt <= at('19:30')),
        );
        if (drivesEarly) expect(checkPlan(input, flat, plan).map(({ code }) => code)).toContain('travel-wrong');
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it('make one second more or less a fault, also where a drive lies in two bands', () => {
    const input = makeInput([makeVisit('a', 1, { windows: [{ days: [1], from: '19:35', to: '20:00' }] })], [makeShift('one')]);
    // 40 min in the rush, 20 after it. Who leaves at 19:10 drives half of it until 19:30 and the rest in 10 min.
    const travel = withRush(input, () => 1200);
    const { plan } = planHere(input, travel);
    const stop = plan.routes[0]!.stops[1]!;
    expect(checkPlan(input, travel, plan)).toEqual([]);
    expect(stop.travelSec).toBeGreaterThan(1200);
    expect(stop.travelSec).toBeLessThan(2400);
    const other = (sec: number): DraftPlan => ({
      ...plan,
      routes: plan.routes.map((route) => ({
        ...route,
        travelSec: route.travelSec + sec,
        stops: route.stops.map((one) => (one.caseId === 'a' ? { ...one, travelSec: one.travelSec + sec } : one)),
      })),
    });
    for (const sec of [-2, 2]) expect(checkPlan(input, travel, other(sec)).map(({ code }) => code)).toContain('travel-wrong');
  });
});
