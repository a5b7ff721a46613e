import type { Rule } from './rule.ts';

/** A visit with a place of its own in the route stands there, counted from its start; −1: the last. In the search: positions.ts. */
export const pinnedPosition: Rule = {
  codes: ['notAtPosition'],
  check: ({ problem, shiftIndex, visits }, report) => {
    visits.forEach((v, i) => {
      const { pinnedPosition: pin, pinnedShift } = problem.visits[v]!;
      if (pin === undefined || pinnedShift !== shiftIndex) return;
      const position = pin < 0 ? visits.length - 1 : pin;
      if (position !== i) report('notAtPosition', v, Math.abs(position - i));
    });
  },
};
