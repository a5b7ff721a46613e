import type { ClockKind } from '../../../apps/optimizer/src/threads/clock-kind.ts';

/** A seeded town to plan, and what came of it. */
export interface Town {
  readonly visitCount: number;
  readonly shiftCount: number;
  readonly seconds: number;
  readonly threads: number;
  readonly clock: ClockKind;
}

export interface Growth extends Town {
  /** From the call to a full plan, tables and all; by the processor's clock with what the other threads load meanwhile. */
  readonly firstPlanMs: number;
  readonly served: number;
  readonly iterationsPerSec: number;
  /** After the search: its last proof pass and the reasons of those left out. */
  readonly endingMs: number;
  /** One visit in every place of every shift, median of fifty. */
  readonly insertionsMs: number;
  readonly memoryMb: number;
  readonly load: number;
}

export function describeGrowth(growth: Growth): string {
  const { visitCount, shiftCount, firstPlanMs, served, iterationsPerSec, endingMs, insertionsMs, memoryMb, load } = growth;
  const figures = [
    `first plan ${Math.round(firstPlanMs)} ms`,
    `${(iterationsPerSec / 1000).toFixed(1)}k iterations/s`,
    `served ${served}`,
    `reasons ${Math.round(endingMs)} ms`,
    `best insertions ${insertionsMs.toFixed(2)} ms`,
    `memory at most ${memoryMb} MB`,
    `load ${load.toFixed(1)}`,
  ];
  return `  ${visitCount} visits × ${shiftCount} shifts: ${figures.join(', ')}`;
}
