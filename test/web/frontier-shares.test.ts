import { describe, expect, it } from 'vitest';
import { sharesOfGain } from '../../apps/web/src/planner/policy/sharesOfGain.ts';

const point = (most: number, leftOut: number[], cost: number) => {
  return { most, changedCount: most, servedCount: 0, travelSec: 0, overtimeSec: 0, leftOut, cost };
};

describe('the bars of the curve of changed promises', () => {
  it('count in who is left out where that differs, the most urgent first, whatever it costs', () => {
    // Of 4 urgent ones 1 and 3 less are left out; the first step costs more, the second less.
    const points = [point(0, [4, 9], 1000), point(1, [3, 11], 1800), point(2, [1, 9], 1200)];
    expect(sharesOfGain(points)).toEqual([0, 1 / 3, 1]);
  });

  it('count in what it costs where nobody more is served', () => {
    expect(sharesOfGain([point(0, [4], 1000), point(2, [4], 700), point(3, [4], 400)])).toEqual([0, 0.5, 1]);
  });

  it('are empty where nothing is gained', () => {
    expect(sharesOfGain([point(0, [4], 1000), point(1, [4], 1000)])).toEqual([0, 0]);
    expect(sharesOfGain([])).toEqual([]);
  });
});
