import { differentShift } from './different-shift.ts';
import { firmPromise } from './firm-promise.ts';
import { order } from './order.ts';
import type { PlanRule } from './plan-rule.ts';
import { promiseBudget } from './promise-budget.ts';
import { sameDay } from './same-day.ts';
import { sameShift } from './same-shift.ts';
import { sameTeam } from './same-team.ts';

/** Every hard rule about several routes, in the order in which its violations are reported. */
export const ALL_PLAN_RULES: readonly PlanRule[] = [
  ...[order, sameShift, differentShift, sameTeam, sameDay],
  ...[promiseBudget, firmPromise],
];
