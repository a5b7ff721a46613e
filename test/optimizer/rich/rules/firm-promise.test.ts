import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('what opens before the instant is kept, time and shift', () => {
  const visits = [
    home(1, { promise: { opensSec: 100, closesSec: 120, shifts: [0] } }),
    home(2, { promise: { opensSec: 500, closesSec: 600 } }),
  ];
  const problem = town(visits, {}, { promises: { perChange: 1, firmUntilSec: 400 } });
  expect(brokenBy(problem, [[0, 1], []])).toEqual([]);
  // In the other shift: not what was told, and not allowed while it is too near.
  expect(brokenBy(problem, [[1], [0]])).toEqual(['notAllowed 1 0 0', 'firmPromiseBroken - 0 0']);
  // Behind the other visit it starts at 190, after 120.
  expect(brokenBy(problem, [[1, 0], []])).toEqual(['windowMissed 0 0 70', 'firmPromiseBroken - 0 0']);
  expect(brokenBy(problem, [[1], []])).toEqual(['firmPromiseBroken - 0 0']);
});
