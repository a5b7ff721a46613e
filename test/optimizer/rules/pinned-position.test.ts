import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('a visit with a place of its own stands there: counted from the start, or as the last', () => {
  const problem = town([
    home(1),
    home(2, { pinnedShift: 0, pinnedPosition: 1 }),
    home(3, { pinnedShift: 0, pinnedPosition: -1 }),
  ]);
  expect(broken(problem, [0, 1, 2])).toEqual([]);
  expect(broken(problem, [1, 2, 0])).toEqual(['notAtPosition 1 1', 'notAtPosition 2 1']);
  expect(broken(problem, [2])).toEqual([]);
});
