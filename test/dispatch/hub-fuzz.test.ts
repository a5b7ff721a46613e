import { test } from 'vitest';
import { Evening } from './hub-scenario.ts';
import { ModelTruth } from './model-truth.ts';
import { Random } from './random.ts';

const SCENARIOS = 3000;
const STEPS = 40;

async function play(seed: number): Promise<void> {
  const random = new Random(seed);
  try {
    await new Evening(random, new ModelTruth(random)).play(STEPS);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}

test(`after ${SCENARIOS} random evenings every phone shows what the server holds`, { timeout: 120_000 }, async () => {
  for (let seed = 1; seed <= SCENARIOS; seed++) await play(seed);
});
