import { parentPort } from 'node:worker_threads';
import { settleLayouts } from '../anneal.ts';
import { compile } from '../compile.ts';
import { handOver, newRoutePool } from '../partition/route-pool.ts';
import { newRandom } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { nowBy } from './clock-kind.ts';
import type { Round, Start } from './messages.ts';
import { type Bench, workRound } from './work-round.ts';

/** One thread: is told the problem once, then anneals the parts it is sent. */
const port = parentPort!;

port.once('message', ({ problem, tables, seed, stop, ready, threads, clock, gathers }: Start) => {
  const c = compile(problem, tables);
  const pool = gathers ? newRoutePool(c) : null;
  const bench: Bench = { c, orders: newOrders(c), random: newRandom(seed), now: nowBy(clock, threads), stop, pool };
  settleLayouts(c, bench.orders, bench.random);
  port.on('message', (round: Round) => {
    const done = workRound(bench, round, () => false);
    port.postMessage(pool ? { ...done, routes: handOver(pool) } : done);
  });
  Atomics.add(ready, 0, 1);
});
