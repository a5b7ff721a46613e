import type { Rule } from './rule.ts';

/** No more visits than the shift allows. In the search: insertion.ts. */
export const visitLimit: Rule = {
  codes: ['tooManyVisits'],
  check: ({ shift: { maxVisits }, visits }, report) => {
    if (maxVisits !== undefined && visits.length > maxVisits) report('tooManyVisits', null, visits.length - maxVisits);
  },
};
