import { expect, test } from 'vitest';
import { checkPlan } from '../../apps/optimizer/src/check/check-plan.ts';
import { type Problem, solve } from '../../apps/optimizer/src/index.ts';
import { orderPlaces } from '../../apps/optimizer/src/order-places.ts';
import { solveInThreads } from '../../apps/optimizer/src/threads/solve-in-threads.ts';
import { townOf } from '../bench/optimizer/town.ts';

/** Large enough for its places to be numbered anew; with distances of their own, and some shifts that end anywhere. */
function largeProblem(seed: number): Problem {
  const town = townOf(340, 20, seed);
  const shifts = town.shifts.map((shift, s) => (s % 3 === 0 ? { ...shift, endPlaceIndex: null } : shift));
  const matrices = town.matrices.map(({ durationsSec }) => ({
    durationsSec,
    distancesMetres: durationsSec.map((sec) => 7 * sec + 1),
  }));
  return { ...town, shifts, matrices };
}

test('places numbered anew leave every drive as it was', () => {
  for (const problem of [largeProblem(1), largeProblem(2)]) {
    const ordered = orderPlaces(problem);
    expect(ordered).not.toBe(problem);
    expect(new Set(ordered.visits.map(({ placeIndex }) => placeIndex)).size).toBe(
      new Set(problem.visits.map(({ placeIndex }) => placeIndex)).size,
    );
    problem.matrices.forEach((matrix, m) => {
      const now = ordered.matrices[m]!;
      for (const table of ['durationsSec', 'distancesMetres'] as const) {
        const cell = (p: Problem, from: number, to: number) => p.matrices[m]![table]?.[from * p.placeCount + to];
        expect(now[table]?.length).toBe(matrix[table]?.length);
        for (let v = 0; v < 340; v++) {
          const w = (v * 7 + 3) % 340;
          const [from, to] = [problem.visits[v]!.placeIndex, problem.visits[w]!.placeIndex];
          const [newFrom, newTo] = [ordered.visits[v]!.placeIndex, ordered.visits[w]!.placeIndex];
          expect(cell(ordered, newFrom, newTo)).toBe(cell(problem, from, to));
          const start = problem.shifts[v % 20]!.startPlaceIndex;
          const newStart = ordered.shifts[v % 20]!.startPlaceIndex;
          expect(newStart === null).toBe(start === null);
          if (start !== null) expect(cell(ordered, newStart!, newTo)).toBe(cell(problem, start, to));
        }
      }
    });
  }
});

test('near places have near numbers', () => {
  const problem = largeProblem(5);
  const spread = (p: Problem): number => {
    const { durationsSec } = p.matrices[p.shifts[0]!.matrixIndex]!;
    let sum = 0;
    for (let place = 1; place < p.placeCount; place++) sum += Math.min(3_000, durationsSec[(place - 1) * p.placeCount + place]!);
    return sum;
  };
  expect(spread(orderPlaces(problem))).toBeLessThan(spread(problem) / 2);
});

test('plans of such problems, of one thread and of two, are approved for the problem as it was given', async () => {
  for (const problem of [largeProblem(3), largeProblem(4)]) {
    for (const found of [
      solve(problem, { seed: 1, iterations: 1_280 }),
      await solveInThreads(problem, 2, { seed: 1, iterations: 1_280 }),
    ]) {
      expect(checkPlan(problem, found.plan, found.evaluation)).toEqual([]);
      expect(found.evaluation.servedCount).toBeGreaterThan(0);
      expect(found.unassigned.map(({ visit }) => visit).sort()).toEqual([...found.plan.unassigned].sort());
    }
  }
}, 60_000);
