import { isFirm } from '../hard-window.ts';
import type { PlanRule } from './plan-rule.ts';

/** Promises that are too near are kept. In the search: they narrow windows and shifts, and are worth more than all else. */
export const firmPromise: PlanRule = {
  codes: ['firmPromiseBroken'],
  check: ({ problem, changedPromises }, report) => {
    for (const v of changedPromises) if (isFirm(problem, problem.visits[v]!)) report('firmPromiseBroken', null, v, 0);
  },
};
