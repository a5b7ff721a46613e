import { onTestFinished, TestRunner } from 'vitest';

interface Closable {
  close(): Promise<unknown>;
}

const openedByHooks = new Set<Closable>();

/** Closes a thing after the test in which it was opened; after the whole file when a hook opened it. */
export function closeAfterwards<T extends Closable>(thing: T): T {
  if (TestRunner.getCurrentTest()) onTestFinished(async () => void (await thing.close()));
  else openedByHooks.add(thing);
  return thing;
}

/** Last opened, first closed. Called after each file by setup-file.ts. */
export async function closeOpenedByHooks(): Promise<void> {
  const things = [...openedByHooks].reverse();
  openedByHooks.clear();
  for (const thing of things) await thing.close();
}
