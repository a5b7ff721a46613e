import { expect, it } from 'vitest';
import { home, town } from '../../rules/on-a-line.ts';
import { brokenBy } from './broken-rules.ts';

it('gaps between starts, by waiting where that is possible; both or neither', () => {
  const after = town([home(1), home(2)], {}, { relations: [{ kind: 'order', first: 0, second: 1, leastGapSec: 300 }] });
  // Team 0 starts visit 0 at 60; team 1 waits at visit 1 from 120 until 360.
  expect(brokenBy(after, [[0], [1]])).toEqual([]);
  expect(brokenBy(after, [[0], []])).toEqual(['relatedMissing 0 0 0']);
  // In the wrong order one would wait for what comes after: for ever.
  expect(brokenBy(after, [[1, 0], []]).some((one) => one.startsWith('orderBroken - 0 '))).toBe(true);
  // Closes at 200: too late by then for the start at 360.
  const closing = town([home(1), home(2, { windows: [{ opensSec: 0, closesSec: 200 }] })], {}, { relations: after.relations! });
  expect(brokenBy(closing, [[0], [1]])).toEqual(['windowMissed 1 1 160']);
  // Both at the same moment, 120, where the farther one is reached.
  const together = { kind: 'order', first: 0, second: 1, leastGapSec: 0, mostGapSec: 0 } as const;
  expect(brokenBy(town([home(1), home(2)], {}, { relations: [together] }), [[0], [1]])).toEqual([]);
});
