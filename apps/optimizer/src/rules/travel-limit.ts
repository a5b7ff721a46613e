import type { Rule } from './rule.ts';

/** No more seconds of driving than the shift allows. In the search: insertion.ts. */
export const travelLimit: Rule = {
  codes: ['travelTooLong'],
  check: ({ shift: { maxTravelSec }, travelSec }, report) => {
    if (maxTravelSec !== undefined && travelSec > maxTravelSec) report('travelTooLong', null, travelSec - maxTravelSec);
  },
};
