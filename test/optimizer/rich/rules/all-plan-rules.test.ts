import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VIOLATION_CODES } from '../../../../apps/optimizer/src/index.ts';
import { ALL_PLAN_RULES } from '../../../../apps/optimizer/src/rich/rules/all-plan-rules.ts';

const nameOf = (file: string) => file.replace(/(\.test)?\.ts$/, '');

it('each rule about several routes has a file and a test of its own, and each code belongs to one rule', () => {
  const folder = new URL('../../../../apps/optimizer/src/rich/rules/', import.meta.url);
  const rules = readdirSync(folder)
    .map(nameOf)
    .filter((name) => name !== 'plan-rule' && name !== 'all-plan-rules');
  const tests = readdirSync(new URL('.', import.meta.url))
    .filter((file) => file.endsWith('.test.ts'))
    .map(nameOf);
  expect(tests.filter((name) => name !== 'all-plan-rules').sort()).toEqual(rules.sort());
  expect(ALL_PLAN_RULES).toHaveLength(rules.length);
  const codes = ALL_PLAN_RULES.flatMap((rule) => rule.codes);
  expect(new Set(codes).size).toBe(codes.length);
  expect(codes.every((code) => VIOLATION_CODES.includes(code))).toBe(true);
});
