import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { LIVE_CLOSE } from '../../apps/api/src/contract/live-codes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const protocol = readFileSync(`${root}/apps/api/src/dispatch/PROTOCOL.md`, 'utf8');
const rules = [...protocol.matchAll(/^- \*\*L(\d+)\*\*/gm)].map(([, number]) => Number(number));

/** Titles of tests, as far as they begin with the number of a rule or of several ("L1", "L15, L16", "L4–L6"). */
function numbersInTitles(): Set<number> {
  const files = ['test/dispatch', 'test/web', 'test/web-field'].flatMap((folder) =>
    readdirSync(`${root}/${folder}`)
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => `${root}/${folder}/${name}`),
  );
  const numbers = new Set<number>();
  for (const file of files) {
    for (const [, title] of readFileSync(file, 'utf8').matchAll(
      /\b(?:test|it)(?:\.each\([^)]*\))?\(\s*['"`]((?:[^'"`\\]|\\.)*)/g,
    )) {
      for (const [, number] of title!.matchAll(/\bL(\d+)\b/g)) numbers.add(Number(number));
    }
  }
  return numbers;
}

describe('the rules of the live protocol', () => {
  test('are numbered 1, 2, 3 … without a gap', () => {
    expect(rules).toEqual(rules.map((_, index) => index + 1));
    expect(rules.length).toBeGreaterThan(30);
  });

  test('each have a test that bears its number, and no test has the number of none', () => {
    const tested = numbersInTitles();
    expect(rules.filter((number) => !tested.has(number)).map((number) => `L${number}`)).toEqual([]);
    expect([...tested].filter((number) => !rules.includes(number)).map((number) => `L${number}`)).toEqual([]);
  });

  test('name every close code as it is, and whether a client comes back', () => {
    const table = [...protocol.matchAll(/^\| (\d{4}) \| (\S+) \| (yes|no) \|$/gm)].map(([, code, name, retry]) => [
      code,
      name,
      retry,
    ]);
    expect(table).toEqual(Object.entries(LIVE_CLOSE).map(([code, { name, retry }]) => [code, name, retry ? 'yes' : 'no']));
  });
});
