import type { Rule } from './rule.ts';

/** A used shift takes all its breaks, each in its windows and with no more on board than it allows. In the search: times.ts, walk-route.ts. */
export const breaks: Rule = {
  codes: ['breakMissing'],
  check: ({ shift, visits, breaksTaken }, report) => {
    if (visits.length === 0) return;
    for (let b = breaksTaken; b < shift.breaks.length; b++) report('breakMissing', null, 0);
  },
};
