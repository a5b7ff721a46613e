import type { PlanRule } from './plan-rule.ts';

/** No more promises changed than may be. In the search: each beyond it weighs more than all visits (`richEnergy`). */
export const promiseBudget: PlanRule = {
  codes: ['promiseBudgetExceeded'],
  check: ({ problem, changedPromises }, report) => {
    const excess = changedPromises.length - (problem.promises?.most ?? Number.POSITIVE_INFINITY);
    if (excess > 0) report('promiseBudgetExceeded', null, null, excess);
  },
};
