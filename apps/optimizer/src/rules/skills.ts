import type { Rule } from './rule.ts';

/** The shift has every skill that the visit needs; the excess is how many are missing. In the search: compile-fit.ts. */
export const skills: Rule = {
  codes: ['skillMissing'],
  check: ({ problem, shift, visits }, report) => {
    for (const v of visits) {
      const missing = problem.visits[v]!.skills.filter((skill) => !shift.skills.includes(skill)).length;
      if (missing > 0) report('skillMissing', v, missing);
    }
  },
};
