import type { Evaluation } from '../plan.ts';

/** What plans are compared by, from the front: broken rules, per tier the prizes and the number left out, cost. */
export function standingOf(evaluation: Evaluation): number[] {
  const { violations, missedPrizeByTier, missedCountByTier, cost } = evaluation;
  return [violations.length, ...missedPrizeByTier.flatMap((prize, tier) => [prize, missedCountByTier[tier]!]), cost];
}

export function compareStanding(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
