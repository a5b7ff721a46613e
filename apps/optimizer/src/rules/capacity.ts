import type { Rule } from './rule.ts';

/** Never more on board than the shift can carry, in each dimension. In the search: insertion.ts, flow.ts. */
export const capacity: Rule = {
  codes: ['capacityExceeded'],
  check: ({ shift, visits, peakLoads }, report) => {
    if (visits.length === 0) return;
    peakLoads.forEach((load, d) => {
      if (load > shift.capacity[d]!) report('capacityExceeded', null, load - shift.capacity[d]!);
    });
  },
};
