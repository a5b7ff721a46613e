import { pairTable } from './pairs.ts';
import type { Problem } from './problem.ts';

/** Loads that change on the way, and visits that belong together; `hasFlow` is false where what is on board at a moment decides nothing. */
export interface Flow {
  readonly hasFlow: boolean;
  readonly hasPairs: boolean;
  /** The other visit of the pair, or −1. */
  readonly mateOf: Int32Array;
  readonly isDelivery: Uint8Array;
  /** What is more on board after the visit than before: [visit * dimensions + d]. */
  readonly loadChange: Int32Array;
}

export function compileFlow(problem: Problem, dimensions: number): Flow {
  const { visits } = problem;
  const table = pairTable(problem);
  const hasPairs = table !== null;
  const weighsBreaks = problem.shifts.some((shift) => shift.breaks.some((pause) => pause.maxLoads));
  const hasFlow = hasPairs || weighsBreaks || visits.some((visit) => visit.pickups?.some((load) => load > 0));
  const loadChange = new Int32Array(hasFlow ? visits.length * dimensions : 0);
  if (hasFlow) {
    visits.forEach((visit, v) => {
      for (let d = 0; d < dimensions; d++) loadChange[v * dimensions + d] = (visit.pickups?.[d] ?? 0) - visit.loads[d]!;
    });
    for (const { pickupVisit, deliveryVisit, loads } of problem.pairs ?? []) {
      for (let d = 0; d < dimensions; d++) {
        loadChange[pickupVisit * dimensions + d] = loads[d]!;
        loadChange[deliveryVisit * dimensions + d] = -loads[d]!;
      }
    }
  }
  return {
    hasFlow,
    hasPairs,
    mateOf: table?.mateOf ?? new Int32Array(visits.length).fill(-1),
    isDelivery: table?.isDelivery ?? new Uint8Array(visits.length),
    loadChange,
  };
}

/** What leaving out a visit counts with all that goes with it: a pair counts at its pickup. */
export function unitMissCosts(flow: Flow, missCost: Float64Array): Float64Array {
  if (!flow.hasPairs) return missCost;
  return missCost.map((cost, v) => {
    const mate = flow.mateOf[v]!;
    return mate < 0 ? cost : flow.isDelivery[v] === 1 ? 0 : cost + missCost[mate]!;
  });
}
