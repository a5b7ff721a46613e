import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('the same team for both; a shift that has none is a team of its own', () => {
  const relations = [{ kind: 'sameTeam', first: 0, second: 1 }] as const;
  const problem = town([home(1), home(2)], { teamIndex: 3 }, { relations });
  const other = { ...problem, shifts: [problem.shifts[0]!, { ...problem.shifts[1]!, teamIndex: 4 }] };
  expect(brokenBy(problem, [[0], [1]])).toEqual([]);
  expect(brokenBy(other, [[0], [1]])).toEqual(['notSameTeam 0 0 0']);
  expect(brokenBy(town([home(1), home(2)], {}, { relations }), [[0], [1]])).toEqual(['notSameTeam 0 0 0']);
  expect(brokenBy(town([home(1), home(2)], {}, { relations }), [[0, 1], []])).toEqual([]);
});
