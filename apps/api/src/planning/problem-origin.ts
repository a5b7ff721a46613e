import type { ShiftToPlan } from './planning-input.ts';

/** Second 0 of a problem: a whole second, not after any shift can begin. */
export function originMsOf(shifts: readonly Pick<ShiftToPlan, 'freeFrom'>[]): number {
  return Math.floor(Math.min(...shifts.map(({ freeFrom }) => freeFrom.getTime())) / 1000) * 1000;
}
