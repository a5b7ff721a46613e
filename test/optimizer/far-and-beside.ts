import type { Plan, Problem } from '../../apps/optimizer/src/index.ts';

/** The one beside the depot costs 20 alone; after the far ones 1005 + 10 − 1000 = 15. */
export const FAR_AND_BESIDE_SAVES = 5;

/**
 * A crowd for full shifts of its own, three far away, and one beside the depot (place 0) who is no near neighbour of the far ones; in the plan that one
 * has a shift of its own, though it had better be the last of the far route.
 */
export function farAndBeside(crowdCount: number, crowdShifts: number): { problem: Problem; initialPlan: Plan } {
  const visitCount = crowdCount + 4;
  const placeCount = visitCount + 1;
  const kindOf = (place: number): string => {
    if (place === 0) return 'depot';
    if (place <= crowdCount) return 'crowd';
    return place < visitCount ? 'far' : 'beside';
  };
  const drives: Record<string, number> = {
    ...{ 'crowd crowd': 1, 'far far': 1, 'crowd depot': 100, 'depot far': 1000, 'beside depot': 10 },
    ...{ 'crowd far': 900, 'beside crowd': 100, 'beside far': 1005 },
  };
  const durationsSec = Int32Array.from({ length: placeCount ** 2 }, (_, at) => {
    const [from, to] = [Math.floor(at / placeCount), at % placeCount];
    return from === to ? 0 : drives[[kindOf(from), kindOf(to)].sort().join(' ')]!;
  });
  const visit = { serviceSec: 0, setupSec: 0, tier: 0 as const, prize: 1, loads: [1], windows: [] };
  const costs = { fixed: 0, perTravelSec: 1, perMetre: 0, perTaskSec: 0, perVisit: 0 };
  const shift = { startPlaceIndex: 0, endPlaceIndex: 0, opensSec: 0, closesSec: 10_000, breaks: [], costs, speedFactor: 1 };
  const each = crowdCount / crowdShifts;
  const crowds = Array.from({ length: crowdShifts }, (_, s) => Array.from({ length: each }, (_, i) => s * each + i));
  const problem: Problem = {
    placeCount,
    visits: Array.from({ length: visitCount }, (_, v) => ({ ...visit, placeIndex: v + 1, skills: v < crowdCount ? [0] : [] })),
    shifts: [...crowds.map(() => each), 10, 10].map((most, s) => {
      return { ...shift, capacity: [most], skills: s < crowdShifts ? [0] : [], matrixIndex: 0 };
    }),
    matrices: [{ durationsSec }],
  };
  const far = [crowdCount, crowdCount + 1, crowdCount + 2];
  return { problem, initialPlan: { routes: [...crowds, far, [crowdCount + 3]], unassigned: [] } };
}
