import { ofBothServed } from './plan-rule.ts';

/** In the search: `fitsShift`. */
export const sameShift = ofBothServed('sameShift', 'notSameShift', (one, other) => one === other);
