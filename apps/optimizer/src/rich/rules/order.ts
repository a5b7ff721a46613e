import type { PlanRule } from './plan-rule.ts';

/** Gaps that the times keep, and units served as a whole. In the search: `settle`; units are taken out and put in together. */
export const order: PlanRule = {
  codes: ['orderBroken', 'relatedMissing'],
  check: ({ problem, shiftOf, brokenOrders }, report) => {
    for (const { relation, excessSec } of brokenOrders)
      report('orderBroken', null, problem.relations![relation]!.first, excessSec);
    for (const { kind, first, second } of problem.relations ?? []) {
      if (kind !== 'order' || shiftOf.has(first) === shiftOf.has(second)) continue;
      report('relatedMissing', shiftOf.get(first) ?? shiftOf.get(second)!, first, 0);
    }
  },
};
