import { pairTable } from '../pairs.ts';
import type { Rule } from './rule.ts';

/** Both visits of a pair are in the route, the pickup first. In the search: pair-insertion.ts, and ruins that take both. */
export const pair: Rule = {
  codes: ['pairSplit', 'pairReversed'],
  check: ({ problem, visits }, report) => {
    const table = pairTable(problem);
    if (!table) return;
    visits.forEach((v, i) => {
      const mate = table.mateOf[v]!;
      if (mate < 0) return;
      const at = visits.indexOf(mate);
      if (at < 0) report('pairSplit', v, 0);
      else if (table.isDelivery[v] === 1 && at > i) report('pairReversed', v, 0);
    });
  },
};
