import type { Mobility } from '../contract/codes.ts';

/**
 * The priority (0 … 100) of a case whose list names none. Who cannot leave the bed or is 90 and more comes first,
 * then who is 80 and more or in a wheelchair; the planner serves a higher priority before any number of lower ones.
 */
export function defaultPriority(ageYears: number, mobility: Mobility): number {
  if (mobility === 'bedbound' || ageYears >= 90) return 90;
  if (mobility === 'wheelchair' || ageYears >= 80) return 60;
  return 30;
}
