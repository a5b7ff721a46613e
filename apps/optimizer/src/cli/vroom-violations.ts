import type { Evaluation, ViolationCode } from '../plan.ts';
import type { Window } from '../problem.ts';

/** As VROOM writes it; a duration for causes that have one. */
export interface VroomViolation {
  readonly cause: string;
  readonly duration?: number;
}

/** VROOM's word for each rule, where it has one (docs/API.md, "Violations"). */
const CAUSES: Readonly<Record<ViolationCode, string | null>> = {
  visitTwice: null,
  visitMissing: null,
  visitUnknown: null,
  notAllowed: null,
  notPinnedShift: null,
  notAtPosition: null,
  frozenHeadChanged: null,
  skillMissing: 'skills',
  windowMissed: 'delay',
  unreachable: null,
  shiftEndsLate: 'delay',
  capacityExceeded: 'load',
  pairSplit: 'precedence',
  pairReversed: 'precedence',
  breakMissing: 'missing_break',
  breakLate: 'delay',
  breakOverloaded: 'max_load',
  travelTooLong: 'max_travel_time',
  distanceTooLong: 'max_distance',
  tooManyVisits: 'max_tasks',
  orderBroken: null,
  relatedMissing: null,
  notSameShift: null,
  notDifferentShift: null,
  notSameTeam: null,
  notSameDay: null,
  promiseBudgetExceeded: null,
  firmPromiseBroken: null,
};

/** One violation as VROOM would say it, or by our own code where it has no word for it. */
export function vroomViolation(code: ViolationCode, excess: number): VroomViolation {
  const cause = CAUSES[code] ?? code;
  return cause === 'delay' ? { cause, duration: excess } : { cause };
}

/** A start outside the windows that the author gave: how much too early or too late, whichever is less. */
export function windowViolation(windows: readonly Window[], startSec: number): VroomViolation[] {
  if (windows.length === 0 || windows.some(({ opensSec, closesSec }) => startSec >= opensSec && startSec <= closesSec)) return [];
  const lead = Math.min(...windows.map(({ opensSec }) => (opensSec > startSec ? opensSec - startSec : Infinity)));
  const delay = Math.min(...windows.map(({ closesSec }) => (closesSec < startSec ? startSec - closesSec : Infinity)));
  return [lead < delay ? { cause: 'lead_time', duration: lead } : { cause: 'delay', duration: delay }];
}

/** Each cause once, durations summed up, as VROOM has them for routes and the whole. */
export function summed(violations: readonly VroomViolation[]): VroomViolation[] {
  const sums = new Map<string, number | undefined>();
  for (const { cause, duration } of violations) {
    sums.set(cause, duration === undefined ? sums.get(cause) : (sums.get(cause) ?? 0) + duration);
  }
  return [...sums].map(([cause, duration]) => ({ cause, ...(duration !== undefined && { duration }) }));
}

/** Our own violations of one route, of the whole where `shift` is null. */
export function violationsOf(evaluation: Evaluation, shift: number | null): Evaluation['violations'] {
  return evaluation.violations.filter((one) => one.shift === shift);
}
