import { serviceSecIn, setupSecIn } from './leg.ts';
import type { Problem } from './problem.ts';

/** How long the work of each visit takes in each work type of the shifts: [visit * workTypeCount + type]. */
export interface WorkTable {
  readonly workTypeCount: number;
  /** Of a shift. */
  readonly workTypeOf: Int32Array;
  readonly serviceSec: Int32Array;
  readonly setupSec: Int32Array;
  readonly hasSetup: boolean;
  /** The shortest service of a visit, whoever does it. */
  readonly leastServiceSec: Int32Array;
}

export function compileWork({ visits, shifts }: Problem): WorkTable {
  // Types that occur, or the only one where all visits take the same time everywhere.
  const isTyped = visits.some((visit) => visit.serviceSecByType || visit.setupSecByType);
  const example = new Map(shifts.map((shift) => [isTyped ? (shift.workType ?? 0) : 0, shift]));
  const types = [...example.keys()];
  const workTypeCount = Math.max(1, types.length);
  const serviceSec = new Int32Array(visits.length * workTypeCount);
  const setupSec = new Int32Array(serviceSec.length);
  const leastServiceSec = new Int32Array(visits.length);
  visits.forEach((visit, v) => {
    let least = shifts.length === 0 ? visit.serviceSec : Infinity;
    types.forEach((type, t) => {
      const shift = example.get(type)!;
      serviceSec[v * workTypeCount + t] = serviceSecIn(visit, shift);
      setupSec[v * workTypeCount + t] = setupSecIn(visit, shift);
      least = Math.min(least, serviceSecIn(visit, shift));
    });
    leastServiceSec[v] = least;
  });
  const workTypeOf = Int32Array.from(shifts, (shift) => types.indexOf(isTyped ? (shift.workType ?? 0) : 0));
  return { workTypeCount, workTypeOf, serviceSec, setupSec, hasSetup: setupSec.some((sec) => sec > 0), leastServiceSec };
}
