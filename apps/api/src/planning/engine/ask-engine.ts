import { Worker } from 'node:worker_threads';
import { engineScript } from './engine-script.ts';
import type { EngineAnswers, EngineQuestion } from './engine-thread.ts';

/** Asks the engine in a thread of its own: the server goes on answering others. */
export async function askEngine<Question extends EngineQuestion>(question: Question): Promise<EngineAnswers[Question['kind']]> {
  const worker = new Worker(await engineScript(), { eval: true, execArgv: [], workerData: question });
  return new Promise<EngineAnswers[Question['kind']]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that asks the engine ended.')));
  }).finally(() => void worker.terminate());
}
