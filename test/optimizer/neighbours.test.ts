import { expect, test } from 'vitest';
import { compile } from '../../apps/optimizer/src/compile.ts';
import { insertionCost, openingCost } from '../../apps/optimizer/src/insertion.ts';
import { newState } from '../../apps/optimizer/src/state.ts';
import { randomProblem } from './random-problem.ts';

/** Drives of `shift` from node to node, as the search pays them. */
function drives(c: ReturnType<typeof compile>, shift: number): (from: number, to: number) => number {
  const { cost, costBase, size } = c.travel;
  return (from, to) => cost[costBase[shift]! + c.leavesFrom[from]! * size + c.arrivesAt[to]!]!;
}

test('a place that is passed over, as seen from its nearer side, never costs less than it was taken to', () => {
  let tight = 0;
  let wrong = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const c = compile(randomProblem(seed, 12, 4));
    const { before, after, beforeCount, beside } = c.neighbours;
    for (let shift = 0; shift < c.shiftCount; shift++) {
      const drive = drives(c, shift);
      const home = c.visitCount + shift;
      for (let v = 0; v < c.visitCount; v++) {
        for (let i = 0; i < beforeCount; i++) {
          const at = v * 4 * beforeCount + 2 * i;
          const [u, leastAfter] = [beside[at]!, beside[at + 1]!];
          const [w, leastBefore] = [beside[at + 2 * beforeCount]!, beside[at + 2 * beforeCount + 1]!];
          expect([u, w]).toEqual([before[v * beforeCount + i], after[v * beforeCount + i]]);
          for (let other = 0; other <= c.visitCount; other++) {
            const far = other === c.visitCount ? home : other;
            if (far === v) continue;
            if (u >= 0 && (far === home || drive(v, far) >= drive(u, v))) {
              const paid = drive(u, v) + drive(v, far);
              if (paid < leastAfter) wrong++;
              if (paid === leastAfter) tight++;
            }
            if (w >= 0 && (far === home || drive(far, v) >= drive(v, w)) && drive(far, v) + drive(v, w) < leastBefore) wrong++;
          }
        }
      }
    }
  }
  expect(wrong).toBe(0);
  expect(tight).toBeGreaterThan(500);
});

test('to open an unused shift costs what an insertion into it costs', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const c = compile(randomProblem(seed, 10, 4));
    const st = newState(c);
    for (let shift = 0; shift < c.shiftCount; shift++) {
      for (let v = 0; v < c.visitCount; v++) expect(openingCost(st, shift, v)).toBe(insertionCost(st, c.visitCount + shift, v));
    }
  }
});
