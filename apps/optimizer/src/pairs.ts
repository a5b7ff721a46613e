import type { Pair, Problem } from './problem.ts';

/** For each visit the other one of its pair, or −1, and the pair itself; `null` for a problem without pairs. */
export interface PairTable {
  readonly mateOf: Int32Array;
  readonly isDelivery: Uint8Array;
  /** Index of the visit's pair, or −1. */
  readonly pairOf: Int32Array;
}

/** `evaluateRoute` asks at every call: one table per list of pairs. */
const known = new WeakMap<readonly Pair[], PairTable>();

export function pairTable(problem: Problem): PairTable | null {
  const { pairs } = problem;
  if (!pairs || pairs.length === 0) return null;
  let table = known.get(pairs);
  if (!table || table.mateOf.length !== problem.visits.length) {
    const count = problem.visits.length;
    table = { mateOf: new Int32Array(count).fill(-1), isDelivery: new Uint8Array(count), pairOf: new Int32Array(count).fill(-1) };
    for (const [index, { pickupVisit, deliveryVisit }] of pairs.entries()) {
      table.mateOf[pickupVisit] = deliveryVisit;
      table.mateOf[deliveryVisit] = pickupVisit;
      table.isDelivery[deliveryVisit] = 1;
      table.pairOf[pickupVisit] = index;
      table.pairOf[deliveryVisit] = index;
    }
    known.set(pairs, table);
  }
  return table;
}

/** The stops that go in or out together with a visit, in their order. */
export function stopsOf(problem: Problem, visit: number): number[] {
  const table = pairTable(problem);
  const mate = table?.mateOf[visit] ?? -1;
  if (mate < 0) return [visit];
  return table!.isDelivery[visit] === 1 ? [mate, visit] : [visit, mate];
}
