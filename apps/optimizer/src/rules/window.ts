import type { Rule } from './rule.ts';

/** Work starts in one of the visit's windows, both ends inclusive; forgiven to a frozen stop. In the search: times.ts. */
export const window: Rule = {
  codes: ['windowMissed'],
  check: ({ shift, visits, lateSec }, report) => {
    visits.forEach((v, i) => {
      if (lateSec[i]! > 0 && !shift.frozenHead?.includes(v)) report('windowMissed', v, lateSec[i]!);
    });
  },
};
