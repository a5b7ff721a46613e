import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('no more visits than allowed', () => {
  const problem = town([home(1), home(1), home(1)], { maxVisits: 1 });
  expect(broken(problem, [0])).toEqual([]);
  expect(broken(problem, [0, 1, 2])).toEqual(['tooManyVisits - 2']);
});
