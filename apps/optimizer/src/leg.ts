import { type Problem, type Shift, UNREACHABLE, type Visit } from './problem.ts';

/** What one drive and one stop take and cost: the only definition of rounding, used by the search and by `evaluate`. */

/** Seconds of the drive for this shift; UNREACHABLE if there is no way; 0 if one end is absent. */
export function legSec(problem: Problem, shift: Shift, from: number | null, to: number | null): number {
  if (from === null || to === null) return 0;
  return scaledSec(problem.matrices[shift.matrixIndex]!.durationsSec[from * problem.placeCount + to]!, shift.speedFactor);
}

export function legMetres(problem: Problem, shift: Shift, from: number | null, to: number | null): number {
  if (from === null || to === null) return 0;
  return problem.matrices[shift.matrixIndex]!.distancesMetres?.[from * problem.placeCount + to] ?? 0;
}

export function scaledSec(durationSec: number, speedFactor: number): number {
  if (durationSec === UNREACHABLE || speedFactor === 1) return durationSec;
  return Math.round(durationSec / speedFactor);
}

/** A drive costs what its matrix says, or what the shift's rates make of it; 0 if one end is absent. */
export function legCost(problem: Problem, shift: Shift, from: number | null, to: number | null): number {
  if (from === null || to === null) return 0;
  const costs = problem.matrices[shift.matrixIndex]!.costs;
  if (costs) return costs[from * problem.placeCount + to]!;
  return ratedCost(shift, legSec(problem, shift, from, to), legMetres(problem, shift, from, to));
}

export function ratedCost(shift: Shift, sec: number, metres: number): number {
  return Math.round(sec * shift.costs.perTravelSec + metres * shift.costs.perMetre);
}

/** Seconds of service of a visit in this shift. */
export function serviceSecIn(visit: Visit, shift: Shift): number {
  return visit.serviceSecByType?.[shift.workType ?? 0] ?? visit.serviceSec;
}

/** Seconds of setup of a visit in this shift, where it is due. */
export function setupSecIn(visit: Visit, shift: Shift): number {
  return visit.setupSecByType?.[shift.workType ?? 0] ?? visit.setupSec;
}

/** Of one stop: the work and the visit itself. */
export function taskCost(shift: Shift, workSec: number): number {
  return Math.round(workSec * shift.costs.perTaskSec + shift.costs.perVisit);
}

export function fixedCost(shift: Shift): number {
  return Math.round(shift.costs.fixed);
}
