import { ofBothServed } from './plan-rule.ts';

/** A shift without a day is a day of its own. In the search: `fitsShift`. */
export const sameDay = ofBothServed('sameDay', 'notSameDay', (one, other, shifts) => {
  const day = shifts[one]!.dayIndex;
  return one === other || (day !== undefined && day === shifts[other]!.dayIndex);
});
