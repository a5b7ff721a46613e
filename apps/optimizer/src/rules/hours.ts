import type { Rule } from './rule.ts';

/** The team is back at its end place when the shift closes. In the search: times.ts, the latest arrivals. */
export const hours: Rule = {
  codes: ['shiftEndsLate'],
  check: ({ shift, finishSec }, report) => {
    if (finishSec !== null && finishSec > shift.closesSec) report('shiftEndsLate', null, finishSec - shift.closesSec);
  },
};
