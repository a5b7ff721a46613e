import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** `npm run bench -- roads`: runs test/bench/roads.ts; every file there exports `bench`. */
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts')
  .map((file) => file.slice(0, -3));
const [name, ...args] = process.argv.slice(2);
if (name === undefined || !names.includes(name)) {
  console.error(`Usage: npm run bench -- <${names.join(' | ')}>`);
  process.exitCode = 2;
} else {
  const { bench } = (await import(join(import.meta.dirname, `${name}.ts`))) as {
    bench: (args: string[]) => void | Promise<void>;
  };
  await bench(args);
}
