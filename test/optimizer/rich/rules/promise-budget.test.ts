import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('no more promises changed than the budget, those left out counted', () => {
  const told = { promise: { opensSec: 0, closesSec: 60 } };
  const problem = town([home(1, told), home(1, told), home(2, told)], {}, { promises: { perChange: 1, most: 1 } });
  // Visit 0 starts at 60, visit 1 at 70, visit 2 at 140.
  expect(brokenBy(problem, [[0], [1]])).toEqual([]);
  expect(brokenBy(problem, [[0, 1], []])).toEqual(['promiseBudgetExceeded - - 1']);
  expect(brokenBy(problem, [[], []])).toEqual(['promiseBudgetExceeded - - 2']);
});
