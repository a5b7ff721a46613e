import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('two shifts for two visits, where both are served; a greatest gap asks for it as well', () => {
  const problem = town([home(1), home(2)], {}, { relations: [{ kind: 'differentShift', first: 1, second: 0 }] });
  expect(brokenBy(problem, [[0], [1]])).toEqual([]);
  expect(brokenBy(problem, [[0], []])).toEqual([]);
  expect(brokenBy(problem, [[0, 1], []])).toEqual(['notDifferentShift 0 1 0']);
  const gap = { kind: 'order', first: 0, second: 1, leastGapSec: 0, mostGapSec: 500 } as const;
  const bound = town([home(1), home(2)], {}, { relations: [gap] });
  expect(brokenBy(bound, [[0, 1], []])).toEqual(['notDifferentShift 0 0 0']);
  expect(brokenBy(bound, [[0], [1]])).toEqual([]);
});
