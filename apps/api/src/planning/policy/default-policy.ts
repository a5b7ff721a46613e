import type { PlanWeight } from '../../contract/codes.ts';
import type { PolicyTerms } from '../../contract/plan-policy.ts';

/** Until a unit decides otherwise: promises are kept, nobody works longer, nothing else changes what the roads suggest by much. */
export const DEFAULT_POLICY: PolicyTerms = {
  mostChanged: 5,
  noticeHours: 4,
  promises: 'medium',
  overtimeMinutes: 0,
  overtime: 'medium',
  continuity: 'light',
  waiting: 'light',
  longestWeeks: 0,
  balance: 'off',
};

/** A promise that changes counts as so much driving, in seconds. */
export const PROMISE_SEC: Record<PlanWeight, number> = { off: 0, light: 900, medium: 3600, strong: 14_400 };
/** Each second after the end of a shift counts as so many seconds of driving. */
export const OVERTIME_RATE: Record<PlanWeight, number> = { off: 0, light: 1, medium: 3, strong: 10 };
/** A visit by a team that the family does not know counts as so much more driving. */
export const CONTINUITY_SEC: Record<PlanWeight, number> = { off: 0, light: 180, medium: 600, strong: 1800 };
/** Each earlier plan that left a visit out counts as so many weeks of waiting. */
export const PASSED_OVER_WEEKS: Record<PlanWeight, number> = { off: 0, light: 1, medium: 2, strong: 4 };
/** Each visit that a team has more than the mean counts as so much driving. */
export const BALANCE_SEC: Record<PlanWeight, number> = { off: 0, light: 120, medium: 300, strong: 900 };
