/** A seeded town to plan, and what came of it. */
export interface Town {
  readonly visitCount: number;
  readonly shiftCount: number;
  readonly seconds: number;
  readonly threads: number;
}

export interface Growth extends Town {
  /** Processor time from the call to a full plan, tables and all; with what the other threads load meanwhile. */
  readonly firstPlanMs: number;
  /** From the call until a full plan was reported (of several greedy ones, where there was time): what the caller waits. */
  readonly firstPlanWallMs: number;
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
  const {
    visitCount,
    shiftCount,
    firstPlanMs,
    firstPlanWallMs,
    served,
    iterationsPerSec,
    endingMs,
    insertionsMs,
    memoryMb,
    load,
  } = growth;
  const figures = [
    `first plan ${Math.round(firstPlanMs)} CPU ms, reported after ${Math.round(firstPlanWallMs)} ms`,
    `${(iterationsPerSec / 1000).toFixed(1)}k iterations/s`,
    `served ${served}`,
    `reasons ${Math.round(endingMs)} ms`,
    `best insertions ${insertionsMs.toFixed(2)} ms`,
    `memory at most ${memoryMb} MB`,
    `load ${load.toFixed(1)}`,
  ];
  return `  ${visitCount} visits × ${shiftCount} shifts: ${figures.join(', ')}`;
}
