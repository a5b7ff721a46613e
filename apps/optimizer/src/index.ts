/** The one door of the package. Everything is synchronous and pure: run `solve` in a worker thread. */

export { applyChange, type Change, type ChangeKind } from './advice/change.ts';
export { afterEvent, type RepairEvent } from './advice/event.ts';
export { findFixes } from './advice/find-fixes.ts';
export { FIX_COSTS, type Fix, type FixCosts, type FixOptions } from './advice/fix.ts';
export { type FrontierOptions, type FrontierPoint, frontier } from './advice/frontier.ts';
export {
  REPAIR_GOALS,
  type Repair,
  type RepairAlternative,
  type RepairGoal,
  type RepairOptions,
  repair,
} from './advice/repair.ts';
export { compareStanding, standingOf } from './advice/worth.ts';
export { bestInsertions, prepareInsertions } from './best-insertions.ts';
export { evaluate } from './evaluate.ts';
export { evaluateRoute } from './evaluate-route.ts';
export { explainUnassigned } from './explain.ts';
export type { Fault, FaultCode, Progress, SolveOptions, SolveResult } from './options.ts';
export { FAULT_CODES, ProblemFaultsError } from './options.ts';
export type {
  BreakStop,
  Evaluation,
  GivenBreak,
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
export type { Break, Pair, Problem, Shift, ShiftCosts, TravelMatrix, Visit, Window } from './problem.ts';
export { MAX_BREAKS, MAX_SKILLS, MAX_TIME_SEC, UNREACHABLE } from './problem.ts';
export type {
  Balance,
  BalanceMeasure,
  Fairness,
  PromiseRules,
  Relation,
  RichProblem,
  RichShift,
  RichVisit,
  TravelBands,
  VisitPromise,
} from './rich/model.ts';
export { BALANCE_MEASURES } from './rich/model.ts';
export { solve } from './solve.ts';
export { buySlack } from './uncertainty/buy-slack.ts';
export { type OnTime, type SimulateOptions, type Spread, simulate } from './uncertainty/simulate.ts';
export { MAX_VISITS, MAX_VISITS_TIMES_SHIFTS, validateProblem } from './validate-problem.ts';
