import { parentPort, workerData } from 'node:worker_threads';
import { anneal } from '../anneal.ts';
import { monotonicNow } from '../clock.ts';
import { compile } from '../compile.ts';
import { newRandom } from '../random.ts';
import { newOrders } from '../recreate.ts';
import type { Done, Ready, Round, Start } from './messages.ts';
import { loadPart } from './part.ts';

/** One thread: compiles the problem once, then anneals the parts it is sent. */
const { problem, seed, stop } = workerData as Start;
const c = compile(problem);
const orders = newOrders(c);
const random = newRandom(seed);
const port = parentPort!;

port.on('message', (round: Round) => {
  const st = loadPart(c, round.next, round.ownsShift, round.ownsVisit);
  const startedMs = monotonicNow();
  const look = (iterations: number): number => {
    const part = Math.max((monotonicNow() - startedMs) / round.ms, iterations / round.iterations);
    if (part >= 1 || Atomics.load(stop, 0) !== 0) return Number.POSITIVE_INFINITY;
    return round.usedFrom + (round.usedTo - round.usedFrom) * part;
  };
  const { best, iterations } = anneal(st, orders, random, look, round);
  const done: Done = { kind: 'done', next: st.next, bestNext: best.next, iterations };
  port.postMessage(done);
});
const ready: Ready = { kind: 'ready' };
port.postMessage(ready);
