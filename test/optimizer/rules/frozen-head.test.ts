import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('a route begins with what its shift has begun, in that order', () => {
  const problem = town([home(1), home(2), home(3)], { frozenHead: [1, 0] });
  expect(broken(problem, [1, 0, 2])).toEqual([]);
  expect(broken(problem, [0, 1])).toEqual(['frozenHeadChanged 1 0', 'frozenHeadChanged 0 0']);
  expect(broken(problem, [])).toEqual(['frozenHeadChanged 1 0', 'frozenHeadChanged 0 0']);
});
