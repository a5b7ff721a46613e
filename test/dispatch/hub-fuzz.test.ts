import { test } from 'vitest';
import { describeOnDatabases } from '../support/database.ts';
import { DatabaseTruth } from './database-truth.ts';
import { Evening, type Truth } from './hub-scenario.ts';
import { ModelTruth } from './model-truth.ts';
import { Random } from './random.ts';
import { fillWorld } from './world.ts';

const SCENARIOS = 10_000;
const STEPS = 30;
/** Evenings that once went wrong, each with what it found. They are played first, for ever. */
const KEPT_SEEDS: [seed: number, found: string][] = [];

async function play(seed: number, truthOf: (random: Random) => Truth | Promise<Truth>): Promise<void> {
  const random = new Random(seed);
  try {
    await new Evening(random, await truthOf(random)).play(STEPS);
  } catch (error) {
    throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
  }
}

test(`after ${SCENARIOS} random evenings every phone shows what the server holds`, { timeout: 600_000 }, async () => {
  for (const [seed] of KEPT_SEEDS) await play(seed, (random) => new ModelTruth(random));
  for (let seed = 1; seed <= SCENARIOS; seed++) await play(seed, (random) => new ModelTruth(random));
});

describeOnDatabases('random evenings on a database', (open) => {
  test('two processes, every phone shows what the database holds', { timeout: 120_000 }, async () => {
    const db = await open();
    await fillWorld(db);
    for (let seed = 1; seed <= 2; seed++) await play(seed, (random) => DatabaseTruth.begin(db, random));
  });
});
