import { loadsOnLegs } from '../route-loads.ts';
import type { Rule } from './rule.ts';

/**
 * A used shift takes all its breaks, each in its windows and with no more on board than it allows; late or overloaded it is only
 * where somebody has decided where it is taken. In the search: times.ts, walk-route.ts.
 */
export const breaks: Rule = {
  codes: ['breakMissing', 'breakLate', 'breakOverloaded'],
  check: ({ problem, shift, visits, breaks: taken }, report) => {
    if (visits.length === 0) return;
    for (let b = taken.length; b < shift.breaks.length; b++) report('breakMissing', null, 0);
    for (const { lateSec } of taken) if (lateSec > 0) report('breakLate', null, lateSec);
    if (!shift.breaks.some((pause) => pause.maxLoads)) return;
    const onBoard = loadsOnLegs(problem, shift, visits);
    for (const { breakIndex, leg } of taken) {
      const over = shift.breaks[breakIndex]!.maxLoads?.map((most, d) => onBoard[leg]![d]! - most) ?? [];
      const most = Math.max(0, ...over);
      if (most > 0) report('breakOverloaded', null, most);
    }
  },
};
