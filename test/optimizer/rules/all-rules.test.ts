import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VIOLATION_CODES } from '../../../apps/optimizer/src/index.ts';
import { ALL_RULES } from '../../../apps/optimizer/src/rules/all-rules.ts';

const nameOf = (file: string) => file.replace(/(\.test)?\.ts$/, '');

it('each rule has a file and a test of its own, and each code belongs to one rule', () => {
  const folder = new URL('../../../apps/optimizer/src/rules/', import.meta.url);
  const rules = readdirSync(folder)
    .map(nameOf)
    .filter((name) => name !== 'rule' && name !== 'all-rules');
  const tests = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.test.ts'))
    .map(nameOf);
  expect(tests.filter((name) => name !== 'all-rules').sort()).toEqual(rules.sort());
  expect(ALL_RULES).toHaveLength(rules.length);
  const codes = ALL_RULES.flatMap((rule) => rule.codes);
  expect(new Set(codes).size).toBe(codes.length);
  // The others concern the whole plan.
  expect(VIOLATION_CODES).toEqual(expect.arrayContaining(codes));
});
