import { expect, it } from 'vitest';
import { broken, home, town } from './on-a-line.ts';

it('both visits of a pair, the pickup first', () => {
  const pairs = [{ pickupVisit: 0, deliveryVisit: 1, loads: [2] }];
  const problem = town([home(1, { loads: [0] }), home(2, { loads: [0] }), home(3)], {}, { pairs });
  expect(broken(problem, [0, 2, 1])).toEqual([]);
  expect(broken(problem, [1, 0])).toEqual(['pairReversed 1 0']);
  expect(broken(problem, [0])).toEqual(['pairSplit 0 0']);
});
