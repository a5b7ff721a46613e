import { parentPort } from 'node:worker_threads';
import { compile } from '../compile.ts';
import { newRandom } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { nowBy } from './clock-kind.ts';
import type { Round, Start } from './messages.ts';
import { type Bench, workRound } from './work-round.ts';

/** One thread: is told the problem once, then anneals the parts it is sent. */
const port = parentPort!;

port.once('message', ({ problem, tables, seed, stop, ready, threads, clock }: Start) => {
  const c = compile(problem, tables);
  const bench: Bench = { c, orders: newOrders(c), random: newRandom(seed), now: nowBy(clock, threads), stop };
  port.on('message', (round: Round) => port.postMessage(workRound(bench, round, () => false)));
  Atomics.add(ready, 0, 1);
});
