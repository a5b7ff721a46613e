import type { Rule } from './rule.ts';

/** A started route begins with what has been begun, in that order. In the search: `sealed` and `frozenShiftOf`. */
export const frozenHead: Rule = {
  codes: ['frozenHeadChanged'],
  check: ({ shift, visits }, report) => {
    shift.frozenHead?.forEach((v, i) => {
      if (visits[i] !== v) report('frozenHeadChanged', v, 0);
    });
  },
};
