import { ofBothServed, type PlanRule } from './plan-rule.ts';

const asked = ofBothServed('differentShift', 'notDifferentShift', (one, other) => one !== other);
/** A greatest gap asks for it, too: within one shift nobody can wait before the first for the second. */
const byGap = ofBothServed('order', 'notDifferentShift', (one, other, _shifts, relation) => {
  return one !== other || relation.kind !== 'order' || relation.mostGapSec === undefined;
});

/** In the search: `fitsShift`, and `placeGroup` for greatest gaps. */
export const differentShift: PlanRule = {
  codes: ['notDifferentShift'],
  check: (facts, report) => {
    asked.check(facts, report);
    byGap.check(facts, report);
  },
};
