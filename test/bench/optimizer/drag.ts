import { evaluate, evaluateRoute, type Plan, prepareInsertions } from '../../../apps/optimizer/src/index.ts';
import { townOf } from './town.ts';

/** Milliseconds of one call. */
export interface Spent {
  readonly what: string;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** Rounds are timed, each of several calls: the clock of a browser is coarse. */
const ROUNDS = 60;

/**
 * What a drag asks at each move of the pointer (the two routes that it changes), what a whole plan takes, and the best places for one more
 * visit. Runs in Node and in a browser.
 */
export function measureDrag(visitCount: number, shiftCount: number, plan: Plan): Spent[] {
  const problem = townOf(visitCount, shiftCount, 1);
  const longest = plan.routes.map((route, s) => ({ route, s })).sort((a, b) => b.route.length - a.route.length);
  const stops = longest.slice(0, 2).map(({ route }) => route.length);
  const insertions = prepareInsertions(problem, plan);
  const absent = plan.unassigned.length > 0 ? plan.unassigned : [0];
  return [
    measure(`the two longest routes (${stops.join(' and ')} stops)`, 50, () => {
      for (const { route, s } of longest.slice(0, 2)) evaluateRoute(problem, s, route);
    }),
    measure('the whole plan', 2, () => void evaluate(problem, plan)),
    measure('best insertions of one visit', 5, (call) => void insertions(absent[call % absent.length]!)),
  ];
}

/** After a warm-up. */
function measure(what: string, callsInARound: number, work: (call: number) => void): Spent {
  for (let call = 0; call < callsInARound * 10; call++) work(call);
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const fromMs = performance.now();
    for (let call = 0; call < callsInARound; call++) work(round * callsInARound + call);
    spent.push((performance.now() - fromMs) / callsInARound);
  }
  spent.sort((a, b) => a - b);
  return { what, least: spent[0]!, median: spent[ROUNDS >> 1]!, most: spent.at(-1)! };
}
