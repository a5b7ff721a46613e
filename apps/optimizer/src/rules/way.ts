import type { Rule } from './rule.ts';

/** There is a way from each stop to the next. In the search: drives of NEVER_SEC. */
export const way: Rule = {
  codes: ['unreachable'],
  check: ({ visits, legsWithoutWay }, report) => {
    for (const leg of legsWithoutWay) report('unreachable', visits[leg] ?? null, 0);
  },
};
