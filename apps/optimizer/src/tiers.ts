import type { Problem } from './problem.ts';

/** One tier as digits of a number: leaving out a visit of it counts `unit × prize + 1` (or 1 where all prizes are equal). */
export interface Tier {
  readonly tier: number;
  /** What all visits of the tier together count, plus one: the place value of the next more important tier. */
  readonly size: number;
  readonly divisor: number;
  readonly unit: number;
}

/** The tiers in use, from the least important. Prizes decide first, then how many visits are left out. */
export function tiersOf(problem: Problem): Tier[] {
  const prizesByTier = new Map<number, number[]>();
  for (const visit of problem.visits) {
    if (visit.tier === null) continue;
    const prizes = prizesByTier.get(visit.tier);
    if (prizes) prizes.push(visit.prize);
    else prizesByTier.set(visit.tier, [visit.prize]);
  }
  const tiers: Tier[] = [];
  for (const [tier, prizes] of [...prizesByTier].sort((a, b) => b[0] - a[0])) {
    let divisor = 0;
    for (const prize of prizes) divisor = greatestCommonDivisor(prize, divisor);
    divisor = Math.max(1, divisor);
    const unit = prizes.every((prize) => prize === prizes[0]) ? 0 : prizes.length + 1;
    let size = 1;
    for (const prize of prizes) size += unit * (prize / divisor) + 1;
    tiers.push({ tier, size, divisor, unit });
  }
  return tiers;
}

/** What leaving each visit out counts, tiers far enough apart that a sum compares like the list of tiers; 0 for optional ones. */
export function missRanks(problem: Problem): Float64Array {
  const ranks = new Float64Array(problem.visits.length);
  let place = 1;
  for (const { tier, size, divisor, unit } of tiersOf(problem)) {
    problem.visits.forEach((visit, v) => {
      if (visit.tier === tier) ranks[v] = place * (unit * (visit.prize / divisor) + 1);
    });
    place *= size;
  }
  return ranks;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}
