import { startThread } from '@gocua/optimizer/start-thread';
import type { EngineAnswers, EngineQuestion } from './engine-thread.ts';

/** Asks the engine in a thread of its own: the server goes on answering others. */
export async function askEngine<Question extends EngineQuestion>(question: Question): Promise<EngineAnswers[Question['kind']]> {
  const worker = await startThread(new URL('./engine-thread.ts', import.meta.url), question);
  return new Promise<EngineAnswers[Question['kind']]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The thread that asks the engine ended.')));
  }).finally(() => void worker.terminate());
}
