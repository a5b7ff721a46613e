import type { Rule } from './rule.ts';

/** Only shifts on its list, if it has one, and none that it excludes. In the search: compile-fit.ts. */
export const allowedShift: Rule = {
  codes: ['notAllowed'],
  check: ({ problem, shiftIndex, visits }, report) => {
    for (const v of visits) {
      const { allowedShifts, forbiddenShifts } = problem.visits[v]!;
      if ((allowedShifts && !allowedShifts.includes(shiftIndex)) || forbiddenShifts?.includes(shiftIndex))
        report('notAllowed', v, 0);
    }
  },
};
