import { loadavg } from 'node:os';
import { evaluate, evaluateRoute, prepareInsertions, solve } from '../../apps/optimizer/src/index.ts';
import { townOf } from './optimizer/town.ts';

const VISITS = 2_000;
const SHIFTS = 290;
const ITERATIONS = 2_000;

/**
 * `npm run bench -- evaluate`: what a drag asks at each move of the pointer, the two routes that it changes; what a whole plan takes; the
 * best places for one more visit.
 */
export function bench(): void {
  const problem = townOf(VISITS, SHIFTS, 1);
  const { plan } = solve(problem, { seed: 1, iterations: ITERATIONS });
  process.stdout.write(
    `${VISITS} visits × ${SHIFTS} shifts, ${plan.unassigned.length} unassigned, load ${loadavg()[0]!.toFixed(1)}\n`,
  );
  const longest = plan.routes.map((route, s) => ({ route, s })).sort((a, b) => b.route.length - a.route.length);
  const stops = longest.slice(0, 2).map(({ route }) => route.length);
  const insertions = prepareInsertions(problem, plan);
  const absent = plan.unassigned.length > 0 ? plan.unassigned : [0];
  measure(`the two longest routes (${stops.join(' and ')} stops)`, 2_000, () => {
    for (const { route, s } of longest.slice(0, 2)) evaluateRoute(problem, s, route);
  });
  measure('the whole plan', 100, () => void evaluate(problem, plan));
  measure('best insertions of one visit', 500, (round) => void insertions(absent[round % absent.length]!));
}

/** After a warm-up; with the processor's own time beside it, which other work does not disturb. */
function measure(what: string, rounds: number, work: (round: number) => void): void {
  for (let i = 0; i < rounds / 10; i++) work(i);
  const spent: number[] = [];
  const cpu = process.cpuUsage();
  for (let i = 0; i < rounds; i++) {
    const fromMs = performance.now();
    work(i);
    spent.push(performance.now() - fromMs);
  }
  const { user, system } = process.cpuUsage(cpu);
  spent.sort((a, b) => a - b);
  const [least, median, most] = [spent[0]!, spent[rounds >> 1]!, spent.at(-1)!].map((ms) => ms.toFixed(3));
  const mean = ((user + system) / 1_000 / rounds).toFixed(3);
  process.stdout.write(`${what}: median ${median} ms (${least} … ${most}), processor ${mean} ms\n`);
}
