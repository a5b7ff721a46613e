/** The one door of the package. Everything is synchronous and pure: run `solve` in a worker thread. */

export type { Fault, FaultCode, Progress, SolveOptions, SolveResult } from './options.ts';
export { FAULT_CODES, ProblemFaultsError } from './options.ts';
export type {
  BreakStop,
  Evaluation,
  Insertion,
  Plan,
  RouteEvaluation,
  ShiftReason,
  ShiftReasonCode,
  Stop,
  UnassignedReason,
  UnassignedReasonCode,
  Violation,
  ViolationCode,
  VisitStop,
} from './plan.ts';
export { SHIFT_REASON_CODES, UNASSIGNED_REASON_CODES, VIOLATION_CODES } from './plan.ts';
export type { Break, Problem, Shift, ShiftCosts, TravelMatrix, Visit, Window } from './problem.ts';
export { MAX_BREAKS, MAX_SKILLS, MAX_TIME_SEC, UNREACHABLE } from './problem.ts';
