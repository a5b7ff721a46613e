import { expect, it } from 'vitest';
import { readTogether } from '../../apps/api/src/db/read-together.ts';

/** A read whose answers the test gives by hand. */
function byHand() {
  const asked: { questions: number[]; answer(): void; fail(error: Error): void }[] = [];
  const ask = readTogether(
    (questions: number[]) =>
      new Promise<string[]>((resolve, reject) => {
        asked.push({ questions, answer: () => resolve(questions.map((one) => `a${one}`)), fail: reject });
      }),
  );
  return { asked, ask };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

it('asks at once when nothing is under way, and reads together who asks meanwhile, each given its own answer', async () => {
  const { asked, ask } = byHand();
  const answers = Promise.all([0, 1, 2, 3, 4, 3].map(ask));
  expect(asked.map(({ questions }) => questions)).toEqual([[0], [1]]);
  asked[0]!.answer();
  await settle();
  expect(asked[2]!.questions).toEqual([2, 3, 4, 3]);
  // Asked after that read began: it must see what happened since, so it waits for another one.
  const later = ask(3);
  asked[1]!.answer();
  await settle();
  expect(asked[3]!.questions).toEqual([3]);
  asked[2]!.answer();
  asked[3]!.answer();
  expect(await answers).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a3']);
  expect(await later).toBe('a3');
});

it('fails those who were read together, and nobody after them', async () => {
  const { asked, ask } = byHand();
  const results = Promise.allSettled([0, 1, 2, 3].map(ask));
  asked[0]!.fail(new Error('away'));
  await settle();
  asked[2]!.fail(new Error('away'));
  asked[1]!.answer();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'rejected']);
  const after = ask(9);
  asked[3]!.answer();
  expect(await after).toBe('a9');
});

it('puts at most a thousand questions into one read', async () => {
  const { asked, ask } = byHand();
  const answers = Promise.all(Array.from({ length: 2502 }, (_, index) => ask(index)));
  for (let read = 0; read < 5; read++) {
    asked[read]!.answer();
    await settle();
  }
  expect(asked.map(({ questions }) => questions.length)).toEqual([1, 1, 1000, 1000, 500]);
  expect(new Set(await answers).size).toBe(2502);
});
