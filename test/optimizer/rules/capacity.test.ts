import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('never more on board than fits, at any moment', () => {
  const problem = town([home(1, { loads: [3], pickups: [0] }), home(2, { loads: [0], pickups: [3] })], { capacity: [3] });
  // Leave three, then take three on; the other way round six are on board.
  expect(broken(problem, [0, 1])).toEqual([]);
  expect(broken(problem, [1, 0])).toEqual(['capacityExceeded - 3']);
});
