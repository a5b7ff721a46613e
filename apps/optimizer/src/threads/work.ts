import { parentPort } from 'node:worker_threads';
import { anneal } from '../anneal.ts';
import type { Best } from '../best.ts';
import { compile } from '../compile.ts';
import { newRandom } from '../random.ts';
import { newOrders } from '../recreate.ts';
import { nowBy } from './clock-kind.ts';
import type { Done, Ready, Round, Start } from './messages.ts';
import { loadPart } from './part.ts';

/** One thread: is told the problem once, then anneals the parts it is sent. */
const port = parentPort!;

port.once('message', ({ problem, tables, seed, stop, threads, clock }: Start) => {
  const now = nowBy(clock, threads);
  const c = compile(problem, tables);
  const orders = newOrders(c);
  const random = newRandom(seed);
  const work = (round: Round): Done => {
    const st = loadPart(c, round.next, round.ownsShift, round.ownsVisit);
    const startedMs = now();
    const look = (iterations: number, best: Best): number => {
      if (best.figures[0] === 0 && best.figures[1]! <= round.targetCost) {
        // The others need not go on, unless the plan must not depend on who is faster.
        if (round.ms < Number.POSITIVE_INFINITY) Atomics.store(stop, 0, 1);
        return Number.POSITIVE_INFINITY;
      }
      const part = Math.max((now() - startedMs) / round.ms, iterations / round.iterations);
      if (part >= 1 || Atomics.load(stop, 0) !== 0) return Number.POSITIVE_INFINITY;
      return round.usedFrom + (round.usedTo - round.usedFrom) * part;
    };
    const { best, iterations } = anneal(st, orders, random, look, round);
    return { kind: 'done', next: st.next, bestNext: best.next, iterations };
  };
  port.on('message', (round: Round) => port.postMessage(work(round)));
  const ready: Ready = { kind: 'ready' };
  port.postMessage(ready);
});
