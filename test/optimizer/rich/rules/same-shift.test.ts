import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('the same shift for both, where both are served', () => {
  const problem = town([home(1), home(2)], {}, { relations: [{ kind: 'sameShift', first: 0, second: 1 }] });
  expect(brokenBy(problem, [[0, 1], []])).toEqual([]);
  expect(brokenBy(problem, [[0], []])).toEqual([]);
  expect(brokenBy(problem, [[0], [1]])).toEqual(['notSameShift 0 0 0']);
});
