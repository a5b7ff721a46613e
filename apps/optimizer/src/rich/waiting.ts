import type { Problem, Visit } from '../problem.ts';

/** What leaving the visit out counts, with what it gained each time it was passed over. */
export function prizeOf({ fairness }: Problem, { prize, waiting }: Visit): number {
  if (!fairness || !waiting) return prize;
  return Math.round(prize * (1 + fairness.gainPerPass * Math.max(0, waiting.passedOver - 1)));
}

/** The start after which its family has waited too long; null if that does not count. */
export function longestWaitEnds({ fairness }: Problem, { waiting }: Visit): number | null {
  return fairness && waiting ? Math.max(0, fairness.mostWaitSec - waiting.waitedSec) : null;
}
