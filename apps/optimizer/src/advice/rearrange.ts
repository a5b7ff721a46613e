import type { Evaluation, Plan } from '../plan.ts';
import type { Problem } from '../problem.ts';
import { solve } from '../solve.ts';
import { soundAfter } from './judge.ts';
import { shiftsAround, subProblem } from './sub-problem.ts';

const SHIFTS_SEARCHED = 16;
/** With less time left a search is not begun. */
const LEAST_MS = 20;

/** Searches the shifts around an absent unit for a plan that serves it and all that is served already, with no rule changed; null if none is found. */
export function rearrange(
  problem: Problem,
  before: Evaluation & { plan: Plan },
  unit: readonly number[],
  { seed, iterations, leftMs, now }: { seed: number; iterations: number; leftMs: number; now: () => number },
): { plan: Plan; evaluation: Evaluation } | null {
  const startedMs = now();
  if (leftMs < LEAST_MS) return null;
  const shifts = shiftsAround(problem, before.plan, unit, [], SHIFTS_SEARCHED);
  if (!shifts || shifts.length === 0) return null;
  const part = subProblem(problem, before.plan, shifts, unit, before.rich?.changedPromises);
  const seconds = Math.max(0, leftMs - (now() - startedMs)) / 1000;
  const found = solve(part.problem, { seed, seconds, iterations, initialPlan: part.plan, now, reasons: false });
  const plan = part.merge(found.plan);
  if (unit.some((v) => plan.unassigned.includes(v))) return null;
  const evaluation = soundAfter(problem, plan, before);
  return evaluation && { plan, evaluation };
}
