import type { Compiled } from './compile.ts';

/** Cost of the work at one stop in a shift; 0 where work costs nothing. */
export function workCost(c: Compiled, shift: number, workSec: number): number {
  return Math.round(workSec * c.perTaskSec[shift]! + c.perVisit[shift]!);
}

/** Setup and service of a visit that comes right after `before` in a shift. */
export function workAfter(c: Compiled, before: number, v: number, shift: number): number {
  const at = v * c.workTypeCount + c.workTypeOf[shift]!;
  return c.serviceSec[at]! + (c.leavesFrom[before] === c.arrivesAt[v] ? 0 : c.setupSec[at]!);
}
