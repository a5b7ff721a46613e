import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('the shift has every skill; the excess counts the missing ones', () => {
  const problem = town([home(1, { skills: [1, 2, 99_999] }), home(2, { skills: [2] })], { skills: [2] });
  expect(broken(problem, [0, 1])).toEqual(['skillMissing 0 2']);
});
