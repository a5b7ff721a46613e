import type { PolicyTerms, RunRules } from '../contract/plan-policy.ts';
import type { PlanRules } from './planning-input.ts';
import { BALANCE_SEC, CONTINUITY_SEC, OVERTIME_RATE, PASSED_OVER_WEEKS, PROMISE_SEC } from './policy/default-policy.ts';

const HOUR_MS = 3_600_000;
const WEEK_MS = 7 * 24 * HOUR_MS;

/** A unit's policy, with what one run asks for itself, in numbers. */
export function planRules(policy: PolicyTerms, asked: RunRules | null, now: Date): PlanRules {
  const mostChanged = asked?.mostChanged ?? policy.mostChanged;
  const noticeHours = asked?.noticeHours ?? policy.noticeHours;
  return {
    mostChanged,
    firmUntil: noticeHours > 0 ? new Date(now.getTime() + noticeHours * HOUR_MS) : null,
    changedPromiseSec: PROMISE_SEC[policy.promises],
    overtimeRate: OVERTIME_RATE[policy.overtime],
    otherTeamSec: CONTINUITY_SEC[policy.continuity],
    passedOverWeeks: PASSED_OVER_WEEKS[policy.waiting],
    longWaitBefore: policy.longestWeeks > 0 ? new Date(now.getTime() - policy.longestWeeks * WEEK_MS) : null,
    unevenVisitSec: BALANCE_SEC[policy.balance],
  };
}
