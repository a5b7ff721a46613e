import type { Problem } from '../../../apps/optimizer/src/index.ts';
import { dice, randomProblem } from '../random-problem.ts';
import { FEATURES, richProblem } from '../rich/random-rich.ts';

/** Odd seeds plain, even seeds rich; mostly too many visits for the shifts. */
export function crowded(seed: number): Problem {
  const roll = dice(seed * 13 + 5);
  const [visits, shifts] = [6 + roll(9), 1 + roll(3)];
  if (seed % 2 === 1) return randomProblem(seed, visits, shifts);
  return richProblem(
    seed,
    visits,
    shifts,
    FEATURES.filter(() => roll(100) < 20),
  );
}
