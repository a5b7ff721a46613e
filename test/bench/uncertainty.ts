import { loadavg } from 'node:os';
import { simulate, solve } from '../../apps/optimizer/src/index.ts';
import { townOf } from './optimizer/town.ts';

const ROUNDS = 7;

/** `npm run bench -- uncertainty`: 10,000 samples of a plan of 300 visits. */
export function bench(): void {
  const problem = townOf(300, 60, 3);
  const { plan } = solve(problem, { seed: 1, iterations: 5_000 });
  const spread = { service: 0.4, drive: 0.3, evening: 0.2 };
  const spent: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { user, system } = process.cpuUsage();
    simulate(problem, plan, spread, { samples: 10_000, seed: round });
    const after = process.cpuUsage();
    spent.push((after.user + after.system - user - system) / 1000);
  }
  spent.sort((a, b) => a - b);
  const [least, median, most] = [spent[0]!, spent[ROUNDS >> 1]!, spent.at(-1)!].map(Math.round);
  process.stdout.write(
    `10,000 samples of ${plan.routes.flat().length} visits: ${median} ms of the processor (${least} … ${most} over ${ROUNDS} rounds), load ${loadavg()[0]!.toFixed(1)}\n`,
  );
}
