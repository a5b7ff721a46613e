import type { Rule } from './rule.ts';

/** No more metres than the shift allows. In the search: insertion.ts. */
export const distanceLimit: Rule = {
  codes: ['distanceTooLong'],
  check: ({ shift: { maxMetres }, travelMetres }, report) => {
    if (maxMetres !== undefined && travelMetres > maxMetres) report('distanceTooLong', null, travelMetres - maxMetres);
  },
};
