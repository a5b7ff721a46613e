import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('the same day for both; a shift that has none is a day of its own', () => {
  const relations = [{ kind: 'sameDay', first: 0, second: 1 }] as const;
  const problem = town([home(1), home(2)], { dayIndex: 0 }, { relations });
  const next = { ...problem, shifts: [problem.shifts[0]!, { ...problem.shifts[1]!, dayIndex: 1 }] };
  expect(brokenBy(problem, [[0], [1]])).toEqual([]);
  expect(brokenBy(next, [[0], [1]])).toEqual(['notSameDay 0 0 0']);
  expect(brokenBy(next, [[0, 1], []])).toEqual([]);
});
