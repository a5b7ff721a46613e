import type { Rule } from './rule.ts';

/** The dispatcher's pin: this shift or none. In the search: compile-fit.ts. */
export const pinnedShift: Rule = {
  codes: ['notPinnedShift'],
  check: ({ problem, shiftIndex, visits }, report) => {
    for (const v of visits) {
      const pin = problem.visits[v]!.pinnedShift;
      if (pin !== undefined && pin !== shiftIndex) report('notPinnedShift', v, 0);
    }
  },
};
