import type { Problem } from '../problem.ts';

/** The visits that are served together or not at all with this one, itself first: by orders and pairs. */
export function unitOf(problem: Problem, visit: number): number[] {
  const unit = [visit];
  const bonds = [
    ...(problem.relations ?? []).flatMap(({ kind, first, second }) => (kind === 'order' ? [[first, second] as const] : [])),
    ...(problem.pairs ?? []).map(({ pickupVisit, deliveryVisit }) => [pickupVisit, deliveryVisit] as const),
  ];
  for (let i = 0; i < unit.length && bonds.length > 0; i++) {
    for (const [first, second] of bonds) {
      if (first === unit[i] && !unit.includes(second)) unit.push(second);
      if (second === unit[i] && !unit.includes(first)) unit.push(first);
    }
  }
  return unit;
}
