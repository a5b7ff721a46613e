import { expect, it } from 'vitest';
import { UNREACHABLE } from '../../../apps/optimizer/src/index.ts';
import { broken, home, town } from './on-a-line.ts';

it('there is a way from each stop to the next, and to the end', () => {
  const problem = town([home(1), home(2)]);
  // No way from place 1 to 2, nor from 2 home.
  problem.matrices[0]!.durationsSec[1 * 4 + 2] = UNREACHABLE;
  problem.matrices[0]!.durationsSec[2 * 4 + 0] = UNREACHABLE;
  expect(broken(problem, [0, 1])).toEqual(['unreachable 1 0', 'unreachable - 0']);
  expect(broken(problem, [1, 0])).toEqual([]);
});
