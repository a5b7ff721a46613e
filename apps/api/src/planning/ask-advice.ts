import { Worker } from 'node:worker_threads';
import type { AdviceAnswer, AdviceQuestion } from './advice-thread.ts';

/** Reasons and fixes for one visit, from a thread of its own: the search for them takes seconds. */
export function askAdvice(question: AdviceQuestion): Promise<AdviceAnswer> {
  const worker = new Worker(new URL('./advice-worker.js', import.meta.url), { workerData: question });
  return new Promise<AdviceAnswer>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that looks for fixes ended.')));
  }).finally(() => void worker.terminate());
}
